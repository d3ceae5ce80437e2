from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from circles.models import Topic
from events.models import Event
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Part, Source


class TopicChoice(Part):
    """A topic that was a candidate for an event, and whether it was chosen."""

    hangs_on = ("event", "topic")

    event = models.ForeignKey(Event, models.CASCADE, related_name="topic_choices", verbose_name=_("event"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="choices", verbose_name=_("topic"))
    chosen = models.BooleanField(_("chosen"), default=True)
    note = models.TextField(_("note"), blank=True)

    history = History()

    class Meta:
        verbose_name = _("candidate topic")
        verbose_name_plural = _("candidate topics")
        ordering = ["event", "-chosen", "topic__title"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "topic"],
                name="topic_is_a_candidate_once",
                violation_error_message=_("This topic is a candidate for this event already."),
            ),
        ]

    def __str__(self):
        return f"{self.topic} – {self.event}"


class TopicReason(Part):
    """One reason for or against a topic, as a sourced figure. No row means: not known."""

    class Kind(models.TextChoices):
        RELEVANCE = "relevance", _("relevance")
        EMISSION_SHARE = "emission_share", _("share of emissions")
        INFLUENCE = "influence", _("influence of the city")
        OTHER = "other", _("other reason")

    hangs_on = ("choice",)

    choice = models.ForeignKey(
        TopicChoice, models.CASCADE, related_name="reasons", verbose_name=_("candidate topic")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    value = models.DecimalField(_("value"), max_digits=10, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    text = models.CharField(_("in words"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    history = History()

    class Meta:
        verbose_name = _("reason for a topic")
        verbose_name_plural = _("reasons for topics")
        ordering = ["choice", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["choice", "kind"],
                condition=~Q(kind="other"),
                name="topic_has_one_figure_of_a_kind",
                violation_error_message=_("There is a figure of this kind already."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(text=""),
                name="topic_reason_says_something",
                violation_error_message=_("Give a value or say it in words."),
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(source__isnull=False),
                name="topic_figure_has_a_source",
                violation_error_message=_("A figure needs its source."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.value if self.value is not None else self.text}"
