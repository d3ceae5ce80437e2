"""How one registers for an event: from when to when, for how many, and what is asked."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from klimakreise.publishing.history import History
from klimakreise.publishing.lines import LinesField


class RegistrationTerms(models.Model):
    """The conditions of one event; an event without a row takes no registrations on this site.

    The number of places is the event's own (`Event.capacity`, empty: unlimited). All can be changed at any time.
    """

    class MovingUp(models.TextChoices):
        AT_ONCE = "at_once", _("at once: whoever is first in line has the place")
        OFFER = "offer", _("as an offer: whoever is first in line has to accept it")

    class Door(models.TextChoices):
        """Whether one can register now; if not, why."""

        OPEN = "open"
        DRAFT = "draft"
        SHUT = "shut"  # not on this site
        NOT_YET = "not_yet"
        CLOSED = "closed"
        OVER = "over"
        CANCELLED = "cancelled"

    event = models.OneToOneField(
        Event, models.CASCADE, related_name="registration_terms", verbose_name=_("event")
    )
    is_offered = models.BooleanField(
        _("registration on this site"),
        default=False,
        help_text=_("With the tick the event's page leads to a form, from the opening time on."),
    )
    opens_at = models.DateTimeField(
        _("opens at"), null=True, blank=True, help_text=_("Empty: as soon as the event is published.")
    )
    closes_at = models.DateTimeField(
        _("closes at"), null=True, blank=True, help_text=_("Empty: when the day of the event is over.")
    )
    has_waiting_list = models.BooleanField(
        _("waiting list"),
        default=True,
        help_text=_("Without it nobody can register when all places are taken."),
    )
    moving_up = models.CharField(
        _("a place that becomes free goes"), max_length=8, choices=MovingUp, default=MovingUp.AT_ONCE
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours an offer is valid"), default=48, help_text=_("The place is kept for so long.")
    )
    reserved_for_city = models.PositiveIntegerField(
        _("places reserved for the city"),
        default=0,
        help_text=_("Only people of the city administration can take them, until the time below."),
    )
    reserved_until = models.DateTimeField(
        _("reserved until"), null=True, blank=True, help_text=_("From then on everybody can take them.")
    )
    online_room = models.URLField(
        _("online room"),
        max_length=500,
        blank=True,
        help_text=_("The address is shown to people with a confirmed place only, on their own page."),
    )
    room_shown_from = models.DateTimeField(
        _("online room shown from"), null=True, blank=True, help_text=_("Empty: at once.")
    )

    history = History()

    class Meta:
        verbose_name = _("terms of registration")
        verbose_name_plural = _("terms of registration")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="registration_closes_after_it_has_opened",
                violation_error_message=_("Registration closes after it has opened."),
            ),
            models.CheckConstraint(
                condition=Q(offer_hours__range=(1, 720)),
                name="registration_offer_lasts_an_hour_to_thirty_days",
                violation_error_message=_("An offer is valid for 1 to 720 hours."),
            ),
            models.CheckConstraint(
                condition=Q(reserved_for_city=0) | Q(reserved_until__isnull=False),
                name="registration_reserve_has_an_end",
                violation_error_message=_("Say until when the places are reserved."),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name}: {self.event}"

    @property
    def offer_lasts(self):
        return datetime.timedelta(hours=self.offer_hours)

    def reserve(self, moment=None):
        """How many places only the city can take at `moment` (aware datetime; default now)."""
        kept = self.reserved_until and self.reserved_until > (moment or timezone.now())
        return self.reserved_for_city if kept else 0

    def door(self, moment=None):
        """Whether one can register at `moment` (aware datetime; default now), as a Door. Free places are another question."""
        moment = moment or timezone.now()
        if self.event.is_cancelled:
            return self.Door.CANCELLED
        if self.event.is_over:
            return self.Door.OVER
        if not self.event.is_visible():
            return self.Door.DRAFT
        if not self.is_offered:
            return self.Door.SHUT
        if self.opens_at and self.opens_at > moment:
            return self.Door.NOT_YET
        return self.Door.CLOSED if self.closes_at and self.closes_at <= moment else self.Door.OPEN

    @property
    def shows_room(self):
        """Whether people with a place see the online room by now."""
        return bool(self.online_room) and (
            self.room_shown_from is None or self.room_shown_from <= timezone.now()
        )


def terms_of(event):
    """The RegistrationTerms of `event`; unsaved ones if it has none."""
    return getattr(event, "registration_terms", None) or RegistrationTerms(event=event)


class RegistrationQuestion(models.Model):
    """What the planning team asks everyone who registers for this event."""

    class Kind(models.TextChoices):
        TEXT = "text", _("text")
        CHOICE = "choice", _("one of several answers")
        YES_NO = "yes_no", _("yes or no")

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="registration_questions", verbose_name=_("event")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind, default=Kind.TEXT)
    label = models.CharField(_("question"), max_length=200)
    label_en = models.CharField(_("question in English"), max_length=200, blank=True)
    choices = LinesField(_("answers to choose from"), help_text=_("One a line; only with “one of several”."))
    choices_en = LinesField(
        _("these answers in English"), help_text=_("As many lines in the same order, or none.")
    )
    is_required = models.BooleanField(_("has to be answered"), default=False)

    history = History()

    class Meta:
        verbose_name = _("question at the registration")
        verbose_name_plural = _("questions at the registration")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(label=""),
                name="registration_question_has_words",
                violation_error_message=_("Write the question."),
            ),
            models.CheckConstraint(
                condition=Q(kind="choice", choices__gt="") | (~Q(kind="choice") & Q(choices="")),
                name="registration_question_has_answers_exactly_if_one_chooses",
                violation_error_message=_("Give answers to choose from exactly if one of several is chosen."),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def shown_label(self):
        """The question in the language of the page, as far as it was translated."""
        return self.label_en if self.label_en and translation.get_language() == "en" else self.label

    def shown_choices(self):
        """[(what is kept, what is shown)] in the language of the page; the German wording is kept."""
        is_english = translation.get_language() == "en" and len(self.choices_en) == len(self.choices)
        return list(zip(self.choices, self.choices_en if is_english else self.choices, strict=True))
