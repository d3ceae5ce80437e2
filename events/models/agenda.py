"""The agenda of an event: a draft that the planning team works on, and the versions that were released of it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Part, VisibleQuerySet


class AgendaFields(Part):
    """What is said of an item: in the draft, and frozen in each version."""

    class Kind(models.TextChoices):
        INTRO = "intro", _("introduction")
        INPUT = "input", _("input")
        TALK = "talk", _("talk")
        CIRCLES = "circles", _("work in circles")
        PLENARY = "plenary", _("plenary")
        BREAK = "break", _("break")
        CLOSING = "closing", _("closing")
        NETWORKING = "networking", _("get-together")

    position = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    title = models.CharField(_("title"), max_length=300)
    announced_title = models.CharField(
        _("announced title"),
        max_length=300,
        blank=True,
        help_text=_("If it was announced under another title."),
    )
    presenter = models.CharField(
        _("presented by"),
        max_length=300,
        blank=True,
        help_text=_("Organisation and role; a name only with consent."),
    )
    start = models.TimeField(
        _("start"), null=True, blank=True, help_text=_("Leave empty if only the order is known.")
    )
    duration_minutes = models.PositiveSmallIntegerField(_("duration in minutes"), null=True, blank=True)
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown."))

    class Meta:
        abstract = True

    def __str__(self):
        return self.title


class AgendaItem(AgendaFields):
    """One item of the draft of an agenda; its time may be unknown, its place in the order is not.

    It is visible as soon as a version with it is the newest; what readers see of it then is its ReleasedItem.
    """

    hangs_on = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="agenda_items", verbose_name=_("event"))

    history = History()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(duration_minutes=None) | Q(duration_minutes__range=(1, 1440)),
                name="agenda_item_lasts_up_to_a_day",
                violation_error_message=_("The duration is between 1 and 1440 minutes."),
            ),
        ]

    @classmethod
    def visibility(cls, moment, prefix=""):
        released = ReleasedItem.objects.current().filter(item=OuterRef(f"{prefix}pk"))
        return super().visibility(moment, prefix) & Q(Exists(released))

    def is_visible(self):
        return super().is_visible() and ReleasedItem.objects.current().filter(item=self).exists()

    def get_absolute_url(self):
        return f"{self.event.get_absolute_url()}#programmpunkt-{self.pk}"

    @property
    def key(self):
        """What the versions of this item have in common."""
        return self.pk


class AgendaReleaseQuerySet(VisibleQuerySet):
    def with_neighbours(self):
        """Each version with `previous_id` of the one before it and `newest` number of its event."""
        same_event = AgendaRelease.objects.filter(event=OuterRef("event"))
        before = same_event.filter(number=OuterRef("number") - 1)
        return self.annotate(
            previous_id=Subquery(before.values("pk")[:1]),
            newest=Subquery(same_event.order_by("-number").values("number")[:1]),
        )


class AgendaRelease(Part):
    """A version of an agenda as it was released; it never changes. The newest is what readers see."""

    hangs_on = ("event",)

    event = models.ForeignKey(Event, models.CASCADE, related_name="agenda_releases", verbose_name=_("event"))
    number = models.PositiveSmallIntegerField(_("number"))
    note = models.TextField(
        _("note"),
        help_text=_("What is new and why, in a sentence or two. It is shown with this version."),
    )
    released_at = models.DateTimeField(_("released at"), default=timezone.now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = AgendaReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of an agenda")
        verbose_name_plural = _("versions of agendas")
        ordering = ["event", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"],
                name="agenda_release_has_a_number_of_its_own",
                violation_error_message=_("This event has a version of its agenda with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1),
                name="agenda_release_has_a_number_from_one_on",
                violation_error_message=_("The versions of an agenda are numbered from 1 on."),
            ),
            models.CheckConstraint(
                condition=~Q(note=""),
                name="agenda_release_has_a_note",
                violation_error_message=_("Say in a sentence what is new in this version."),
            ),
        ]

    def __str__(self):
        return gettext("Version %(number)s") % {"number": self.number}

    def get_absolute_url(self):
        return reverse("events:release", args=[self.event.slug, self.number])


class ReleasedItemQuerySet(VisibleQuerySet):
    def current(self):
        """Those of the newest version of each event."""
        later = AgendaRelease.objects.filter(
            event=OuterRef("release__event"), number__gt=OuterRef("release__number")
        )
        return self.filter(~Exists(later))

    def newest(self, event, versions):
        """Those of the newest `versions` of an event's agenda, the newest version first."""
        numbers = AgendaRelease.objects.filter(event=event).order_by("-number").values("number")[:1]
        rows = self.filter(release__event=event, release__number__gt=Subquery(numbers) - versions)
        return rows.select_related("release").order_by("-release__number", "position")


class ReleasedItem(AgendaFields):
    """An agenda item as it stood when a version was released; `position` counts from 1 within the version.

    `key` is the same in all versions of an item, even when the item itself has been deleted.
    """

    hangs_on = ("release",)

    release = models.ForeignKey(
        AgendaRelease, models.CASCADE, related_name="items", verbose_name=_("version of an agenda")
    )
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="versions",
        verbose_name=_("agenda item"),
    )
    key = models.PositiveBigIntegerField(_("key"))

    objects = ReleasedItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("released agenda item")
        verbose_name_plural = _("released agenda items")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "key"],
                name="released_item_is_once_in_a_version",
                violation_error_message=_("This item is in this version already."),
            ),
            models.UniqueConstraint(
                fields=["release", "position"],
                name="released_item_has_a_place_of_its_own",
                violation_error_message=_("Another item of this version has this place in the order."),
            ),
            models.CheckConstraint(
                condition=Q(item=None) | Q(item=F("key")),
                name="released_item_has_the_key_of_its_agenda_item",
                violation_error_message=_("The key of a released item is that of its agenda item."),
            ),
            models.CheckConstraint(
                condition=Q(duration_minutes=None) | Q(duration_minutes__range=(1, 1440)),
                name="released_item_lasts_up_to_a_day",
                violation_error_message=_("The duration is between 1 and 1440 minutes."),
            ),
        ]

    def get_absolute_url(self):
        return f"{self.release.event.get_absolute_url()}#programmpunkt-{self.key}"
