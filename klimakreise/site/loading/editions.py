"""The editions of the Klimakreise: what was on the agenda, in which circles people worked, who was there, who helped."""

from circles.models import Circle, Result
from events.models import (
    AgendaItem,
    AttendanceBySector,
    AttendanceStatement,
    EditionNote,
    Event,
    EventSeries,
    Material,
    Session,
)
from klimakreise.dialogue.models import Statement
from klimakreise.site.loading.agendas import keep_agenda_items
from klimakreise.site.loading.alliance import LANGUAGES
from klimakreise.site.loading.counts import COUNT, keep_counts
from klimakreise.site.loading.leaves import (
    Clock,
    Flag,
    Leaf,
    Moment,
    Reference,
    Text,
    UnfitError,
    Whole,
    Word,
)
from klimakreise.site.loading.schema import SOURCES, List, Record
from klimakreise.site.loading.store import identity_of
from klimakreise.site.loading.support import SUPPORT, keep_sessions, keep_sources, keep_support
from surveys.models import SurveyPlacement

SERIES = {"slug": "klimakreise", "title": "Klimakreise", "position": 0}
FORMATS = {
    "online": Event.Format.ONLINE,
    "onsite": Event.Format.ONSITE,
    "hybrid": Event.Format.HYBRID,
    "online_with_onsite_closing": Event.Format.ONLINE_THEN_ONSITE,
}
PARTS = {"slides": "Folien", "circle_results": "Ergebnisse der Kreise", "short_protocol": "Kurzprotokoll"}


class Places(Leaf):
    """“unlimited” or a number of places."""

    expected = "unlimited or a number of places"
    types = ("str", "int")

    def convert(self, raw):
        if raw == "unlimited":
            return raw
        if not raw.isdecimal() or not 1 <= int(raw) < 1_000_000:
            raise UnfitError
        return int(raw)


def has_one_source(item):
    if len(item.sources) > 1:
        yield "sources", "a press release has one source: where it is found"


def is_an_edition(item):
    """An edition has a title, or is only a note that there was none; its times are those of its main session."""
    if item.exists is False and not item.note:
        yield "exists", "an edition that does not exist needs a “note”"
    if item.exists is not False and not item.title:
        yield "title", "“title” must not be empty"
    if item.exists is not False and item.note:
        yield "note", "“note” is for an edition that does not exist"
    for session in item.sessions:
        if session.kind == "main" and (session.start, session.end) != (item.start, item.end):
            yield session, "the times of the main session differ from those of the edition"


AGENDA_ITEM = Record(
    named_by="number",
    number=Whole("position", required=True),
    title=Text(required=True),
    announced_title=Text(),
    kind=Word(AgendaItem.Kind.values, required=True),
    presenter=Text(),
    survey=Reference("survey"),
    documents=List(
        Record(kind=Word(Material.Kind.values, required=True), title=Text(), note=Text(), url=Text()),
        apart=True,
    ),
)
CIRCLE = Record(
    named_by="slug",
    slug=Text(required=True),
    number=Whole(),
    title=Text(required=True),
    alternative_title=Text(),
    topic=Reference("topic", required=True),
    results=List(
        Record(
            kind=Word(Result.Kind.values, required=True),
            text=Text(required=True),
            group=Reference("group"),
            due=Moment(),
        ),
        apart=True,
    ),
    next_steps=Text(),
    moderator=Text("facilitator"),
)
SESSION = Record(
    kind=Word(Session.Kind.values, required=True),
    format=Word(Session.Format.values),
    start=Clock(),
    end=Clock(),
    place=Text(),
)
STATEMENT = Record(role=Text(), gist=Text("text", required=True), date=Moment(), sources=SOURCES)
PRESS = Record(date=Moment(), title=Text(required=True), sources=SOURCES, check=has_one_source)
EDITION = Record(
    named_by="slug",
    number=Whole(names="edition", required=True),
    slug=Text(names="event", required=True),
    title=Text(),
    motto=Text(),
    date=Moment(),
    start=Clock(apart=True),
    end=Clock(apart=True),
    format=Word(FORMATS),
    format_reason=Text(),
    sessions=List(SESSION, apart=True),
    capacity=Places(apart=True),
    registration=Text("registration_note"),
    hosts=List(Text(), apart=True),
    cooperation=List(Text(), apart=True),
    attendance=List(COUNT, apart=True),
    sectors_present=List(Text(), apart=True),
    agenda=List(AGENDA_ITEM, apart=True),
    agenda_order_note=Text("agenda_note"),
    topic_selection=Record(
        inline=True, reasons=List(Text(), "topic_reasons"), sources=SOURCES, note=Text("topic_note")
    ),
    circles=List(CIRCLE, apart=True),
    circles_sources=SOURCES,
    tools=Record(inline=True, video=Text("video_tool"), other=Text("other_tools")),
    supporters=List(SUPPORT, apart=True),
    city_statement=STATEMENT,
    documentation=Record(
        inline=True,
        kind=Word(Event.Documentation.values, "documentation_kind"),
        languages=List(Word(LANGUAGES), "documentation_languages"),
        parts=List(Word(PARTS), "documentation_parts"),
        machine_readable=Flag("documentation_machine_readable"),
    ),
    follow_up=Text(),
    press=List(PRESS, apart=True),
    exists=Flag(apart=True),
    note=Text(apart=True),
    sources=SOURCES,
    check=is_an_edition,
)


