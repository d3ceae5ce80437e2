"""The published results of a survey as data: what everyone sees on their page, for programs (JSON) and for spreadsheets (CSV).

`data_of()` is the JSON; the CSV is the same, unrolled: a line for each answer. What its names and codes mean is in
`surveys/codebook.py`. Both are made of what the page is made of (`surveys/outcomes.py`, `surveys/charts.py`).
"""

from decimal import Decimal
from itertools import chain

from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import prefetch_related_objects
from django.utils.translation import get_language, pgettext_lazy

from klimakreise.publishing.cells import sheet
from surveys.charts import evaluations
from surveys.codebook import COLUMNS, NOT_KNOWN, STATES, VOICES, Voices, remarks
from surveys.crossed import crossed
from surveys.models import Option, Question, SurveyResults
from surveys.opinions import AGREE, DISAGREE, PASS
from surveys.outcomes import counted
from surveys.statistics import rounded

FORMAT, VERSION = "klimakreise-survey-results", 1
ANSWERS = {
    DISAGREE: pgettext_lazy("to a statement", "disagree"),
    PASS: pgettext_lazy("to a statement", "pass"),
    AGREE: pgettext_lazy("to a statement", "agree"),
}


class Encoder(DjangoJSONEncoder):
    """Figures as numbers, not as texts."""

    def default(self, value):
        if isinstance(value, Decimal):
            return int(value) if value == int(value) else float(value)
        return super().default(value)


def published():
    """The results that everyone may see, whoever asks: a file is passed on."""
    return SurveyResults.objects.visible_to(AnonymousUser()).select_related("survey__issuing")


def data_of(results):
    """The published SurveyResults as a dict of texts (in the present language), whole numbers and Decimals."""
    survey = results.survey
    native = survey.is_native
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": get_language(),
        "survey": facts(results),
        "questions": answered_here(results) if native else taken_over(results),
        "tables": [of_table(each) for each in crossed(survey, AnonymousUser())] if native else [],
    }


def facts(results):
    survey = results.survey
    return {
        "title": survey.local_title,
        "mode": survey.mode or None,
        "not_representative": survey.mode == survey.Mode.OPEN,
        "is_example": survey.is_example or results.is_example,
        "audience": survey.local_audience,
        "period": survey.period,
        "respondents": None if survey.is_native else survey.respondents,
        "people": results.people,
        "groups": results.groups,
        "summary": results.summary,
        "sources": [{"title": str(source), "address": source.url} for source in survey.sources.all()],
    }


def answered_here(results):
    """The released questions of a survey that was answered here."""
    conditions = {
        option.pk: option
        for option in Option.objects.filter(leads_to__survey=results.survey).select_related("question")
    }
    return [
        {
            **asked(each.question, conditions.get(each.question.shown_if_id)),
            "figures": [
                of_figures(figures, each.question) for voices in each.voices for figures in voices.figures
            ],
            "opinion_maps": [of_map(voices) for voices in each.voices if voices.drawing],
            "texts": [
                *({"group": None, "text": text} for text in each.texts),
                *({"group": str(group), "text": text} for group, text in each.texts_of_groups),
            ],
        }
        for each in counted(results, AnonymousUser())
    ]


def taken_over(results):
    """The questions of a survey that was made elsewhere."""
    found = evaluations(results)
    prefetch_related_objects([each.question for each in found], "scale_points")
    return [
        {
            **asked(each.question),
            "figures": [of_evaluation(each)] if each.known else [],
            "opinion_maps": [],
            "texts": [],
        }
        for each in found
    ]


def asked(question, condition=None):
    """What was asked, and what could be answered; needs the options and points prefetched."""
    return {
        "number": question.number,
        "wording": question.local_text,
        "type": question.type or None,
        "describes_person": question.describes_person,
        "asked_if": condition and {"question": condition.question.number, "option": condition.number},
        "at_most": question.choices_max,
        "unit": question.local_unit,
        "note": question.note,
        "base": question.percent_base,
        "statistic": question.statistic_label,
        "options_in_all": question.options_total,
        "options": [coded(option) for option in question.options.all()],
        "scale": [coded(point) for point in question.scale_points.all()],
    }


def coded(part):
    return {"code": part.number, "label": part.local_label}


def of_figures(figures, question):
    """The figures of one kind of voices, of one row of a matrix; without numbers where they are withheld."""
    outcome = figures.outcome
    return {
        "voices": outcome.voices,
        "row": outcome.row and coded(outcome.row),
        "state": f"withheld_{outcome.withheld}" if outcome.withheld else "shown",
        "n": None if outcome.withheld else outcome.n,
        "no_answer": outcome.no_answer,
        "mean": outcome.mean,
        "sd": outcome.sd,
        "answers": [of_line(figures, line) for line in map(figures.line, figures.rows)],
    }


def of_line(figures, line):
    return {
        "option": line.option and line.option.number,
        "label": line.label,
        "from": line.row.least,
        "to": line.row.most,
        "state": "hidden" if line.count is None else "shown",
        "count": line.count,
        "percent": line.percent,
        "mean_rank": line.mean,
    }


