from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.audit import note
from klimakreise.publishing.files import kinds
from klimakreise.publishing.files.fields import UploadField
from klimakreise.publishing.history import History
from klimakreise.publishing.lines import LinesField
from klimakreise.publishing.models import CountStatement, Entry, Publishable, PublishableQuerySet, Source
from klimakreise.publishing.partial_dates import PartialDateField, not_before
from klimakreise.publishing.uploads import validate_picture


class EventSeries(models.Model):
    """Events under one title, numbered: the Klimakreise, the talks with the administration."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    history = History()

    class Meta:
        verbose_name = _("series of events")
        verbose_name_plural = _("all series of events")
        ordering = ["position", "title"]

    def __str__(self):
        return self.title


class SeriesCount(CountStatement):
    """How many events a series had, as one source states it."""

    series = models.ForeignKey(
        EventSeries, models.CASCADE, related_name="counts", verbose_name=_("series of events")
    )

    history = History()

    class Meta:
        verbose_name = _("statement on the number of events")
        verbose_name_plural = _("statements on the number of events")
        ordering = [F("as_of").asc(nulls_first=True), "pk"]


class EditionNote(models.Model):
    """What is known of an edition that was looked for and not found."""

    series = models.ForeignKey(
        EventSeries, models.CASCADE, related_name="edition_notes", verbose_name=_("series of events")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    note = models.TextField(_("note"))
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))

    history = History()

    class Meta:
        verbose_name = _("note on an edition not found")
        verbose_name_plural = _("notes on editions not found")
        ordering = ["series", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"],
                name="edition_note_is_written_once",
                violation_error_message=_("There is a note on this edition already."),
            ),
        ]

    def __str__(self):
        return f"{self.series} {self.number}"


class EventQuerySet(PublishableQuerySet):
    def upcoming(self):
        """Not over yet, the next one first; events without a date are neither upcoming nor past."""
        return self.filter(not_before("date")).order_by("date", F("number").asc(nulls_first=True))

    def past(self):
        """Over, the latest first."""
        return (
            self.filter(date__isnull=False)
            .exclude(not_before("date"))
            .order_by("-date", F("number").desc(nulls_last=True))
        )

    def past_or_undated(self):
        """All that is not upcoming, the highest number first."""
        return self.exclude(not_before("date")).order_by(
            F("number").desc(nulls_last=True), F("date").desc(nulls_last=True), "-pk"
        )

    def with_next(self, user):
        """Each event with `next_slug` and `next_title` of the next edition of its series that `user` may see."""
        later = (
            Event.objects.visible_to(user)
            .filter(series=OuterRef("series"), number__gt=OuterRef("number"))
            .order_by("number")
        )
        return self.annotate(
            next_slug=Subquery(later.values("slug")[:1]), next_title=Subquery(later.values("title")[:1])
        )


class Event(Publishable):
    """One event: an edition of the Klimakreise, or of another series."""

    class Format(models.TextChoices):
        ONLINE = "online", _("online")
        ONSITE = "onsite", _("on site")
        HYBRID = "hybrid", _("online and on site")
        ONLINE_THEN_ONSITE = "online_then_onsite", _("online, closing on site")

    class Capacity(models.TextChoices):
        UNLIMITED = "unlimited", _("unlimited")
        LIMITED = "limited", _("limited")
        UNKNOWN = "unknown", _("not known")

    class Documentation(models.TextChoices):
        WEB_PAGE = "web_page", _("web page")
        WEB_PAGE_WITH_TABS = "web_page_with_tabs", _("web page with tabs")

    series = models.ForeignKey(
        EventSeries, models.PROTECT, related_name="events", verbose_name=_("series of events")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("1 for the 1st edition.")
    )
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, help_text=_("Last part of the page's address.")
    )
    title = models.CharField(_("title"), max_length=200)
    motto = models.CharField(_("motto"), max_length=200, blank=True)
    main_topic = models.CharField(_("main topic"), max_length=300, blank=True)
    date = PartialDateField(
        _("date"), null=True, blank=True, help_text=_("17.05.2022; 05.2022 or 2022 if no more is known.")
    )
    format = models.CharField(_("format"), max_length=20, choices=Format, blank=True)
    format_reason = models.CharField(_("reason for the format"), max_length=300, blank=True)
    purpose = models.TextField(
        _("purpose"), blank=True, help_text=_("What it is for, in two or three sentences. Markdown.")
    )
    scope = models.TextField(
        _("scope"), blank=True, help_text=_("What can be decided here and what cannot. Markdown.")
    )
    capacity_kind = models.CharField(_("places"), max_length=10, choices=Capacity, default=Capacity.UNLIMITED)
    capacity = models.PositiveIntegerField(_("number of places"), null=True, blank=True)
    registration_note = models.CharField(_("how to register"), max_length=300, blank=True)
    agenda_note = models.TextField(_("note on the agenda"), blank=True)
    topic_reasons = LinesField(_("why these topics"), help_text=_("One reason a line."))
    topic_note = models.TextField(_("note on the choice of topics"), blank=True)
    video_tool = models.CharField(_("video service"), max_length=200, blank=True)
    other_tools = models.CharField(_("other tools"), max_length=200, blank=True)
    documentation_kind = models.CharField(
        _("earlier documentation"), max_length=20, choices=Documentation, blank=True
    )
    documentation_languages = LinesField(_("its languages"))
    documentation_parts = LinesField(_("its parts"), help_text=_("One a line."))
    documentation_machine_readable = models.BooleanField(_("machine-readable"), null=True, blank=True)
    follow_up = models.TextField(_("what comes next"), blank=True, help_text=_("Markdown."))
    picture = UploadField(
        _("picture"),
        upload_to="events/",
        blank=True,
        validators=[validate_picture],
        help_text=_("PNG, JPEG or WebP, up to 25 MB."),
        kinds=kinds.PICTURES,
        facts={"width": "picture_width", "height": "picture_height"},
    )
    picture_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    picture_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    picture_alt = models.CharField(
        _("text alternative"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    cancellation_reason = models.CharField(_("reason for cancelling"), max_length=300, blank=True)
    sources = models.ManyToManyField(
        Source, through="EventSource", blank=True, related_name="+", verbose_name=_("sources")
    )

    objects = EventQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = [F("date").desc(nulls_last=True), "series", F("number").desc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"],
                name="event_number_is_unique_in_its_series",
                violation_error_message=_("This series has an event with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(capacity_kind="limited", capacity__isnull=False, capacity__gte=1)
                | (~Q(capacity_kind="limited") & Q(capacity=None)),
                name="event_has_a_number_of_places_if_limited",
                violation_error_message=_("Give a number of places exactly if they are limited."),
            ),
            models.CheckConstraint(
                condition=Q(picture="") | ~Q(picture_alt=""),
                name="event_picture_has_a_text_alternative",
                violation_error_message=_("Describe the picture in words too."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | ~Q(cancellation_reason=""),
                name="event_is_cancelled_with_a_reason",
                violation_error_message=_("Say why the event is cancelled."),
            ),
            models.CheckConstraint(
                condition=Q(cancellation_reason="") | Q(cancelled_at__isnull=False),
                name="event_has_a_reason_for_cancelling_only_if_cancelled",
                violation_error_message=_("Only a cancelled event has a reason for cancelling."),
            ),
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="event_has_a_slug",
                violation_error_message=_("Give the last part of the page's address."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="event_has_a_title",
                violation_error_message=_("Give a title."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:event", args=[self.slug])

    @property
    def is_cancelled(self):
        return self.cancelled_at is not None

    @property
    def is_over(self):
        """Whether the last moment of its (partial) date has passed; False where no date is known."""
        today = timezone.localdate().isoformat()
        return self.date is not None and self.date.iso < today[: len(self.date.iso)]

    def cancel(self, reason):
        """Mark as cancelled with a `reason`; it stays visible."""
        self.cancelled_at, self.cancellation_reason = timezone.now(), reason
        self.full_clean()
        with transaction.atomic():
            self.save(update_fields=["cancelled_at", "cancellation_reason"])
            if not self.is_draft:
                Entry.record(self, Entry.Act.CANCELLED)
            note("cancelled", self)

    def reinstate(self):
        """Take the cancelling back: the event takes place after all."""
        self.cancelled_at, self.cancellation_reason = None, ""
        with transaction.atomic():
            self.save(update_fields=["cancelled_at", "cancellation_reason"])
            if not self.is_draft:
                Entry.record(self, Entry.Act.CHANGED)
            note("reinstated", self)
