"""Queries of the pages that have no list; the others count in their rooms' tests."""

import pytest

from klimakreise.alliance.models import Alliance
from klimakreise.site.models import Page
from tests import make


@pytest.mark.parametrize("count", [1, 3])
def test_a_legal_page_takes_one_query(visitor, db, django_assert_num_queries, count):
    for key in Page.Key.values[:count]:
        make.make(Page, key=key, text="Text.")
    visitor.get("/netiquette/")  # the name of the site is remembered from here on
    with django_assert_num_queries(1):
        visitor.get(f"/{Page.Key.values[0]}/")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_how_to_join_takes_two_queries(visitor, db, django_assert_num_queries, count):
    make.make(Alliance, slug="buendnis", name="Bündnis")
    for _number in range(count):
        make.group()
    visitor.get("/netiquette/")
    with django_assert_num_queries(2):
        visitor.get("/buendnis/mitmachen/")
