"""Tables of two questions as the results page and the files show them; nothing is read but what was written down when they were counted."""

from fractions import Fraction
from functools import cached_property

from django.db.models import Count, Prefetch
from django.utils.translation import gettext as _

from surveys.models import CrossCell, CrossLine, CrossTable, Question
from surveys.statistics import rounded, share

Axis = CrossLine.Axis


def crossed(survey, user):
    """The list of Crossed of `survey` that `user` may see, of those that were counted; a fixed number of queries."""
    tables = CrossTable.objects.visible_to(user).filter(survey=survey, counted_at__isnull=False)
    tables = tables.annotate(offered=Count("row_question__options"))
    tables = tables.select_related("row_question", "column_question").prefetch_related(
        "row_question__scale_points",
        "column_question__scale_points",
        Prefetch("lines", CrossLine.objects.order_by("number")),
        "lines__options",
        Prefetch("lines__cells", CrossCell.objects.order_by("column__number")),
    )
    return [Crossed(table) for table in tables]


class Crossed:
    """A table with its columns and its rows; percentages are of a column, where all of it is shown."""

    def __init__(self, table):
        self.table = table
        lines = list(table.lines.all())
        self.columns = [Side(line, table.column_question) for line in lines if line.axis == Axis.COLUMN]
        self.rows = [Side(line, table.row_question) for line in lines if line.axis == Axis.ROW]

    @property
    def is_released(self):
        return self.table.released_at is not None

    @property
    def several(self):
        return self.table.row_question.type == Question.Type.MULTIPLE_CHOICE

    @cached_property
    def grid(self):
        """(row, its cells) from top to bottom; a cell is (column, count or None, per cent or None)."""
        found = [(row, [cell.count for cell in row.line.cells.all()]) for row in self.rows]
        whole = [
            all(counts[place] is not None for _row, counts in found) for place in range(len(self.columns))
        ]
        return [
            (
                row,
                [
                    (column, count, percent(count, column.total) if is_whole else None)
                    for column, count, is_whole in zip(self.columns, counts, whole, strict=True)
                ],
            )
            for row, counts in found
        ]

    @property
    def hides(self):
        return any(count is None for _row, cells in self.grid for _column, count, _percent in cells)

    @property
    def shows_shares(self):
        return any(share is not None for _row, cells in self.grid for _column, _count, share in cells)

    @property
    def joins(self):
        return any(side.joins for side in [*self.rows, *self.columns])

    @property
    def left_out(self):
        """How many options of a question with several answers have no row of their own."""
        return self.table.offered - len(self.rows) if self.several else 0


def percent(count, base):
    part = share(count, base)
    return None if part is None else rounded(Fraction(part), 1)


class Side:
    """A row or a column: `label` names what stands together in it."""

    def __init__(self, line, question):
        self.line, self.question, self.total = line, question, line.total

    @property
    def options(self):
        return sorted(self.line.options.all(), key=lambda option: option.number)

    @property
    def joins(self):
        return len(self.options) > 1 or self.line.least != self.line.most

    @property
    def label(self):
        if self.line.least is not None:
            start, end = self.point(self.line.least), self.point(self.line.most)
            return start if start == end else _("%(start)s to %(end)s") % {"start": start, "end": end}
        return " / ".join(option.local_label for option in self.options)

    def point(self, number):
        label = next(
            point.local_label for point in self.question.scale_points.all() if point.number == number
        )
        return label if label == str(number) else f"{number} – {label}"
