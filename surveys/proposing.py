"""Statements proposed by people: they wait for the planning team, and an accepted one joins the question, even a frozen one."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimakreise.alliance.changing import DecidedError
from klimakreise.publishing.audit import note
from klimakreise.publishing.models import Entry
from surveys.freezing import CLOSED, extendable
from surveys.models import Option, ProposedStatement, Survey
from surveys.opening import lock

THERE = _("This statement is there already.")


def takes_proposals(question):
    """Whether somebody may propose a statement now. A secret survey takes none: who proposed would show who took part."""
    survey = question.survey
    return question.takes_proposals and survey.mode != Survey.Mode.SECRET and survey.is_open


def propose(question, text, group=None):
    """Let the statement wait for the planning team; `group` is whose it is in a survey by name.

    Raises ValidationError if the survey was closed meanwhile or asks this already.
    """
    with transaction.atomic():
        question.survey = lock(question.survey)
        if not takes_proposals(question):
            raise ValidationError(CLOSED, code="closed")
        refuse_twins(question, text)
        return ProposedStatement.objects.create(question=question, text=text, group=group)


def refuse_twins(question, text):
    labels = question.options.values_list("label", flat=True)
    if plain(text) in {plain(label) for label in labels}:
        raise ValidationError(THERE, code="there")


def plain(text):
    """A statement as far as its wording counts: without upper case, the space around it and its full stop."""
    return " ".join(text.split()).rstrip(".! ").casefold()


def accept(proposed, by, label, label_en=""):
    """Make the statement an option of its question, as `label`, and return that.

    Raises DecidedError where it does not wait any more; ValidationError if the survey is closed or asks this already.
    """
    with transaction.atomic():
        extendable(proposed.question.survey_id)
        found = still_waiting(proposed)
        refuse_twins(found.question, label)
        last = found.question.options.aggregate(last=Max("number"))["last"] or 0
        option = Option(question=found.question, number=last + 1, label=label, label_en=label_en)
        option.full_clean()
        option.save()
        found.option = option
        settle(found, by, ProposedStatement.State.ACCEPTED)
        if found.question.survey.is_published:
            Entry.record(found.question.survey, Entry.Act.CHANGED)
    return option


def decline(proposed, by, reason):
    """Do not ask the statement and keep the `reason`; raises as `accept()` does."""
    with transaction.atomic():
        extendable(proposed.question.survey_id)
        found = still_waiting(proposed)
        found.reason = reason
        settle(found, by, ProposedStatement.State.DECLINED)


def still_waiting(proposed):
    """The row as it is under the lock on its survey."""
    found = ProposedStatement.objects.waiting().filter(pk=proposed.pk).select_related("question__survey")
    if not (row := found.first()):
        raise DecidedError
    return row


def settle(proposed, by, state):
    proposed.state, proposed.decided_by, proposed.decided_at = state, by, timezone.now()
    proposed.save(update_fields=["state", "reason", "option", "decided_by", "decided_at"])
    note("released" if state == ProposedStatement.State.ACCEPTED else "hidden", proposed)
