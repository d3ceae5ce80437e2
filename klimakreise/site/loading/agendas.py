"""Agendas: a loaded one is released too, unless the planning team has begun to work on it."""

from events.models import AgendaItem, AgendaRelease
from events.release import agenda_states, freeze_agenda

NOTE = "Aus der Datei geladen."


def keep_agenda_items(store, event, entries, note=NOTE):
    """Keep the items of an event's agenda and return their rows; `entries` are (item, values).

    What this changes is released as the next version. Where the draft was another than the newest version already, by
    somebody's hand, nothing is: a loading does not release what the planning team has not.
    """
    is_worked_on = is_pending(event)
    rows = store.keep_list(AgendaItem, entries, event, owner=event, event=event)
    if not is_worked_on and is_pending(event):
        release_loaded(store, event, note)
    return rows


def release_loaded(store, event, note):
    """Release the draft as the next version; the journal is the store's."""
    freeze_agenda(event, note)
    store.report.made[AgendaRelease] += 1


def is_pending(event):
    return agenda_states([event])[event.pk].is_pending
