"""Other series of events that belong to the process: talks, discussions, days of action."""

from events.models import Event, EventSeries, SeriesCount
from klimakreise.site.loading.counts import COUNT, keep_counts
from klimakreise.site.loading.leaves import Clock, Moment, Text, Whole
from klimakreise.site.loading.schema import SOURCES, List, Record
from klimakreise.site.loading.support import keep_sessions, keep_sources, keep_support

EVENT = Record(
    named_by="number",
    number=Whole(required=True),
    date=Moment(),
    start=Clock(apart=True),
    end=Clock(apart=True),
    place=Text(apart=True),
    main_topic=Text(),
    hosts=List(Text(), apart=True),
    presenter=Text(apart=True),
    contributors=List(Text(), apart=True),
    supporters=List(Text(), apart=True),
    sources=SOURCES,
)
SERIES = Record(
    named_by="slug",
    slug=Text(names="series", required=True),
    title=Text(required=True),
    description=Text(),
    count_statement=COUNT,
    events=List(EVENT, apart=True),
)


def keep_series(store, items):
    for position, item in enumerate(items, 1):
        series = store.keep(EventSeries, item, {"slug": item.slug}, position=position)
        counts = [item.count_statement] if item.count_statement else []
        keep_counts(store, SeriesCount, counts, None, series=series)
        for event in item.events:
            keep_event(store, item, series, event)


def keep_event(store, series, row, item):
    """Keep one event; in a series of one it bears the title of the series, else its number too."""
    title = f"{series.title} Nr. {item.number}" if len(series.events) > 1 else series.title
    by = {"slug": f"{series.slug}-{item.number}"}
    event = store.keep(Event, item, by, series=row, title=title, capacity_kind=Event.Capacity.UNKNOWN)
    keep_sessions(store, event, item, [])
    named = [
        ("host", item.hosts),
        ("presenter", [item.presenter] if item.presenter else []),
        ("contribution", item.contributors),
        ("unspecified", item.supporters),
    ]
    keep_support(store, event, item, named)
    keep_sources(store, event, item, {"event": item.sources})
