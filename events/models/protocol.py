from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.models.programme import AgendaItem
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Part, Publishable


class Protocol(Publishable):
    """The minutes of an event."""

    hangs_on = ("event",)

    event = models.OneToOneField(Event, models.CASCADE, related_name="protocol", verbose_name=_("event"))
    summary = models.TextField(_("summary"), blank=True, help_text=_("Markdown."))

    corrections_until = models.DateField(
        _("corrections until"),
        null=True,
        blank=True,
        help_text=_(
            "The last day on which corrections are asked for. Registrations for the event are kept two weeks longer."
        ),
    )

    history = History()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes of events")

    def __str__(self):
        return _("Minutes: %(event)s") % {"event": self.event}

    def get_absolute_url(self):
        return reverse("events:protocol", args=[self.event.slug])


class ProtocolSection(Part):
    """A section of the minutes, perhaps on one agenda item."""

    hangs_on = ("protocol",)

    protocol = models.ForeignKey(Protocol, models.CASCADE, related_name="sections", verbose_name=_("minutes"))
    agenda_item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="protocol_sections",
        verbose_name=_("agenda item"),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    heading = models.CharField(_("heading"), max_length=200)
    text = models.TextField(_("text"), blank=True, help_text=_("Markdown."))

    history = History()

    class Meta:
        verbose_name = _("section of the minutes")
        verbose_name_plural = _("sections of the minutes")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.heading