def keep_editions(store, items):
    """Keep the editions; each event is remembered under its number."""
    if not items:
        return
    series = store.keep(EventSeries, items[0].bare(), {"slug": SERIES["slug"]}, **SERIES)
    for item in items:
        if item.exists is False:
            note = {"note": item.note, "sources": store.sources(item.sources)}
            store.keep(EditionNote, item.bare(), {"series": series, "number": item.number}, **note)
        else:
            keep_edition(store, item, series)


def keep_edition(store, item, series):
    limited = isinstance(item.capacity, int)
    event = store.keep(
        Event,
        item,
        {"slug": item.slug},
        series=series,
        capacity_kind="limited" if limited else item.capacity or "unknown",
        capacity=item.capacity if limited else None,
    )
    store["edition", item.number] = event
    keep_sessions(store, event, item, item.sessions)
    keep_counts(store, AttendanceStatement, item.attendance, event, event=event)
    for position, sector in enumerate(item.sectors_present, 1):
        by = {"event": event, "sector": sector, "source": None}
        store.keep(AttendanceBySector, item.bare(), by, owner=event, position=position)
    named = [("host", item.hosts), ("cooperation", item.cooperation)]
    keep_support(store, event, item, named, item.supporters)
    about = {"event": item.sources, "topics": item.topic_selection.sources, "circles": item.circles_sources}
    keep_sources(store, event, item, about)
    keep_agenda(store, event, item.agenda)
    keep_circles(store, event, item.circles)
    if item.city_statement:
        said = item.city_statement
        store.keep(Statement, said, event=event, is_gist=True, sources=store.sources(said.sources))
    keep_press(store, event, item.press)


def keep_press(store, event, items):
    entries = []
    for item in items:
        source = store.sources(item.sources)[0] if item.sources else None
        entries.append((item, {"source": source, **address(source.url if source else "")}))
    store.keep_list(Material, entries, event, event=event, kind=Material.Kind.PRESS, language="")


def keep_agenda(store, event, items):
    rows = keep_agenda_items(store, event, [(item, {}) for item in items])
    for item, row in zip(items, rows, strict=True):
        documents = [(document, address(document.url)) for document in item.documents]
        store.keep_list(Material, documents, row, event=event, agenda_item=row, language="")
        if item.survey:
            survey = store["survey", item.survey]
            store.keep(SurveyPlacement, item.bare(), {"survey": survey, "agenda_item": row}, owner=survey)


def address(url):
    return {"url": url, "address_unknown": not url}


def keep_circles(store, event, items):
    by = {item.slug: {"event": event, "slug": item.slug} for item in items}
    store.free_numbers(Circle, [(identity_of(Circle, by[item.slug]), item.number) for item in items])
    for position, item in enumerate(items, 1):
        topic = store["topic", item.topic]
        circle = store.keep(Circle, item, by[item.slug], topic=topic, position=position)
        results = [
            (result, {"position": place, "responsible_group": store.get("group", result.group)})
            for place, result in enumerate(item.results, 1)
        ]
        store.keep_list(Result, results, circle, circle=circle)
