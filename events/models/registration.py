"""Registrations: who wants to come, in which state that is, and what they told.

What becomes of a registration, and by what (`events/registering.py`, `events/offers.py`, `events/places.py`):

| from          | to            | by                                                                                   |
|---------------|---------------|--------------------------------------------------------------------------------------|
| –             | `unconfirmed` | the form; holds no place                                                             |
| `unconfirmed` | deleted       | 48 hours without a confirmation                                                      |
| `unconfirmed` | `confirmed`   | confirming, a place is free                                                          |
| `unconfirmed` | `waiting`     | confirming, no place is free and the event has a waiting list; without one it stays  |
| `waiting`     | `confirmed`   | a place became free, at once; or taken after all while it stays free; or the team    |
| `waiting`     | `offered`     | a place became free and is offered; it is blocked until then                         |
| `offered`     | `confirmed`   | the offer is accepted; or the team                                                   |
| `offered`     | `waiting`     | the offer has lapsed: end of the list; or the team                                   |
| `confirmed`   | `waiting`     | the team                                                                             |
| any of them   | `cancelled`   | cancelling, declining an offer; the place is free at once                            |
| `cancelled`   | `unconfirmed` | the form once more                                                                   |

Whoever lets an offer lapse (`offer_lapsed_at`) is not asked again for what stays free: no offer goes to them, but they can
take the place on their page as long as nobody else does. Once all places are taken or offered to others, they stand in the
line as everybody does, and are offered the next place that becomes free.
"""

import datetime

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.models.registration_terms import RegistrationQuestion
from klimakreise.alliance.models import AllianceGroup

CONFIRM_WITHIN = datetime.timedelta(hours=48)
SALT = "events.registration"


class RegistrationQuerySet(models.QuerySet):
    def waiting(self):
        """The waiting list, first in line first."""
        return self.filter(state=Registration.State.WAITING).order_by("turn")

    def holding_a_place(self):
        """Those with a place, and those for whom one is blocked."""
        return self.filter(state__in=HOLDING)

    def to_be_asked(self):
        """Those who wait and have not let an offer lapse of what is still free, first in line first."""
        return self.waiting().filter(offer_lapsed_at=None)

    def living(self):
        """All whose address is confirmed and who have not cancelled."""
        return self.filter(state__in=[*HOLDING, Registration.State.WAITING])

    def by_token(self, token):
        """The registration of a personal link as a queryset: one, or none if the token was not made here."""
        try:
            key = signing.Signer(salt=SALT).unsign_object(token)
        except signing.BadSignature:
            return self.none()
        return self.filter(pk=key)

    def of(self, user):
        """Those of an account: made with it, or by mail with an address that the account has confirmed."""
        addresses = user.emailaddress_set.filter(verified=True).values("email")
        return self.filter(Q(user=user) | Q(email__in=addresses))


