"""Events: what was invited to, what was on the agenda, who was there, what was written down."""

from events.models.agenda import AgendaItem, AgendaRelease, ReleasedItem
from events.models.event import EditionNote, Event, EventSeries, SeriesCount
from events.models.letters import EventMailText, Reminder, ReminderRun
from events.models.notice import EventMessage, EventNotice
from events.models.programme import Material, Session
from events.models.protocol import Protocol, ProtocolSection
from events.models.record import AttendanceBySector, AttendanceStatement, EventSource, EventSupport
from events.models.registration import Registration, RegistrationAnswer
from events.models.registration_terms import RegistrationQuestion, RegistrationTerms

__all__ = [
    "AgendaItem",
    "AgendaRelease",
    "AttendanceBySector",
    "AttendanceStatement",
    "EditionNote",
    "Event",
    "EventMailText",
    "EventMessage",
    "EventNotice",
    "EventSeries",
    "EventSource",
    "EventSupport",
    "Material",
    "Protocol",
    "ProtocolSection",
    "Registration",
    "RegistrationAnswer",
    "RegistrationQuestion",
    "RegistrationTerms",
    "ReleasedItem",
    "Reminder",
    "ReminderRun",
    "SeriesCount",
    "Session",
]
