"""Events in the planning team's admin: one page for a whole event."""

from events.admin.event import EventAdmin
from events.admin.letters import EventMailTextAdmin, ReminderAdmin
from events.admin.others import AgendaItemAdmin, EventSeriesAdmin, MaterialAdmin, ProtocolAdmin
from events.admin.registrations import RegistrationAdmin

__all__ = [
    "AgendaItemAdmin",
    "EventAdmin",
    "EventMailTextAdmin",
    "EventSeriesAdmin",
    "MaterialAdmin",
    "ProtocolAdmin",
    "RegistrationAdmin",
    "ReminderAdmin",
]