class Registration(models.Model):
    """Somebody has registered for an event. Only the functions that the table above names change its state."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("not confirmed yet")
        CONFIRMED = "confirmed", _("confirmed")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("place offered")
        CANCELLED = "cancelled", _("cancelled")

    class Sector(models.TextChoices):
        CIVIL_SOCIETY = "civil_society", _("civil society")
        ADMINISTRATION = "administration", _("administration")
        POLITICS = "politics", _("politics")
        SCIENCE = "science", _("science")
        BUSINESS = "business", _("business")
        PRIVATE = "private", _("private person")

    class Way(models.TextChoices):
        SELF = "self", _("by the form")
        TEAM = "team", _("by the planning team")
        WALK_IN = "walk_in", _("on the spot")

    event = models.ForeignKey(
        Event, models.PROTECT, related_name="registrations", verbose_name=_("event")
    )  # people are told that an event is cancelled, not deleted from under them
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("account"),
    )  # the registration is the address's, and stays when an account goes
    name = models.CharField(_("name or pseudonym"), max_length=150)
    email = models.EmailField(_("e-mail address"), blank=True)
    group = models.ForeignKey(
        AllianceGroup,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("alliance group"),
    )
    sector = models.CharField(_("sector"), max_length=15, choices=Sector, blank=True)
    for_city = models.BooleanField(
        _("comes for the city"), default=False, help_text=_("May take a place that is reserved for the city.")
    )
    access_needs = models.TextField(_("access needs"), blank=True)
    news_consent_at = models.DateTimeField(_("consent to news given at"), null=True, blank=True)
    photo_consent_at = models.DateTimeField(_("consent to photos given at"), null=True, blank=True)
    language = models.CharField(max_length=5, default=settings.LANGUAGE_CODE, editable=False)
    way = models.CharField(_("came in"), max_length=10, choices=Way, default=Way.SELF)

    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.UNCONFIRMED, editable=False
    )
    state_since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    asked_at = models.DateTimeField(_("registered at"), default=timezone.now, editable=False)
    turn = models.PositiveIntegerField(_("number in the order"), null=True, blank=True, editable=False)
    offer_ends_at = models.DateTimeField(_("offer valid until"), null=True, blank=True, editable=False)
    offer_lapsed_at = models.DateTimeField(
        _("has let an offer lapse at"), null=True, blank=True, editable=False
    )
    beyond_limit = models.BooleanField(_("added beyond the limit"), default=False, editable=False)
    arrived_at = models.DateTimeField(_("arrived at"), null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["event", "state", "turn"], name="registration_in_its_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=~Q(email=""),
                name="registration_is_one_for_an_address",
                violation_error_message=_("This address is registered for this event already."),
            ),
            models.UniqueConstraint(
                fields=["event", "turn"],
                name="registration_has_a_turn_of_its_own",
                violation_error_message=_("Another registration has this number in the order."),
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="registration_address_is_in_small_letters",
                violation_error_message=_("Write the e-mail address in small letters."),
            ),
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(way="self"),
                name="registration_has_an_address_unless_the_team_made_it",
                violation_error_message=_("Give an e-mail address."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="registration_has_a_name",
                violation_error_message=_("Give a name or a pseudonym."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["confirmed", "waiting", "offered"], turn__isnull=False)
                | Q(state="unconfirmed", turn=None)
                | Q(state="cancelled"),
                name="registration_has_a_turn_once_it_is_confirmed",
                violation_error_message=_("Whoever has confirmed has a number in the order, nobody else."),
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offer_ends_at__isnull=False)
                | (~Q(state="offered") & Q(offer_ends_at=None)),
                name="registration_has_an_end_exactly_if_it_is_an_offer",
                violation_error_message=_("An offer has an end, and nothing else has."),
            ),
            models.CheckConstraint(
                condition=Q(offer_lapsed_at=None) | Q(state="waiting"),
                name="registration_has_let_an_offer_lapse_only_if_it_waits",
                violation_error_message=_("Only somebody who waits can have let an offer lapse."),
            ),
            models.CheckConstraint(
                condition=Q(beyond_limit=False) | Q(state="confirmed"),
                name="registration_is_beyond_the_limit_only_with_a_place",
                violation_error_message=_("Only a place that somebody has can be beyond the limit."),
            ),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(state="confirmed"),
                name="registration_has_arrived_only_with_a_place",
                violation_error_message=_("Only somebody with a place can have arrived."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("events:registration", args=[self.token])

    @property
    def token(self):
        """The secret of the personal link: the signed key of the row, stored nowhere."""
        return signing.Signer(salt=SALT).sign_object(self.pk)

    @property
    def lapses_at(self):
        """When it is deleted unless it is confirmed before (aware datetime)."""
        return self.asked_at + CONFIRM_WITHIN

    @property
    def place_on_the_list(self):
        """1 for whom the next free place is; None if this one does not wait."""
        if self.state != self.State.WAITING:
            return None
        return Registration.objects.waiting().filter(event=self.event_id, turn__lt=self.turn).count() + 1

    @property
    def tone(self):
        """The tone of its state's badge."""
        tones = {self.State.CONFIRMED: "success", self.State.OFFERED: "warning", self.State.WAITING: "info"}
        return tones.get(self.state, "neutral")

    def turn_to(self, state, **fields):
        """Save the new `state` together with `fields`; ValueError if the table above has no such arrow."""
        if state not in ARROWS[self.state]:
            raise ValueError(f"A registration that is {self.state} does not become {state}.")
        ended = dict.fromkeys(["offer_ends_at", "offer_lapsed_at", "arrived_at"])
        changes = {**ended, "beyond_limit": False, **fields}
        for name, value in {"state": state, "state_since": timezone.now(), **changes}.items():
            setattr(self, name, value)
        self.save()


State = Registration.State
HOLDING = [State.CONFIRMED, State.OFFERED]
ARROWS = {
    State.UNCONFIRMED: {State.CONFIRMED, State.WAITING, State.CANCELLED},
    State.WAITING: {State.CONFIRMED, State.OFFERED, State.CANCELLED},
    State.OFFERED: {State.CONFIRMED, State.WAITING, State.CANCELLED},
    State.CONFIRMED: {State.WAITING, State.CANCELLED},
    State.CANCELLED: {State.UNCONFIRMED},
}


class RegistrationAnswer(models.Model):
    """What somebody answered to a question of the event: the text, the wording of the choice, or "yes" and "no"."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="answers", verbose_name=_("registration")
    )
    question = models.ForeignKey(
        RegistrationQuestion, models.CASCADE, related_name="answers", verbose_name=_("question")
    )
    text = models.TextField(_("answer"))

    class Meta:
        verbose_name = _("answer at the registration")
        verbose_name_plural = _("answers at the registration")
        ordering = ["question__position", "question__pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"],
                name="registration_answer_is_one_for_a_question",
                violation_error_message=_("This question is answered already."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="registration_answer_has_a_text",
                violation_error_message=_("An answer that is empty is none."),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def shown(self):
        """The answer in the language of the page."""
        if self.question.kind == RegistrationQuestion.Kind.YES_NO:
            return _("yes") if self.text == "yes" else _("no")
        return dict(self.question.shown_choices()).get(self.text, self.text)
