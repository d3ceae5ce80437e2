"""A place is offered to somebody who waits: accepted or declined by them, or it lapses (`events.places.lapse_offers`).

What lapsed can still be taken while the place stays free."""

from django.db import transaction

from events.models import Registration
from events.places import Places, ask_again, lapse_offers, lock, move_up
from events.registering import cancel
from events.telling import tell

State = Registration.State


@transaction.atomic
def accept(registration):
    """Take the offered place; returns the registration as it is now, None if it is gone.

    Whoever comes too late is at the end of the list.
    """
    event = lock(registration.event_id)
    if lapse_offers(event):
        move_up(event)
    registration = Registration.objects.filter(pk=registration.pk).first()
    takes_place = not event.is_cancelled and not event.is_over
    if registration and registration.state == State.OFFERED and takes_place:
        registration.turn_to(State.CONFIRMED)
        tell("confirmed", [registration])
    return registration


@transaction.atomic
def take_after_all(registration):
    """Take a place whose offer has lapsed and that is still free; returns the registration as it is now, None if it is gone.

    Those who were not asked yet come first.
    """
    event = lock(registration.event_id)
    lapse_offers(event)
    move_up(event)
    registration = Registration.objects.filter(pk=registration.pk).first()
    if registration and can_still_take(registration, event):
        registration.turn_to(State.CONFIRMED)
        ask_again(event)
        tell("confirmed", [registration])
    return registration


def can_still_take(registration, event):
    """Whether the place is still free whose offer this registration has let lapse."""
    takes_place = event.is_visible() and not event.is_cancelled and not event.is_over
    has_lapsed = registration.offer_lapsed_at is not None
    return takes_place and has_lapsed and Places.of(event).are_free(for_city=registration.for_city)


@transaction.atomic
def decline(registration):
    """No, thank you: out, and the place goes to the next at once. What is no offer any more stays as it is."""
    lock(registration.event_id)
    fresh = Registration.objects.filter(pk=registration.pk).first()
    return cancel(fresh) if fresh and fresh.state == State.OFFERED else fresh
