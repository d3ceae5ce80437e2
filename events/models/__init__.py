"""Events: what was invited to, what was on the agenda, who was there, what was written down."""

from events.models.agenda import AgendaItem, AgendaRelease, ReleasedItem
from events.models.event import EditionNote, Event, EventSeries, SeriesCount
from events.models.programme import Material, Session
from events.models.protocol import Protocol, ProtocolSection
from events.models.record import AttendanceStatement, EventSource, EventSupport

__all__ = [
    "AgendaItem",
    "AgendaRelease",
    "AttendanceStatement",
    "EditionNote",
    "Event",
    "EventSeries",
    "EventSource",
    "EventSupport",
    "Material",
    "Protocol",
    "ProtocolSection",
    "ReleasedItem",
    "SeriesCount",
    "Session",
]
