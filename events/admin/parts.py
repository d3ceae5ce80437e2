"""The parts of an event, on its page."""

from events.models import (
    AgendaItem,
    AttendanceStatement,
    EventSource,
    EventSupport,
    Material,
    Session,
)
from klimakreise.publishing.admin import PartInline, ShownPartInline


class SessionInline(PartInline):
    model = Session
    select_related = ("event",)
    fields = ["position", "kind", "format", "date", "start", "end", "place"]


class AgendaItemInline(PartInline):
    model = AgendaItem
    fields = [
        "position", "kind", "title", "presenter", "start", "duration_minutes", "description", "announced_title",
    ]  # fmt: skip


class MaterialInline(ShownPartInline):
    model = Material
    choices_within = {"agenda_item": "event"}
    autocomplete_fields = ["source"]
    fields = [
        "kind", "title", "agenda_item", "file", "url", "address_unknown", "text_alternative", "shown", "language",
        "licence", "date", "note", "source",
    ]  # fmt: skip


class AttendanceInline(PartInline):
    model = AttendanceStatement
    classes = ["collapse"]
    autocomplete_fields = ["source"]
    fields = ["kind", "value", "text", "as_of", "source"]


class SupportInline(PartInline):
    model = EventSupport
    classes = ["collapse"]
    select_related = ("supporter",)
    autocomplete_fields = ["supporter"]
    fields = ["position", "supporter", "kind"]


class EventSourceInline(PartInline):
    model = EventSource
    classes = ["collapse"]
    select_related = ("source",)
    autocomplete_fields = ["source"]
    fields = ["source", "about"]


PARTS = [SessionInline, AgendaItemInline, MaterialInline, SupportInline, AttendanceInline, EventSourceInline]
