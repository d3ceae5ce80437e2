"""Releasing figures question by question, and texts one by one after somebody has read them; both can be taken back."""

from django.db import transaction
from django.utils import timezone

from klimakreise.publishing.audit import note
from klimakreise.publishing.models import Entry
from surveys.models import FreeText, SurveyResults


def release_questions(rows):
    """Release the figures of these QuestionResults; returns how many were not released before."""
    return set_questions(rows.filter(released_at=None), timezone.now(), "released")


def hold_questions(rows):
    """Take the figures of these QuestionResults back; returns how many were released."""
    return set_questions(rows.exclude(released_at=None), None, "hidden")


@transaction.atomic
def set_questions(rows, moment, act):
    changed = list(rows.select_related("question"))
    for row in changed:
        row.released_at = moment
        row.save(update_fields=["released_at"])
        note(act, row, f"Frage {row.question.number}")
    tell_readers({row.results_id for row in changed})
    return len(changed)


def release_tables(tables):
    """Release these CrossTables, one by one as questions are; returns how many were counted and not released before."""
    return set_tables(tables.filter(counted_at__isnull=False, released_at=None), timezone.now(), "released")


def hold_tables(tables):
    """Take these CrossTables back; returns how many were released."""
    return set_tables(tables.exclude(released_at=None), None, "hidden")


@transaction.atomic
def set_tables(tables, moment, act):
    changed = list(tables.select_related("row_question", "column_question"))
    for table in changed:
        table.released_at = moment
        table.save(update_fields=["released_at"])
        note(act, table, f"Fragen {table.row_question.number} × {table.column_question.number}")
    surveys = {table.survey_id for table in changed}
    tell_readers(SurveyResults.objects.filter(survey__in=surveys).values_list("pk", flat=True))
    return len(changed)


@transaction.atomic
def set_texts(rows, standing):
    """Release texts or hold them back (`standing`, a ReadFirst.Standing); returns how many changed.

    `rows` are FreeText or GroupAnswerLine. Which text it was stands in the audit by its key, not by its words.
    """
    changed = list(rows.exclude(standing=standing))
    act = "released" if standing == FreeText.Standing.RELEASED else "hidden"
    for row in changed:
        row.standing = standing
        row.save(update_fields=["standing"])
        note(act, row)
    surveys = {row.question.survey_id for row in changed}
    tell_readers(SurveyResults.objects.filter(survey__in=surveys).values_list("pk", flat=True))
    return len(changed)


def tell_readers(keys):
    """The pages of published results have changed."""
    for results in SurveyResults.objects.filter(pk__in=keys).select_related("survey"):
        if results.is_published:
            Entry.record(results, Entry.Act.CHANGED)
