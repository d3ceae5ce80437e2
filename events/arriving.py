"""Who is here: marked at the entrance, undone if it was a mistake, and people who come without having registered."""

from django.db import transaction
from django.utils import timezone

from events.models import Registration
from events.places import lock
from events.registering import add


@transaction.atomic
def arrive(registration):
    """Mark that somebody with a place has arrived; returns the fresh registration. A second time changes nothing."""
    return mark(registration, timezone.now())


@transaction.atomic
def undo_arrival(registration):
    """It was somebody else, or a slip of the finger; returns the fresh registration."""
    return mark(registration, None)


def mark(registration, moment):
    lock(registration.event_id)
    registration = Registration.objects.get(pk=registration.pk)
    if registration.state == Registration.State.CONFIRMED and (registration.arrived_at is None) != (
        moment is None
    ):
        registration.arrived_at = moment
        registration.save(update_fields=["arrived_at"])
    return registration


@transaction.atomic
def walk_in(event, name, sector="", *, beyond_limit=False):
    """Somebody came without having registered: a name is enough. Raises FullError as `places.give()` does."""
    came = Registration(event=event, name=name, sector=sector, way=Registration.Way.WALK_IN)
    return arrive(add(came, {}, beyond_limit=beyond_limit, by_mail=False))
