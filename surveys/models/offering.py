"""What a question offers for an answer: options, and the points of a scale."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from circles.models import Topic
from klimakreise.alliance.models import AllianceGroup, Demand
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Part
from surveys.models.asking import Question
from surveys.models.wording import in_language


class Option(Part):
    """One answer that can be chosen, one row of a matrix, one item to rank; it may point to a group, a demand or a topic."""

    hangs_on = ("question",)

    question = models.ForeignKey(Question, models.CASCADE, related_name="options", verbose_name=_("question"))
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=300)
    label_en = models.CharField(_("label in English"), max_length=300, blank=True)
    group = models.ForeignKey(
        AllianceGroup,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="options",
        verbose_name=_("alliance group"),
    )
    demand = models.ForeignKey(
        Demand, models.SET_NULL, null=True, blank=True, related_name="options", verbose_name=_("demand")
    )
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="options", verbose_name=_("topic")
    )

    history = History()

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"],
                name="option_number_is_unique_in_its_question",
                violation_error_message=_("This question has an option with this number already."),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def local_label(self):
        return in_language(self, "label")

    @property
    def subject(self):
        """The group, demand or topic that it points to, or None."""
        return self.group or self.demand or self.topic


class ScalePoint(Part):
    """One point of the scale of a rating or a matrix; `number` is the value that mean and deviation are made of."""

    hangs_on = ("question",)

    question = models.ForeignKey(
        Question, models.CASCADE, related_name="scale_points", verbose_name=_("question")
    )
    number = models.SmallIntegerField(_("value"))
    label = models.CharField(
        _("label"), max_length=200, blank=True, help_text=_("Empty: the value stands for itself.")
    )
    label_en = models.CharField(_("label in English"), max_length=200, blank=True)

    history = History()

    class Meta:
        verbose_name = _("point of a scale")
        verbose_name_plural = _("points of scales")
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"],
                name="scale_point_has_a_value_of_its_own",
                violation_error_message=_("This scale has a point with this value already."),
            ),
        ]

    def __str__(self):
        return f"{self.number} ({self.label})" if self.label else str(self.number)

    @property
    def local_label(self):
        return in_language(self, "label") or str(self.number)
