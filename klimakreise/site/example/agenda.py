"""The agenda of the example's next event, in two versions: one item is new, one moved, one changed, one cancelled."""

import copy
import datetime

from django.utils import timezone

from events.models import AgendaItem
from events.release import freeze_items
from klimakreise.site.example.event import HOST
from klimakreise.site.example.stage import HERE, clock
from klimakreise.site.loading.agendas import keep_agenda_items, release_loaded

Kind = AgendaItem.Kind
AGENDA = {
    "welcome": (Kind.INTRO, "Wer ist dabei?", "", "17:00", 15),
    "report": (Kind.INPUT, "Was aus der 1. Klimakreise geworden ist", HOST, "17:15", 30),
    "talk": (Kind.TALK, "Wie ein Schuldach zum Kraftwerk wird", "Solarverein Musterstadt", "17:45", 20),
    "circles": (Kind.CIRCLES, "Arbeit in sechs Kreisen", "", "18:05", 75),
    "plenary": (Kind.PLENARY, "Ergebnisse der Kreise", "alle Kreise", "19:30", 30),
}
BEFORE = {
    "report": {"title": "Was ist aus den Vereinbarungen geworden?"},
    "circles": {"start": clock("17:45")},
}
ONLY_BEFORE = {
    "kind": Kind.BREAK,
    "title": "Imbiss im Foyer",
    "start": clock("19:10"),
    "duration_minutes": 20,
}
FIRST = "Erste Fassung des Programms."
SECOND = "Der Solarverein trägt vor. Dafür beginnen die Kreise später, und der Imbiss entfällt."


def keep_coming_agenda(store, event):
    """Keep it; where there was none it is released twice, as if it had been changed a week after the first time."""
    entries = []
    for position, (kind, title, presenter, start, minutes) in enumerate(AGENDA.values(), 1):
        fields = {"kind": kind, "title": title, "presenter": presenter, "position": position}
        entries.append((HERE, fields | {"start": clock(start), "duration_minutes": minutes}))
    if event.agenda_items.exists() or event.agenda_releases.exists():
        keep_agenda_items(store, event, entries, SECOND)
        return
    rows = store.keep_list(AgendaItem, entries, event, owner=event, event=event)
    release_as_it_was(event, dict(zip(AGENDA, rows, strict=True)))
    release_loaded(store, event, SECOND)


def release_as_it_was(event, rows):
    """Release a first version that differs from the `rows` (by name) by an item each that is new, moved, changed, cancelled."""
    was = {name: copy.copy(row) for name, row in rows.items() if name != "talk"}
    for name, fields in BEFORE.items():
        vars(was[name]).update(fields)
    gone = event.agenda_items.create(position=0, **ONLY_BEFORE)
    week_ago = timezone.now() - datetime.timedelta(weeks=1)
    first = event.agenda_releases.create(number=1, note=FIRST, released_at=week_ago)
    freeze_items(first, sorted([*was.values(), gone], key=lambda item: item.start))
    gone.delete()
