"""The editions and the events of other series."""

from circles.models import Circle
from events.models import (
    AgendaItem,
    AttendanceStatement,
    EditionNote,
    Event,
    EventSeries,
    Material,
    SeriesCount,
)
from klimakreise.dialogue.models import Statement
from tests.site.leaves.checks import (
    COUNT,
    count_source,
    event_source,
    field,
    line,
    no_rows,
    of_all,
    source,
    support,
)

LANGUAGES = {"de": "Deutsch", "en": "Englisch"}
FORMATS = {"online": "online", "onsite": "onsite", "online_with_onsite_closing": "online_then_onsite"}
PARTS = {"slides": "Folien", "circle_results": "Ergebnisse der Kreise", "short_protocol": "Kurzprotokoll"}


def edition(record):
    """The event of an edition, or the note that there was none."""
    if record.get("exists") is False:
        return EditionNote.objects.get(series__slug="klimakreise", number=record["number"])
    return Event.objects.get(slug=record["slug"])


def of_event(check):
    """A check that a note on an edition that was not found passes only for what is not known."""
    return lambda row, value, record: (
        value is None if isinstance(row, EditionNote) else check(row, value, record)
    )


def edition_slug(row, value, record):
    return value == (f"{row.series.slug}-{row.number}" if isinstance(row, EditionNote) else row.slug)


def edition_source(row, value, record):
    return (source if isinstance(row, EditionNote) else event_source("event"))(row, value, record)


def main_session(name):
    """The edition's own times are those of its main session; without one they are not known."""

    def check(row, value, record):
        session = row.sessions.filter(kind="main").first()
        return field(name)(session, value, record)

    return of_event(check)


def agenda_item(item, around):
    return AgendaItem.objects.get(event__slug=around["slug"], position=item["number"])


def document(path, item, parent, around, root):
    """The nth document of its agenda item."""
    return agenda_item(parent, around).materials.order_by("pk")[path[-2]]


def circle(path, item, around, root):
    return Circle.objects.get(event__slug=around["slug"], slug=item["slug"])


def series_event(path, item, series, root):
    return Event.objects.get(slug=f"{series['slug']}-{item['number']}", series__slug=series["slug"])


def series_session(name):
    return lambda row, value, record: field(name)(row.sessions.get(), value, record)


def capacity(row, value, record):
    return (row.capacity_kind, row.capacity) == (value or "unknown", None)


def in_survey(row, value, record):
    return row.surveys.filter(slug=value).exists()


def address(row, value, record):
    return value is None and row.url == "" and row.address_unknown


def press(path, item, around, root):
    return Material.objects.get(event__slug=around["slug"], kind="press")


def press_source(row, value, record):
    return row.source.key == value and row.url == row.source.url


def has_sector(row, value, record):
    return row.sectors.filter(sector=value, value=None).exists()


PLACES = {
    "editions.*": (
        lambda path, item, root: edition(item),
        {
            "number": field("number"),
            "slug": edition_slug,
            **{
                name: of_event(field(name))
                for name in ("title", "motto", "date", "format_reason", "follow_up")
            },
            "start": main_session("start"),
            "end": main_session("end"),
            "format": field("format", FORMATS),
            "capacity": capacity,
            "registration": field("registration_note"),
            "hosts.*": support("host"),
            "cooperation.*": support("cooperation"),
            "sectors_present.*": has_sector,
            "agenda_order_note": field("agenda_note"),
            "circles_sources.*": event_source("circles", "circles_sources"),
            "tools": lambda row, value, record: value is None and row.video_tool == row.other_tools == "",
            "exists": lambda row, value, record: value is False and isinstance(row, EditionNote),
            "note": field("note"),
            "sources.*": edition_source,
        },
    ),
    "editions.*.attendance.*": (
        lambda path, item, around, root: AttendanceStatement.objects.filter(
            event__slug=around["slug"], source__key__in=item["sources"]
        ),
        COUNT,
    ),
    "editions.*.agenda.*": (
        lambda path, item, around, root: agenda_item(item, around),
        {
            **{name: field(name) for name in ("title", "kind", "presenter", "announced_title")},
            "number": field("position"),
            "survey": in_survey,
            "documents": no_rows("materials"),
        },
    ),
    "editions.*.agenda.*.documents.*": (
        document,
        {"kind": field("kind"), "note": field("note"), "url": address},
    ),
    "editions.*.topic_selection": (
        lambda path, item, around, root: edition(around),
        {
            "reasons.*": line("topic_reasons"),
            "reasons": field("topic_reasons"),
            "sources.*": event_source("topics"),
            "note": field("topic_note"),
        },
    ),
    "editions.*.circles.*": (
        circle,
        {
            **{name: field(name) for name in ("slug", "title", "number", "alternative_title", "next_steps")},
            "topic": lambda row, value, record: row.topic.slug == value,
            "moderator": field("facilitator"),
            "results": no_rows("results"),
        },
    ),
    "editions.*.tools": (
        lambda path, item, around, root: edition(around),
        {"video": field("video_tool"), "other": field("other_tools")},
    ),
    "editions.*.supporters.*": (
        lambda path, item, around, root: edition(around),
        {
            "name": lambda row, value, record: support(record["kind"])(row, value, record),
            "kind": lambda row, value, record: support(value)(row, record["name"], record),
        },
    ),
    "editions.*.documentation": (
        lambda path, item, around, root: edition(around),
        {
            "kind": field("documentation_kind"),
            "languages.*": line("documentation_languages", LANGUAGES),
            "parts.*": line("documentation_parts", PARTS),
            "machine_readable": field("documentation_machine_readable"),
        },
    ),
    "editions.*.sessions.*": (
        lambda path, item, around, root: edition(around).sessions.get(position=path[-2] + 1),
        {name: field(name) for name in ("kind", "format", "start", "end", "place")},
    ),
    "editions.*.city_statement": (
        lambda path, item, around, root: Statement.objects.get(event__slug=around["slug"], is_gist=True),
        {"role": field("role"), "gist": field("text"), "date": field("date"), "sources.*": source},
    ),
    "editions.*.press.*": (
        press,
        {"date": field("date"), "title": field("title"), "sources.*": press_source},
    ),
    "related_series.*": (
        lambda path, item, root: EventSeries.objects.get(slug=item["slug"]),
        {"slug": field("slug"), "title": field("title"), "description": field("description")},
    ),
    "related_series.*.count_statement": (
        lambda path, item, series, root: SeriesCount.objects.filter(series__slug=series["slug"]),
        {"as_of": of_all(field("as_of")), "value": of_all(field("value")), "sources.*": count_source},
    ),
    "related_series.*.events.*": (
        series_event,
        {
            **{name: field(name) for name in ("number", "date", "main_topic")},
            **{name: series_session(name) for name in ("start", "end", "place")},
            "hosts.*": support("host"),
            "presenter": support("presenter"),
            "contributors.*": support("contribution"),
            "supporters.*": support("unspecified"),
            "sources.*": event_source("event"),
            "sources": event_source("event"),
        },
    ),
}
