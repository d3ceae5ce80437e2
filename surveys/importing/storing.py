"""Taking answers in, and out again: all of them or none, in one transaction.

Like ballots that are cast here they have random keys, are written in the order of these, and hold neither time nor person; a free
text belongs to its question alone. The order of the file is lost.
"""

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from klimakreise.publishing.audit import note
from surveys.freezing import freeze
from surveys.importing import keeping
from surveys.importing.files import Tool
from surveys.mixing import draw, in_order
from surveys.models import Ballot, BallotAnswer, FreeText, Survey
from surveys.models.ballots import random_key

COLUMNS = ["key", "ballot_id", "question_id", "option_id", "value"]


def refusal(survey):
    """Why no answers can be imported into `survey` now, as one sentence; "" if they can."""
    if not survey.is_imported:
        return _("Only a survey with the mode “held elsewhere” takes imported answers.")
    if survey.is_closed:
        return _("The answers are closed and counted: nothing can be imported any more.")
    if Ballot.objects.filter(survey=survey).exists():
        return _("Answers were imported already. Remove them first if there are better ones.")
    return ""


@transaction.atomic
def bring_in(survey, sheets, tool):
    """Make ballots of `sheets` (function that returns the lists of Given, called once the survey is locked); returns how many.

    Freezes the questions, deletes what was uploaded, writes the audit. ValidationError if it is not possible: then nothing has
    happened.
    """
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if reason := refusal(survey):
        raise ValidationError(reason)
    taken = sheets(survey)
    if not taken:
        raise ValidationError(_("There is no answer to import."))
    store(survey, taken)
    freeze(survey)
    if not survey.tool and tool != Tool.OTHER:
        survey.tool = tool.label
        survey.save(update_fields=["tool"])
    keeping.forget(survey)
    words = ngettext_lazy("%(number)s ballot from %(tool)s", "%(number)s ballots from %(tool)s", "number")
    note("imported", survey, words % {"number": len(taken), "tool": tool.label})
    return len(taken)


def store(survey, sheets):
    """Write ballots, answers and free texts; free texts last and all together, so that their place tells nothing."""
    draw.shuffle(sheets)
    ballots = sorted(random_key() for _sheet in sheets)
    write_all(Ballot, ["key", "survey_id"], [(key, survey.pk) for key in ballots])
    texts, rows = [], []
    for ballot, sheet in zip(ballots, sheets, strict=True):
        for given in sheet:
            if given.text:
                texts.append(FreeText(question_id=given.question, text=given.text))
            else:
                value = None if given.value is None else str(given.value)
                rows.append((random_key(), ballot, given.question, given.option, value))
    write_all(BallotAnswer, COLUMNS, rows)
    in_order(FreeText, texts)


def write_all(model, columns, rows):
    """Write the rows in the order of their keys, as fast as the database takes them: 10,000 sheets may have a million answers."""
    rows.sort(key=lambda row: row[0])
    table, names = model._meta.db_table, ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)  # noqa: S608 (names of ours)


@transaction.atomic
def take_out(survey):
    """Delete all imported answers, so that the questions can be changed and others be imported; returns how many ballots.

    ValidationError once they are closed.
    """
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.is_imported or survey.is_closed:
        raise ValidationError(_("The answers are closed and counted: they stay."))
    FreeText.objects.filter(question__survey=survey).delete()
    BallotAnswer.objects.filter(ballot__survey=survey).delete()
    number = Ballot.objects.filter(survey=survey).delete()[0]
    if number:
        Survey.objects.filter(pk=survey.pk).update(frozen_at=None)
        words = ngettext_lazy("%(number)s imported ballot", "%(number)s imported ballots", "number")
        note("deleted", survey, words % {"number": number})
    return number