def of_evaluation(evaluation):
    """The figures that a source has published, with `option` as they are listed there."""
    question = evaluation.question
    return {
        "voices": Voices.PUBLISHED,
        "row": None,
        "state": "shown",
        "n": question.answered_by,
        "no_answer": None,
        "mean": question.mean,
        "sd": question.sd,
        "answers": [
            {
                "option": answer.option.number,
                "label": answer.option.local_label,
                "from": None,
                "to": None,
                "state": NOT_KNOWN if answer.count is None else "shown",
                "count": answer.count,
                "percent": answer.percent
                if evaluation.has_percentages and answer.count is not None
                else None,
                "mean_rank": None,
            }
            for answer in sorted(evaluation.answers, key=lambda answer: answer.option.number)
        ],
    }


def of_map(voices):
    """The groups of opinion of one kind of voices, from 1, and what each said to each statement; the points are a drawing only."""
    drawing = voices.drawing
    return {
        "voices": voices.kind,
        "groups": [{"group": number, "people": people} for number, people in enumerate(drawing.sizes, 1)],
        "not_placed": drawing.unplaced,
        "figures": [
            {
                "statement": coded(row.statement),
                "group": line.number,
                "n": line.said.n,
                "answers": [of_said(line.said, answer) for answer in ANSWERS],
            }
            for row in drawing.rows
            for line in row.lines
        ],
    }


def of_said(said, answer):
    count, share = said.count(answer), said.share(answer)
    return {
        "option": answer,
        "label": ANSWERS[answer],
        "state": "hidden" if count is None else "shown",
        "count": count,
        "percent": None if share is None else rounded(100 * share, 1),
    }


def of_table(crossed):
    """Two questions in one table: its rows and columns with their totals, and the cells row by row."""
    table = crossed.table
    return {
        "rows": {"question": table.row_question.number, "wording": table.row_question.local_text},
        "columns": {"question": table.column_question.number, "wording": table.column_question.local_text},
        "type": table.row_question.type,
        "voices": Voices.PEOPLE,
        "state": f"withheld_{table.withheld}" if table.withheld else "shown",
        "n": None if table.withheld else table.n,
        "cells": [
            {
                "row": row.label,
                "column": column.label,
                "row_total": row.total,
                "column_total": column.total,
                "state": "hidden" if count is None else "shown",
                "count": count,
                "percent": percent,
            }
            for row, cells in crossed.grid
            for column, count, percent in cells
        ],
    }


# --- CSV ---


def csv_of(data):
    """The text of the CSV file of what `data_of` returned, in words of the present language."""
    survey = {"survey": data["survey"]["title"], "remark": ", ".join(remarks(data["survey"]))}
    rows = (
        survey | {"question": asked["number"], "wording": asked["wording"], "type": type_of(asked)} | line
        for asked in data["questions"]
        for line in lines(asked)
    )
    tables = (survey | line for table in data["tables"] for line in cells(table))
    headings = [column.heading for column in COLUMNS]
    return sheet(headings, ([row.get(column.key) for column in COLUMNS] for row in chain(rows, tables)))


def type_of(asked):
    return str(Question.Type(asked["type"]).label) if asked["type"] else None


def lines(asked):
    """A line for each answer, for figures without any, for each text, and one for a question of which nothing is known."""
    if not asked["figures"]:
        yield {"state": STATES[NOT_KNOWN]}
    for figures in asked["figures"]:
        shared = {key: figures[key] for key in ("n", "no_answer", "mean", "sd")}
        shared |= {"voices": VOICES[figures["voices"]], "state": STATES[figures["state"]]}
        shared |= {"row": figures["row"] and figures["row"]["label"]}
        for answer in figures["answers"]:
            yield shared | answer | {"answer": answer["label"], "state": STATES[answer["state"]]}
        if not figures["answers"]:
            yield shared
    for drawn in asked["opinion_maps"]:
        yield from lines_of_map(drawn)
    for text in asked["texts"]:
        voices = VOICES[Voices.GROUPS if text["group"] else Voices.PEOPLE]
        yield {"voices": voices, "group": text["group"], "answer": text["text"], "state": STATES["text"]}


def lines_of_map(drawn):
    """A line for each answer of each group of opinion to each statement; of one group alone it would be the question's own figures."""
    if len(drawn["groups"]) < 2:
        return
    for figures in drawn["figures"]:
        shared = {"voices": VOICES[drawn["voices"]], "row": figures["statement"]["label"]}
        shared |= {"opinion_group": figures["group"], "n": figures["n"]}
        for answer in figures["answers"]:
            yield shared | answer | {"answer": answer["label"], "state": STATES[answer["state"]]}


def cells(table):
    """A line for each cell of a table of two questions: the row question stands where the question does, n is that of the column."""
    shared = {
        "question": table["rows"]["question"],
        "wording": table["rows"]["wording"],
        "type": type_of(table),
        "voices": VOICES[table["voices"]],
        "crossed_with": table["columns"]["question"],
        "state": STATES[table["state"]],
    }
    if not table["cells"]:
        yield shared
    for cell in table["cells"]:
        figures = {"answer": cell["row"], "column": cell["column"], "n": cell["column_total"]}
        figures |= {"count": cell["count"], "percent": cell["percent"], "state": STATES[cell["state"]]}
        yield shared | figures
