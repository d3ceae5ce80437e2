from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models.agenda import AgendaItem
from events.models.event import Event
from klimakreise.publishing.files import kinds
from klimakreise.publishing.files.fields import UploadField
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Part, Publishable, Source
from klimakreise.publishing.partial_dates import PartialDateField
from klimakreise.publishing.uploads import validate_document


class Session(Part):
    """A stretch of an event with its own time or place; times are local (Europe/Berlin) and may be unknown."""

    class Kind(models.TextChoices):
        MAIN = "main", _("main part")
        NETWORKING = "networking", _("get-together")

    class Format(models.TextChoices):
        ONLINE = "online", _("online")
        ONSITE = "onsite", _("on site")
        HYBRID = "hybrid", _("online and on site")

    hangs_on = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions", verbose_name=_("event"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.MAIN)
    format = models.CharField(_("format"), max_length=10, choices=Format, blank=True)
    date = PartialDateField(
        _("date"), null=True, blank=True, help_text=_("Only if it differs from the event's.")
    )
    start = models.TimeField(_("start"), null=True, blank=True)
    end = models.TimeField(_("end"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)

    history = History()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end=None) | Q(start__isnull=False, end__gt=F("start")),
                name="session_ends_after_it_starts",
                violation_error_message=_(
                    "The end must be after the start; past midnight, add a second session."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.event}: {self.get_kind_display()}"


class Material(Publishable):
    """Slides, a picture, a recording, a link of an event: a file, an address, or known to exist somewhere."""

    class Kind(models.TextChoices):
        SLIDES = "slides", _("slides")
        LINK = "link", _("link")
        RECORDING = "recording", _("recording")
        IMAGE = "image", _("image")
        PROTOCOL = "protocol", _("minutes")
        PRESS = "press", _("press release")

    class Language(models.TextChoices):
        GERMAN = "de", _("German")
        ENGLISH = "en", _("English")

    hangs_on = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="materials", verbose_name=_("event"))
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="materials",
        verbose_name=_("agenda item"),
        help_text=_("If it belongs to one item of the agenda."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SLIDES)
    title = models.CharField(_("title"), max_length=300, blank=True, help_text=_("Empty: the kind is shown."))
    file = UploadField(
        _("file"),
        upload_to="materials/",
        blank=True,
        validators=[validate_document],
        help_text=_("PDF, presentation (ODP, PPTX) or picture (PNG, JPEG, WebP), up to 25 MB."),
        kinds=kinds.DOCUMENTS,
        facts={
            "bytes": "file_bytes",
            "width": "file_width",
            "height": "file_height",
            "text": "file_text",
            "text_of": "file_text_of",
        },
    )
    file_bytes = models.PositiveIntegerField(null=True, blank=True, editable=False)
    file_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    file_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # The file's text, page by page with "\f" between them, and the name of the file that it was read from.
    file_text = models.TextField(blank=True, editable=False)
    file_text_of = models.CharField(max_length=100, blank=True, editable=False)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    address_unknown = models.BooleanField(
        _("address not known"), default=False, help_text=_("It exists, but nobody knows where.")
    )
    language = models.CharField(
        _("language"), max_length=2, choices=Language, blank=True, default=Language.GERMAN
    )
    licence = models.CharField(_("licence"), max_length=100, blank=True, help_text=_("e.g. CC BY 4.0"))
    text_alternative = models.TextField(
        _("text alternative"),
        blank=True,
        help_text=_("What is in it, in words; required before a file is published."),
    )
    date = PartialDateField(_("date"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    history = History()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(file="") & Q(url="", address_unknown=False))
                | (Q(file="", address_unknown=False) & ~Q(url=""))
                | Q(file="", url="", address_unknown=True),
                name="material_is_a_file_or_a_link_or_of_unknown_address",
                violation_error_message=_("Give either a file or an address, or tick “address not known”."),
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(file="") | ~Q(text_alternative=""),
                name="material_file_is_published_with_a_text_alternative",
                violation_error_message=_("Say in words what is in the file before you publish it."),
            ),
        ]

    def __str__(self):
        return self.title or self.get_kind_display()

    def get_absolute_url(self):
        return (
            reverse("events:material", args=[self.event.slug, self.pk])
            if self.file
            else self.event.get_absolute_url()
        )

    @property
    def file_type(self):
        """What people call the kind of the file, "PDF"; empty if there is none."""
        return self.file.kind.name if self.file and self.file.kind else ""

    def clean(self):
        if self.agenda_item and self.event_id and self.agenda_item.event_id != self.event_id:
            raise ValidationError({"agenda_item": _("This agenda item belongs to another event.")})
