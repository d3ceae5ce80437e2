"""Tables of two questions: planned by the planning team, counted once, and kept as `surveys/disclosure.py` let them through.

A table that was counted stays, and its pair is never counted again in another form: what is hidden in one could be computed from
the other. The tables of a survey form no circle, for the same reason.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.models import Part
from surveys.disclosure import forms_a_circle
from surveys.models.asking import Question
from surveys.models.offering import Option
from surveys.models.results import Withheld
from surveys.models.survey import Survey, SurveyResults

Type = Question.Type
IN_COLUMNS = [Type.SINGLE_CHOICE, Type.RATING]  # one answer a person: each is in one column
IN_ROWS = [*IN_COLUMNS, Type.MULTIPLE_CHOICE]


class CrossTable(Part):
    """The personal voices to two questions in one table. `n` is how many have answered both; None where there are too few."""

    hangs_on = ("survey",)

    survey = models.ForeignKey(
        Survey, models.CASCADE, related_name="cross_tables", editable=False, verbose_name=_("survey")
    )
    row_question = models.ForeignKey(
        Question, models.CASCADE, related_name="+", verbose_name=_("question in the rows")
    )
    column_question = models.ForeignKey(
        Question, models.CASCADE, related_name="+", verbose_name=_("question in the columns")
    )
    counted_at = models.DateTimeField(_("counted at"), null=True, editable=False)
    released_at = models.DateTimeField(_("released at"), null=True, editable=False)
    n = models.PositiveIntegerField("n", null=True, editable=False)
    withheld = models.CharField(_("withheld"), max_length=6, choices=Withheld, blank=True, editable=False)

    class Meta:
        verbose_name = _("table of two questions")
        verbose_name_plural = _("tables of two questions")
        ordering = ["survey", "row_question__number", "column_question__number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(row_question=F("column_question")),
                name="cross_table_is_of_two_questions",
                violation_error_message=_("Choose two different questions."),
            ),
            models.UniqueConstraint(
                Least("row_question", "column_question"),
                Greatest("row_question", "column_question"),
                name="cross_table_is_the_only_one_of_its_pair",
                violation_error_message=_("There is a table of these two questions already."),
            ),
            models.CheckConstraint(
                condition=Q(counted_at__isnull=False) | Q(released_at=None, n=None, withheld=""),
                name="cross_table_is_released_after_it_was_counted",
                violation_error_message=_("Nothing is released before the table is counted."),
            ),
        ]

    def __str__(self):
        return f"{self.row_question} × {self.column_question}"

    @classmethod
    def visibility(cls, moment, prefix=""):
        """Seen when it is released and the survey's results are published."""
        results = SurveyResults.visibility(moment, f"{prefix}survey__results__")
        return Q(**{f"{prefix}released_at__lte": moment}) & results & super().visibility(moment, prefix)

    def is_visible(self):
        is_released = self.released_at is not None and self.released_at <= timezone.now()
        results = getattr(self.survey, "results", None)
        return is_released and results is not None and results.is_visible()

    def clean(self):
        if not (self.row_question_id and self.column_question_id):
            return
        row, column = self.row_question, self.column_question
        self.survey = row.survey
        wrong = {}
        if not row.survey.is_native or row.type not in IN_ROWS:
            wrong["row_question"] = _(
                "Only choices and ratings of a survey that is answered here can be crossed."
            )
        if column.survey_id != row.survey_id:
            wrong["column_question"] = _("This question belongs to another survey.")
        elif column.type == Type.MULTIPLE_CHOICE:
            wrong["column_question"] = _("A question with several answers can stand in the rows only.")
        elif column.type not in IN_COLUMNS:
            wrong["column_question"] = _("Only choices and ratings can be crossed.")
        if wrong:
            raise ValidationError(wrong)
        if row.pk != column.pk and self.closes_a_circle():
            raise ValidationError({"column_question": CIRCLE})

    def closes_a_circle(self):
        """Whether the other tables of the survey already lead from one question to the other by way of further ones."""
        mine = (self.row_question_id, self.column_question_id)
        others = CrossTable.objects.filter(survey=self.survey).exclude(pk=self.pk)
        pairs = list(others.values_list("row_question", "column_question"))
        return set(mine) not in [set(pair) for pair in pairs] and forms_a_circle([*pairs, mine])


CIRCLE = _(
    "Other tables already connect these two questions. Together they would form a circle, and what is hidden in one could be computed from the others."
)


class CrossLine(models.Model):
    """A row or a column: options that stand together, or points of a scale from `least` to `most`.

    `total` is how many people are in it, of those who answered both questions.
    """

    class Axis(models.TextChoices):
        ROW = "row", _("row")
        COLUMN = "column", _("column")

    table = models.ForeignKey(
        CrossTable, models.CASCADE, related_name="lines", verbose_name=_("table of two questions")
    )
    axis = models.CharField(_("axis"), max_length=6, choices=Axis)
    number = models.PositiveSmallIntegerField(_("number"))
    options = models.ManyToManyField(Option, related_name="+", verbose_name=_("options"))
    least = models.SmallIntegerField(_("from"), null=True)
    most = models.SmallIntegerField(_("to"), null=True)
    total = models.PositiveIntegerField(_("total"))

    class Meta:
        verbose_name = _("line of a table of two questions")
        verbose_name_plural = _("lines of tables of two questions")
        ordering = ["table", "axis", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "axis", "number"],
                name="cross_line_has_a_number_of_its_own",
                violation_error_message=_("This line is there already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_axis_display()} {self.number}"


class CrossCell(models.Model):
    """How many people are in a row and a column; `count` is None where it is hidden."""

    row = models.ForeignKey(CrossLine, models.CASCADE, related_name="cells", verbose_name=_("row"))
    column = models.ForeignKey(CrossLine, models.CASCADE, related_name="+", verbose_name=_("column"))
    count = models.PositiveIntegerField(_("count"), null=True)

    class Meta:
        verbose_name = _("cell of a table of two questions")
        verbose_name_plural = _("cells of tables of two questions")
        ordering = ["row", "column__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["row", "column"],
                name="cross_cell_is_one_for_row_and_column",
                violation_error_message=_("This cell is there already."),
            ),
        ]

    def __str__(self):
        return f"{self.row} × {self.column}"
