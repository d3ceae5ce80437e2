from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from klimakreise.alliance.models import Supporter
from klimakreise.publishing.history import History
from klimakreise.publishing.models import CountStatement, Part, Source


class AttendanceStatement(CountStatement):
    """How many people were at an event, as one source states it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="attendance", verbose_name=_("event"))

    history = History()

    class Meta:
        verbose_name = _("statement on attendance")
        verbose_name_plural = _("statements on attendance")
        ordering = ["kind", "value", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "source"],
                name="attendance_is_stated_once_by_a_source",
                violation_error_message=_("This source's statement is listed already."),
            ),
        ]


class EventSupport(Part):
    """Who carried an event, and how: hosts, partners, supporters by kind."""

    hangs_on = ("event",)

    class Kind(models.TextChoices):
        HOST = "host", _("host")
        COOPERATION = "cooperation", _("cooperation")
        PRESENTER = "presenter", _("presentation")
        CONTRIBUTION = "contribution", _("contribution")
        MONEY = "money", _("money")
        INFRASTRUCTURE = "infrastructure", _("infrastructure")
        MODERATION = "moderation", _("facilitation")
        VENUE = "venue", _("venue")
        UNSPECIFIED = "unspecified", _("kind not named")

    event = models.ForeignKey(Event, models.CASCADE, related_name="support", verbose_name=_("event"))
    supporter = models.ForeignKey(
        Supporter, models.PROTECT, related_name="support", verbose_name=_("supporter")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    history = History()

    class Meta:
        verbose_name = _("support of an event")
        verbose_name_plural = _("support of the event")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "supporter", "kind"],
                name="event_support_is_listed_once",
                violation_error_message=_("This support is listed already."),
            ),
        ]

    def __str__(self):
        return f"{self.supporter} ({self.get_kind_display()})"


class EventSource(models.Model):
    """A source of what is said of an event, and of what part of it."""

    class About(models.TextChoices):
        EVENT = "event", _("the event")
        TOPICS = "topics", _("the choice of topics")
        CIRCLES = "circles", _("the circles")

    event = models.ForeignKey(Event, models.CASCADE, related_name="event_sources", verbose_name=_("event"))
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))
    about = models.CharField(_("about"), max_length=10, choices=About, default=About.EVENT)

    history = History()

    class Meta:
        verbose_name = _("source of an event")
        verbose_name_plural = _("sources of the event")
        ordering = ["source__key", "about"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "source", "about"],
                name="event_source_is_listed_once",
                violation_error_message=_("This source is listed already."),
            ),
        ]

    def __str__(self):
        return f"{self.source} ({self.get_about_display()})"
