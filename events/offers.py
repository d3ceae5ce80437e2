"""A place is offered to somebody who waits: accepted or declined by them, or it lapses (`events.places.lapse_offers`)."""

from django.db import transaction

from events.models import Registration
from events.places import lapse_offers, lock, move_up
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
def decline(registration):
    """No, thank you: out, and the place goes to the next at once. What is no offer any more stays as it is."""
    lock(registration.event_id)
    fresh = Registration.objects.filter(pk=registration.pk).first()
    return cancel(fresh) if fresh and fresh.state == State.OFFERED else fresh
