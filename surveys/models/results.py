"""What was counted when a survey closed, as `surveys/disclosure.py` let it through: nothing else of the answers is ever read.

`surveys/tallying.py` writes these rows once; nobody edits them.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klimakreise.publishing.models import Part
from surveys.models.asking import Question
from surveys.models.offering import Option
from surveys.models.survey import SurveyResults


class Withheld(models.TextChoices):
    FEW = "few", _("Fewer than 10 answers: nothing is shown.")
    UNSAFE = "unsafe", _("Not shown: somebody could be recognised by it.")


class QuestionResults(Part):
    """That a question was counted; its figures are seen when it is released and the results are published."""

    hangs_on = ("results",)

    results = models.ForeignKey(
        SurveyResults, models.CASCADE, related_name="question_results", verbose_name=_("results")
    )
    question = models.OneToOneField(
        Question, models.PROTECT, related_name="counted", verbose_name=_("question")
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)

    class Meta:
        verbose_name = _("results of a question")
        verbose_name_plural = _("results of questions")
        ordering = ["question__number"]

    def __str__(self):
        return str(self.question)

    @classmethod
    def visibility(cls, moment, prefix=""):
        return Q(**{f"{prefix}released_at__lte": moment}) & super().visibility(moment, prefix)

    def is_visible(self):
        is_released = self.released_at is not None and self.released_at <= timezone.now()
        return is_released and super().is_visible()


class Outcome(Part):
    """The figures of a question, or of one row of a matrix or one statement, for one kind of voices. `n` is None where there are too few."""

    class Voices(models.TextChoices):
        PEOPLE = "people", _("personal voices")
        GROUPS = "groups", pgettext_lazy("voices", "groups")

    hangs_on = ("of",)

    of = models.ForeignKey(
        QuestionResults, models.CASCADE, related_name="outcomes", verbose_name=_("results of a question")
    )
    voices = models.CharField(_("voices"), max_length=6, choices=Voices)
    row = models.ForeignKey(
        Option,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("row of the matrix, or statement"),
    )
    n = models.PositiveIntegerField("n", null=True)
    no_answer = models.PositiveIntegerField(_("“no answer”"), null=True)
    mean = models.DecimalField(_("mean"), max_digits=16, decimal_places=2, null=True)
    sd = models.DecimalField(_("standard deviation"), max_digits=16, decimal_places=2, null=True)
    withheld = models.CharField(_("withheld"), max_length=6, choices=Withheld, blank=True)

    class Meta:
        verbose_name = _("figures of a question")
        verbose_name_plural = _("figures of questions")
        ordering = ["of", "-voices", "row__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "voices", "row"],
                condition=Q(row__isnull=False),
                name="outcome_is_one_for_voices_and_row",
                violation_error_message=_("This row was counted already."),
            ),
            models.UniqueConstraint(
                fields=["of", "voices"],
                condition=Q(row=None),
                name="outcome_is_one_for_voices",
                violation_error_message=_("This question was counted already."),
            ),
            models.CheckConstraint(
                condition=Q(withheld="") | Q(mean=None, sd=None),
                name="outcome_that_is_withheld_has_no_figures",
                violation_error_message=_("What is withheld has no figures."),
            ),
        ]

    def __str__(self):
        return f"{self.row or self.of} ({self.get_voices_display()})"


class OutcomeLine(Part):
    """One line of it: an option, points of the scale from `least` to `most`, or a bin from `least` to below `most`.

    `count` is None where it is hidden. An item of a ranking has the mean of its ranks; its count says how many ranked it.
    """

    hangs_on = ("outcome",)

    outcome = models.ForeignKey(
        Outcome, models.CASCADE, related_name="lines", verbose_name=_("figures of a question")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    option = models.ForeignKey(Option, models.PROTECT, null=True, related_name="+", verbose_name=_("option"))
    least = models.DecimalField(_("from"), max_digits=16, decimal_places=4, null=True)
    most = models.DecimalField(_("to"), max_digits=16, decimal_places=4, null=True)
    count = models.PositiveIntegerField(_("count"), null=True)
    mean = models.DecimalField(_("mean"), max_digits=16, decimal_places=2, null=True)

    class Meta:
        verbose_name = _("counted answer")
        verbose_name_plural = _("counted answers")
        ordering = ["outcome", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "number"],
                name="outcome_line_has_a_number_of_its_own",
                violation_error_message=_("This line is there already."),
            ),
        ]

    def __str__(self):
        return f"{self.number}: {self.count}"
