"""Somebody takes on, or passes on, what nobody is responsible for."""

from django.db import transaction
from django.utils import timezone

from klimakreise.dialogue.models import Assignment, NoticeItem
from klimakreise.dialogue.things import name_of


@transaction.atomic
def assign(thing, department, by):
    """Let `department` answer for a result, measure or event, and return the Assignment.

    Raises ValidationError if an office or a group is written down as responsible for it.
    """
    found = Assignment.objects.select_for_update().filter(**{name_of(thing): thing}).first()
    if found and found.department_id == department.pk:
        return found
    assignment = found or Assignment(**{name_of(thing): thing})
    assignment.department, assignment.by, assignment.at = department, by, timezone.now()
    assignment.full_clean()
    # What comes back to an office is told to it anew.
    NoticeItem.objects.filter(**{name_of(thing): thing}, notice__department=department).delete()
    assignment.save()
    return assignment
