"""The parts of an event, on its page."""

from django.utils.translation import gettext as _

from events.models import (
    AgendaItem,
    AttendanceBySector,
    AttendanceStatement,
    EventSource,
    EventSupport,
    Material,
    RegistrationQuestion,
    RegistrationTerms,
    Session,
)
from klimakreise.publishing.admin import PartInline, ShownPartInline


class SessionInline(PartInline):
    model = Session
    fields = ["position", "kind", "format", "date", "start", "end", "place"]

    def label(self, thing):
        times = [f"{time:%H:%M}" for time in (thing.start, thing.end) if time]
        return ", ".join(filter(None, [thing.get_kind_display(), "–".join(times), thing.place]))


class AgendaItemInline(PartInline):
    """The draft of the agenda; readers see what was released of it."""

    model = AgendaItem
    template = "admin/events/event/agenda_parts.html"
    fields = [
        "position", "kind", "title", "presenter", "start", "duration_minutes", "description", "announced_title",
    ]  # fmt: skip

    def label(self, thing):
        return f"{thing.start:%H:%M} {thing.title}" if thing.start else thing.title


class MaterialInline(ShownPartInline):
    model = Material
    select_related = ("agenda_item",)
    choices_within = {"agenda_item": "event"}
    file_addresses = {"file": Material.get_absolute_url}
    autocomplete_fields = ["source"]
    fields = [
        "kind", "title", "agenda_item", "file", "url", "address_unknown", "text_alternative", "shown", "language",
        "licence", "date", "note", "source",
    ]  # fmt: skip

    def label(self, thing):
        about = thing.title or thing.agenda_item or thing.url
        return f"{super().label(thing)}: {about}" if about and not thing.title else super().label(thing)


class AttendanceInline(PartInline):
    model = AttendanceStatement
    classes = ["collapse"]
    autocomplete_fields = ["source"]
    fields = ["kind", "value", "text", "as_of", "source"]


class SectorInline(PartInline):
    model = AttendanceBySector
    classes = ["collapse"]
    autocomplete_fields = ["source"]
    fields = ["position", "sector", "kind", "value", "source"]


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


class RegistrationTermsInline(PartInline):
    """How one registers for the event; the number of places is the event's own."""

    model = RegistrationTerms
    classes = ["collapse"]
    extra = max_num = 1
    can_delete = False
    fields = [
        "is_offered", "opens_at", "closes_at", "has_waiting_list", "moving_up", "offer_hours", "reserved_for_city",
        "reserved_until", "online_room", "room_shown_from",
    ]  # fmt: skip

    def label(self, thing):
        return _("Registration on this site") if thing.is_offered else _("No registration on this site")


class RegistrationQuestionInline(PartInline):
    model = RegistrationQuestion
    classes = ["collapse"]
    fields = ["position", "label", "label_en", "kind", "choices", "choices_en", "is_required"]


PARTS = [
    SessionInline,
    RegistrationTermsInline,
    RegistrationQuestionInline,
    AgendaItemInline,
    MaterialInline,
    SupportInline,
    AttendanceInline,
    SectorInline,
    EventSourceInline,
]
