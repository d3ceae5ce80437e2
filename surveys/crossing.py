"""Tables of two questions: planned, counted once from the ballots, and what of them may be shown written down.

Only personal voices are crossed. Each act holds the lock on the survey, so that two plans never form a circle together, and a table
is counted either with the survey or when it is planned.
"""

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from surveys.disclosure import Table, disclose
from surveys.models import BallotAnswer, CrossCell, CrossLine, CrossTable, Question
from surveys.opening import lock

Axis = CrossLine.Axis
Type = Question.Type


def count_planned(survey):
    """Count the planned tables of a closed survey that were not counted yet; in the caller's transaction, under the lock."""
    for table in survey.cross_tables.filter(counted_at=None).select_related(
        "row_question", "column_question"
    ):
        count(table)


@transaction.atomic
def drop(tables):
    """Delete these CrossTables, but none that was counted; returns how many went."""
    for table in tables.select_related("survey").order_by("survey"):
        lock(table.survey)
    return tables.filter(counted_at=None).delete()[1].get(CrossTable._meta.label, 0)


def count(table):
    """Write down what may be shown of the table."""
    rows, columns = answers_to(table.row_question), answers_to(table.column_question)
    found = disclose(counts(table, rows, columns))
    table.n, table.withheld, table.counted_at = found.n, found.withheld, timezone.now()
    table.save(update_fields=["n", "withheld", "counted_at"])
    if found.withheld:
        return
    down = lines(table, Axis.ROW, [[rows[place] for place in group] for group in found.rows], found.totals)
    over = lines(
        table, Axis.COLUMN, [[columns[place] for place in group] for group in found.columns], found.bases
    )
    CrossCell.objects.bulk_create(
        CrossCell(row=row, column=column, count=cell)
        for row, cells in zip(down, found.cells, strict=True)
        for column, cell in zip(over, cells, strict=True)
    )


def answers_to(question):
    """What can be answered to a question, in order: Options, or ScalePoints of a rating."""
    return list(question.scale_points.all() if question.type == Type.RATING else question.options.all())


def counts(table, rows, columns):
    """The disclosure.Table of the ballots that answer both questions; “no answer” to a rating is none."""
    down, over = key_of(table.row_question), f"ballot__answers__{key_of(table.column_question)}"
    both = BallotAnswer.objects.filter(
        **{
            "question": table.row_question,
            f"{down}__isnull": False,
            "ballot__answers__question": table.column_question,
            f"{over}__isnull": False,
        }
    ).order_by()
    found = both.values_list(down, over).annotate(Count("pk"))
    given = {(one, other): number for one, other, number in found}
    several = table.row_question.type == Type.MULTIPLE_CHOICE
    people = dict(both.values_list(over).annotate(Count("ballot", distinct=True))) if several else {}
    return Table(
        tuple(tuple(given.get((said(row), said(column)), 0) for column in columns) for row in rows),
        row_scale=table.row_question.type == Type.RATING,
        column_scale=table.column_question.type == Type.RATING,
        several=several,
        bases=tuple(people.get(said(column), 0) for column in columns) if several else (),
        most=table.row_question.choices_max,
    )


def said(answer):
    """What a ballot that gives this answer holds: the key of an option, or the value of a point."""
    return answer.number if answer._meta.model_name == "scalepoint" else answer.pk


def key_of(question):
    return "value" if question.type == Type.RATING else "option"


def lines(table, axis, groups, totals):
    """Save the rows or columns of a table; `groups` are what stands together in each."""
    made = []
    for number, (group, total) in enumerate(zip(groups, totals, strict=True), 1):
        line = CrossLine(table=table, axis=axis, number=number, total=total)
        of_scale = group[0]._meta.model_name == "scalepoint"
        if of_scale:
            line.least, line.most = group[0].number, group[-1].number
        line.save()
        if not of_scale:
            line.options.set(group)
        made.append(line)
    return made
