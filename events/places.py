"""Places of an event: counted under a lock on the event's row, never kept as a number beside the registrations.

Whatever changes the state of a registration first calls `lock()` in its transaction. So nobody counts while somebody else
gives a place away, and no commit raises the number of taken places above the limit but the override in `give()`.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.models import Event, Registration
from events.models.registration_terms import terms_of
from events.telling import tell
from klimakreise.publishing.audit import note
from klimakreise.publishing.models import AuditRecord

State = Registration.State


class FullError(Exception):
    """No place is free, and nobody has said that it shall be beyond the limit."""


def lock(event_id):
    """The event, fresh and locked until the transaction ends; all others who want a place wait here.

    Its terms are read when they are asked for, after the lock: joined to the locked row, PostgreSQL would show them as
    they were before.
    """
    return Event.objects.select_for_update(no_key=True).get(pk=event_id)


@dataclass
class Places:
    """How many places there are (`limit`, None: unlimited) and who holds them; blocked for an offer is held, too."""

    limit: int | None
    city: int
    others: int
    reserve: int

    @classmethod
    def of(cls, event):
        """Counted now, in one query; the terms of the event are read if they were not."""
        held = event.registrations.holding_a_place().aggregate(
            city=Count("pk", filter=Q(for_city=True)), others=Count("pk", filter=Q(for_city=False))
        )
        return cls(event.capacity, held["city"], held["others"], terms_of(event).reserve())

    @property
    def taken(self):
        return self.city + self.others

    def are_free(self, *, for_city):
        """Whether somebody can have one; people of the city can also have one of the reserve."""
        if self.limit is None:
            return True
        return (self.taken if for_city else self.others + max(self.city, self.reserve)) < self.limit

    def take(self, *, for_city):
        if for_city:
            self.city += 1
        else:
            self.others += 1


def next_turn(event):
    """The number in the order behind all others."""
    return (event.registrations.aggregate(last=Max("turn"))["last"] or 0) + 1


def seat(event, registration):
    """Give the confirmed address a place of the locked `event` or one on its list; False if it has neither.

    Those who wait come first.
    """
    move_up(event)
    if Places.of(event).are_free(for_city=registration.for_city):
        registration.turn_to(State.CONFIRMED, turn=next_turn(event))
        ask_again(event)
    elif terms_of(event).has_waiting_list:
        registration.turn_to(State.WAITING, turn=next_turn(event))
    else:
        return False
    return True


def move_up(event):
    """Give the free places of the locked `event` to those who wait, in their order; returns whom.

    Nothing moves while the event is a draft, cancelled or over.
    """
    moved: list[Registration] = []
    if not event.is_visible() or event.is_cancelled or event.is_over:
        return moved
    places, terms = Places.of(event), terms_of(event)
    as_offer = terms.moving_up == terms.MovingUp.OFFER
    while places.are_free(for_city=True):
        line = event.registrations.to_be_asked() if as_offer else event.registrations.waiting()
        first = (line if places.are_free(for_city=False) else line.filter(for_city=True)).first()
        if first is None:
            break
        if as_offer:
            first.turn_to(State.OFFERED, offer_ends_at=timezone.now() + terms.offer_lasts)
        else:
            first.turn_to(State.CONFIRMED)
        places.take(for_city=first.for_city)
        moved.append(first)
    ask_again(event)
    tell("offered" if as_offer else "moved_up", moved)
    return moved


def ask_again(event):
    """Let those who have let an offer lapse stand in the line again if others have the places by now: the next is a new one."""
    terms = terms_of(event)
    lapsed = event.registrations.filter(offer_lapsed_at__isnull=False)
    if terms.moving_up == terms.MovingUp.OFFER and lapsed.exists():
        places = Places.of(event)
        full = [of_city for of_city in (True, False) if not places.are_free(for_city=of_city)]
        lapsed.filter(for_city__in=full).update(offer_lapsed_at=None)


def lapse_offers(event):
    """Put whose offer on the locked `event` has run out at the end of the list; returns whom."""
    lapsed = list(
        event.registrations.filter(state=State.OFFERED, offer_ends_at__lte=timezone.now()).order_by(
            "offer_ends_at", "turn"
        )
    )
    for registration in lapsed:
        registration.turn_to(State.WAITING, turn=next_turn(event), offer_lapsed_at=registration.offer_ends_at)
    return lapsed


@transaction.atomic
def bring_up_to_date(event_id):
    """Let offers lapse that have run out, and give away what is free: after a change of the limit, the reserve, the time."""
    event = lock(event_id)
    lapse_offers(event)
    move_up(event)


@transaction.atomic
def give(registration, *, beyond_limit=False, by_mail=True):
    """Give somebody who waits a place out of turn, on behalf of the planning team; returns the fresh registration.

    Raises FullError if none is free, unless the team has said `beyond_limit`, which the audit keeps. Nothing happens to
    those who have a place or have cancelled.
    """
    event = lock(registration.event_id)
    registration = Registration.objects.get(pk=registration.pk)
    if registration.state not in {State.UNCONFIRMED, State.WAITING, State.OFFERED}:
        return registration
    has_one = registration.state == State.OFFERED  # the place that is blocked for the offer
    is_free = has_one or Places.of(event).are_free(for_city=registration.for_city)
    if not is_free and not beyond_limit:
        raise FullError
    turn = registration.turn or next_turn(event)
    registration.turn_to(State.CONFIRMED, turn=turn, beyond_limit=not is_free)
    ask_again(event)
    if not is_free:
        note(
            AuditRecord.Act.BEYOND_LIMIT,
            event,
            format_lazy(_("registration {number}"), number=registration.pk),
        )
    if by_mail:
        tell("moved_up", [registration])
    return registration


@transaction.atomic
def put_on_list(registration, *, by_mail=True):
    """Take the place of somebody back and put them at the end of the list, on behalf of the planning team; returns it fresh."""
    event = lock(registration.event_id)
    registration = Registration.objects.get(pk=registration.pk)
    if registration.state not in {State.UNCONFIRMED, State.CONFIRMED, State.OFFERED}:
        return registration
    registration.turn_to(State.WAITING, turn=next_turn(event))
    if by_mail:
        tell("waiting", [registration])
    move_up(event)
    return registration
