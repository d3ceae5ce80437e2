"""What the names and codes in the files of published results mean; `surveys/exporting.py` writes them, a page explains them."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from surveys.models import Outcome, Question, Withheld

NOT_KNOWN = "not_known"


class Voices(models.TextChoices):
    """Those of an Outcome, and figures that nobody has counted here."""

    PEOPLE = Outcome.Voices.PEOPLE.value, Outcome.Voices.PEOPLE.label
    GROUPS = Outcome.Voices.GROUPS.value, Outcome.Voices.GROUPS.label
    PUBLISHED = "published", gettext_lazy("taken over from the source")


@dataclass(frozen=True)
class Column:
    """A column of the CSV: `key` as the JSON calls it (`path`: where it stands there), its heading and what it means."""

    key: str
    path: str
    heading: str | Promise
    meaning: str | Promise


@dataclass(frozen=True)
class Code:
    """`code` stands in the JSON, `word` in the CSV."""

    code: str
    word: str | Promise
    meaning: str | Promise = ""


COLUMNS = [
    Column("survey", "survey.title", gettext_lazy("Survey"), gettext_lazy("Title of the survey.")),
    Column(
        "remark",
        "survey.not_representative, survey.is_example",
        gettext_lazy("Remark"),
        gettext_lazy("What goes for every figure of the survey, such as “not representative”."),
    ),
    Column(
        "question",
        "questions[].number",
        gettext_lazy("Question no."),
        gettext_lazy("Number of the question in the survey."),
    ),
    Column("wording", "questions[].wording", gettext_lazy("Wording"), gettext_lazy("What was asked.")),
    Column(
        "type", "questions[].type", gettext_lazy("Type"), gettext_lazy("How it was answered: see the codes.")
    ),
    Column(
        "voices",
        "figures[].voices",
        gettext_lazy("Voices"),
        gettext_lazy("Who has answered. People and groups are never added up."),
    ),
    Column("row", "figures[].row", gettext_lazy("Row"), gettext_lazy("Row of a matrix.")),
    Column(
        "group",
        "texts[].group",
        gettext_lazy("Group"),
        gettext_lazy("Which group has written a text; groups answer by name."),
    ),
    Column(
        "opinion_group",
        "opinion_maps[].figures[].group",
        gettext_lazy("Group of opinion no."),
        gettext_lazy(
            "Of an opinion map: the number of the group, as on the page; the row is the statement. Else empty."
        ),
    ),
    Column(
        "crossed_with",
        "tables[].columns.question",
        gettext_lazy("Crossed with question no."),
        gettext_lazy("Of a table of two questions: number of the question in the columns. Else empty."),
    ),
    Column(
        "column",
        "cells[].column",
        gettext_lazy("Column"),
        gettext_lazy(
            "Of a table of two questions: answer to the question in the columns; n is that of the column."
        ),
    ),
    Column(
        "option",
        "answers[].option",
        gettext_lazy("Option no."),
        gettext_lazy("Code of the option: see the question."),
    ),
    Column(
        "answer",
        "answers[].label, texts[].text, cells[].row",
        gettext_lazy("Answer given"),
        gettext_lazy("Wording of the option or points of the scale; of a free text, the text."),
    ),
    Column(
        "from",
        "answers[].from",
        gettext_lazy("From"),
        gettext_lazy(
            "Of a scale: the lowest of the points that stand together. Of a number: from this value."
        ),
    ),
    Column(
        "to",
        "answers[].to",
        gettext_lazy("To"),
        gettext_lazy(
            "Of a scale: the highest of these points, itself included. Of a number: up to below this value."
        ),
    ),
    Column(
        "count",
        "answers[].count, cells[].count",
        gettext_lazy("Count"),
        gettext_lazy("How many gave this answer; of a ranking, how many ranked it. Empty: see the state."),
    ),
    Column(
        "percent",
        "answers[].percent, cells[].percent",
        gettext_lazy("Per cent"),
        gettext_lazy("Count in per cent of n, to one place."),
    ),
    Column(
        "n",
        "figures[].n, cells[].column_total",
        "n",
        gettext_lazy("How many answered this question: the base of the percentages."),
    ),
    Column(
        "no_answer",
        "figures[].no_answer",
        gettext_lazy("No answer"),
        gettext_lazy("How many chose “no answer”; they are not in n."),
    ),
    Column(
        "mean", "figures[].mean", gettext_lazy("Mean"), gettext_lazy("Mean of the values, to two places.")
    ),
    Column(
        "sd",
        "figures[].sd",
        gettext_lazy("SD"),
        gettext_lazy("Standard deviation of a sample (divided by n − 1), to two places."),
    ),
    Column(
        "mean_rank",
        "answers[].mean_rank",
        gettext_lazy("Mean rank"),
        gettext_lazy("Of a ranking: the smaller, the further in front (1 is the first place)."),
    ),
    Column(
        "state",
        "state",
        gettext_lazy("State of the figure"),
        gettext_lazy("Whether the figure is shown: see the codes."),
    ),
]

STATE_CODES = [
    Code("shown", gettext_lazy("shown")),
    Code(
        "hidden",
        gettext_lazy("not shown"),
        gettext_lazy(
            "The count is at least 1 and stays hidden so that nobody can be recognised. It need not be small: some are hidden only so that another cannot be computed."
        ),
    ),
    Code(f"withheld_{Withheld.FEW.value}", gettext_lazy("too few"), Withheld.FEW.label),
    Code(f"withheld_{Withheld.UNSAFE.value}", gettext_lazy("withheld"), Withheld.UNSAFE.label),
    Code(NOT_KNOWN, gettext_lazy("not known"), gettext_lazy("The source does not say it.")),
    Code(
        "text",
        pgettext_lazy("state of a figure", "text"),
        gettext_lazy("A free text that the planning team has read and released."),
    ),
]
STATES = {each.code: each.word for each in STATE_CODES}
VOICES = {each.value: each.label for each in Voices}


def remarks(survey):
    """What goes for every figure, in words; `survey` as in the data."""
    return [
        *([_("not representative")] if survey["not_representative"] else []),
        *([_("Example")] if survey["is_example"] else []),
    ]


def codes():
    """(heading, Codes, whether they are explained further) of everything in the files that is a code."""
    return [
        (_("Types of questions"), [Code(each.value, each.label) for each in Question.Type], False),
        (_("Voices"), [Code(each.value, each.label) for each in Voices], False),
        (_("States"), STATE_CODES, True),
    ]
