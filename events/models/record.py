from django.db import models
from django.db.models import Q
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


class AttendanceBySector(models.Model):
    """Who was at an event: a sector, and how many of it as one source states it, if anybody does.

    Sectors are words of the source, in German. Numbers below `FEWEST` would point at people and are not kept
    (`events/sectors.py` folds what is counted at the entrance).
    """

    FEWEST = 3

    event = models.ForeignKey(Event, models.CASCADE, related_name="sectors", verbose_name=_("event"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    sector = models.CharField(_("sector"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=CountStatement.Kind, blank=True)
    value = models.PositiveIntegerField(
        _("number"), null=True, blank=True, help_text=_("3 or more; empty if nobody says how many.")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    history = History()

    class Meta:
        verbose_name = _("sector present")
        verbose_name_plural = _("sectors present")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(sector=""),
                name="sector_present_has_a_name",
                violation_error_message=_("Name the sector."),
            ),
            models.CheckConstraint(
                condition=Q(value=None, kind="")
                | (Q(value__isnull=False, source__isnull=False) & ~Q(kind="")),
                name="sector_present_with_a_number_has_kind_and_source",
                violation_error_message=_(
                    "A number needs its kind and its source; without a number there is no kind."
                ),
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=3),
                name="sector_present_is_counted_from_three_people_on",
                violation_error_message=_(
                    "Fewer than 3 people of a sector are not shown: put sectors together."
                ),
            ),
            models.UniqueConstraint(
                fields=["event", "sector", "source"],
                name="sector_present_is_stated_once_by_a_source",
                violation_error_message=_("This source names the sector already."),
            ),
            models.UniqueConstraint(
                fields=["event", "sector"],
                condition=Q(source=None),
                name="sector_present_without_a_source_is_named_once",
                violation_error_message=_("This sector is listed already."),
            ),
        ]

    def __str__(self):
        return self.sector if self.value is None else f"{self.sector}: {self.figure}"

    @property
    def figure(self):
        """The number in words of the page, e.g. "12" or "about 12"; "" if nobody says how many."""
        return figure(self.value, self.kind)


def figure(value, kind):
    """A number with its kind, in words; "" for None."""
    if value is None:
        return ""
    kind = CountStatement.Kind(kind)
    return str(value) if kind == CountStatement.Kind.EXACT else f"{kind.label} {value}"


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
