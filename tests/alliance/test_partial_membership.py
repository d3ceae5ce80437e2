"""A group's dates may be known to the year only."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from klimakreise.publishing.partial_dates import PartialDate
from tests import make


def dates(joined, left):
    return {"joined": PartialDate(joined), "left": PartialDate(left)}


@pytest.mark.parametrize(
    ("joined", "left"), [("2021-05", "2021"), ("2021", "2021-05"), ("2021-05-03", "2021-05")]
)
def test_a_group_may_leave_in_the_year_in_which_it_joined(joined, left, db):
    make.group(**dates(joined, left)).full_clean()


@pytest.mark.parametrize(
    ("joined", "left"), [("2021-05", "2020"), ("2021-05-03", "2021-04"), ("2022", "2021-12")]
)
def test_a_group_does_not_leave_before_it_joins(joined, left, db):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.group(**dates(joined, left))
    group = make.group()
    group.joined, group.left = dates(joined, left).values()
    with translation.override("en"), pytest.raises(ValidationError, match="cannot leave before"):
        group.full_clean()
