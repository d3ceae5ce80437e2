"""The opinion map of a question with statements, as it was drawn when the survey closed.

`surveys/mapping.py` writes these rows once; nobody edits them. Who belongs to which group is kept nowhere.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.models import Part
from surveys.models.offering import Option
from surveys.models.results import Outcome, QuestionResults


class OpinionMap(Part):
    """One map for each kind of voices; without groups where too few have answered."""

    hangs_on = ("of",)

    of = models.ForeignKey(
        QuestionResults, models.CASCADE, related_name="opinion_maps", verbose_name=_("results of a question")
    )
    voices = models.CharField(_("voices"), max_length=6, choices=Outcome.Voices)
    unplaced = models.PositiveIntegerField(_("answered too few statements"), null=True)

    class Meta:
        verbose_name = _("opinion map")
        verbose_name_plural = _("opinion maps")
        ordering = ["of", "-voices"]
        constraints = [
            models.UniqueConstraint(
                fields=["of", "voices"],
                name="opinion_map_is_one_for_voices",
                violation_error_message=_("This map was drawn already."),
            ),
        ]

    def __str__(self):
        return f"{self.of} ({self.get_voices_display()})"


class OpinionGroup(Part):
    """A group of opinion: number 0 is the largest."""

    hangs_on = ("map",)

    map = models.ForeignKey(OpinionMap, models.CASCADE, related_name="groups", verbose_name=_("opinion map"))
    number = models.PositiveSmallIntegerField(_("number"))
    people = models.PositiveIntegerField(_("people"))

    class Meta:
        verbose_name = _("group of opinion")
        verbose_name_plural = _("groups of opinion")
        ordering = ["map", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["map", "number"],
                name="opinion_group_has_a_number_of_its_own",
                violation_error_message=_("This group is there already."),
            ),
        ]

    def __str__(self):
        return f"{self.map}: {self.number}"


class OpinionPoint(Part):
    """At least five neighbours of a group at the mean of their places; x and y from -1 to 1."""

    hangs_on = ("group",)

    group = models.ForeignKey(
        OpinionGroup, models.CASCADE, related_name="points", verbose_name=_("group of opinion")
    )
    x = models.DecimalField("x", max_digits=3, decimal_places=2)
    y = models.DecimalField("y", max_digits=3, decimal_places=2)
    people = models.PositiveIntegerField(_("people"))

    class Meta:
        verbose_name = _("point of an opinion map")
        verbose_name_plural = _("points of opinion maps")
        ordering = ["group", "x", "y"]

    def __str__(self):
        return f"{self.x} {self.y}"


class OpinionFigure(Part):
    """What a group said to a statement; None is hidden. `n` of them have answered it."""

    hangs_on = ("group",)

    group = models.ForeignKey(
        OpinionGroup, models.CASCADE, related_name="figures", verbose_name=_("group of opinion")
    )
    statement = models.ForeignKey(Option, models.PROTECT, related_name="+", verbose_name=_("statement"))
    n = models.PositiveIntegerField("n", null=True)
    agree = models.PositiveIntegerField(_("agree"), null=True)
    passed = models.PositiveIntegerField(_("pass"), null=True)
    disagree = models.PositiveIntegerField(_("disagree"), null=True)

    class Meta:
        verbose_name = _("figures of a group of opinion")
        verbose_name_plural = _("figures of groups of opinion")
        ordering = ["group", "statement__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "statement"],
                name="opinion_figure_is_one_for_group_and_statement",
                violation_error_message=_("This statement was counted already."),
            ),
        ]

    def __str__(self):
        return f"{self.group}: {self.statement}"
