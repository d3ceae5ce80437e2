"""Saying which earlier question a question asks again. It changes nothing of what people answer, so it may be said at any time."""

from django.core.exceptions import ValidationError
from django.db import transaction

from klimakreise.publishing.audit import note
from klimakreise.publishing.models import Entry
from surveys.models import Question, Survey
from surveys.models.repeating import BESIDE, reason_against


def askable(survey):
    """The questions of `survey` that can stand beside an earlier one, by number."""
    found = survey.questions.filter(type__in=BESIDE).select_related("survey", "repeats__survey")
    parts = ["options", "scale_points", "repeats__options", "repeats__scale_points"]
    return found.prefetch_related(*parts).order_by("number")


def earlier_questions(question, candidates):
    """Those of the `candidates` (Questions with their survey) that `question` may repeat."""
    return [each for each in candidates if each.type == question.type and not reason_against(question, each)]


@transaction.atomic
def ask_again(survey, wanted):
    """Let questions of `survey` repeat others: `wanted` is {question: earlier Question or None}; returns those that changed.

    After the first code or answer it stands in the audit. ValidationError where a question cannot repeat the other.
    """
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    changed = []
    for question, earlier in wanted.items():
        if question.repeats_id == (earlier and earlier.pk):
            continue
        if earlier and (reason := reason_against(question, earlier)):
            raise ValidationError(reason)
        question.repeats = earlier
        question.save(update_fields=["repeats"])
        if survey.is_frozen:
            note("corrected", survey, said(question))
        changed.append(question)
    if changed:
        tell_readers(survey)
    return changed


def said(question):
    if question.repeats is None:
        return f"Frage {question.number} steht neben keiner früheren mehr"
    return f"Frage {question.number} fragt noch einmal: {question.repeats.survey}, Frage {question.repeats.number}"


def tell_readers(survey):
    """The page of published results has changed."""
    results = getattr(survey, "results", None)
    if results and results.is_published:
        Entry.record(results, Entry.Act.CHANGED)


def all_askable():
    """Questions of all surveys that another one may repeat, the latest surveys first."""
    found = Question.objects.filter(type__in=BESIDE).select_related("survey", "repeats")
    return found.order_by("-survey__pk", "number")
