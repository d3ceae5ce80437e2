"""Every change in a room takes its turn; the room is opened here and ended in `live/ending.py`."""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import F

from klimakreise.dialogue.models import LiveRoom
from klimakreise.publishing.audit import note

State = LiveRoom.State


@contextmanager
def changing(room):
    """The room as it is now, its row held until the change within is done; whoever looks at it sees a new version then.

    So nothing is asked, supported or voted after a host has ended or closed it.
    """
    with transaction.atomic():
        now = LiveRoom.objects.select_for_update().get(pk=room.pk)
        now.event = room.event
        yield now
        LiveRoom.objects.filter(pk=room.pk).update(version=F("version") + 1)


def begin(room):
    """Let people take part; False if it was ended, which is for good, or the event is cancelled."""
    with changing(room) as now:
        if now.has_ended or now.event.is_cancelled:
            return False
        LiveRoom.objects.filter(pk=now.pk).update(state=State.OPEN)
        return True


def settle(room, settings):
    """Change how the room works: `settings` are values of its fields by their names."""
    with changing(room) as now:
        LiveRoom.objects.filter(pk=now.pk).update(**settings)
        if settings["is_documented"] != now.is_documented:
            note("published" if settings["is_documented"] else "withdrawn", now)
