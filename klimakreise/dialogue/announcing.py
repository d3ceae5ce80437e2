"""Statements are published: one of them, or all of a department on one day."""

from django.db import transaction
from django.utils import timezone

from klimakreise.dialogue.models import Statement
from klimakreise.publishing.partial_dates import PartialDate
from klimakreise.publishing.standing import settle


def announce(statements, at=None):
    """Publish the drafts among `statements` now, or at the aware datetime `at`: all of them or none.

    Returns those that were published; raises ValidationError where a rule forbids it.
    """
    with transaction.atomic():
        drafts = Statement.objects.select_for_update().filter(pk__in=[each.pk for each in statements])
        published = [each for each in drafts if not each.is_published]
        for statement in published:
            settle_statement(statement, at or timezone.now())
    return published


def settle_statement(statement, wanted, *, changed=False):
    """Publish, schedule or withdraw the saved statement so that its `published_at` is `wanted`.

    A statement without a date of its own is of the day on which it comes out.
    """
    before = statement.published_at
    if wanted and (statement.date is None or (before and statement.date == day_of(before))):
        statement.date = day_of(wanted)
        statement.save(update_fields=["date"])
    settle(statement, wanted, changed)


def day_of(moment):
    return PartialDate.of(timezone.localdate(moment))
