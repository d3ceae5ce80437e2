"""The whole data file: its parts in the order in which they refer to each other."""

from django.db import transaction

from klimakreise.publishing.acting import Role, acting_as
from klimakreise.publishing.history import gathered
from klimakreise.publishing.models import Source
from klimakreise.site.loading.alliance import ALLIANCE, keep_alliance
from klimakreise.site.loading.city import CITY, keep_city
from klimakreise.site.loading.editions import EDITION, keep_editions
from klimakreise.site.loading.leaves import Moment, Text
from klimakreise.site.loading.measures import TRACK, keep_measures
from klimakreise.site.loading.pages import make_missing_pages
from klimakreise.site.loading.reader import Reading
from klimakreise.site.loading.schema import List, Mapping, Record
from klimakreise.site.loading.series import SERIES, keep_series
from klimakreise.site.loading.store import RefusedError, Store
from klimakreise.site.loading.support import SUPPORTER_NOTE, keep_supporter_notes
from klimakreise.site.loading.survey import SURVEY, keep_survey
from klimakreise.site.loading.topics import TOPIC, keep_choices, keep_topics
from klimakreise.site.models import DataSet, Identity, KnownGap

META = Record(
    title=Text(required=True),
    locale=Text("language"),
    as_of=Moment(required=True),
    method=Text(),
    date_precision=Text(apart=True),  # explains the notation of the file itself
    required=True,
)
SOURCE = Record(publisher=Text(required=True), title=Text(), url=Text())
FILE = Record(
    meta=META,
    sources=Mapping(SOURCE, names="source"),
    alliance=ALLIANCE,
    survey=SURVEY,
    editions=List(EDITION),
    topics=List(TOPIC),
    related_series=List(SERIES),
    city=CITY,
    tracks=List(TRACK),
    supporter_notes=List(SUPPORTER_NOTE),
    unknowns=List(Text()),
    required=True,
)


def read(path):
    """Return the file as an Item with its reading; raise FileFaultsError with everything that is wrong in it."""
    reading = Reading(path)
    root = FILE.read(reading.compose(), reading, "")
    reading.finish()
    return root, reading


def load(path):
    """Load the file in one transaction and return the Report; raise FileFaultsError, and write nothing, if it is wrong."""
    root, reading = read(path)
    try:
        with transaction.atomic(), acting_as(Role.LOADING), gathered():
            store = Store("process")
            keep_file(store, root)
            make_missing_pages(store.report)
            return store.finish()
    except RefusedError as error:
        reading.stop(error.line, error.reason)


def keep_file(store, root):
    for item in root.sources:
        store["source", item.key] = store.keep(Source, item, {"key": item.key})
    store.keep(DataSet, root.meta)
    if root.alliance:
        keep_alliance(store, root.alliance)
    keep_supporter_notes(store, root.supporter_notes)
    if root.survey:
        keep_survey(store, root.survey)
    keep_topics(store, root.topics)
    keep_editions(store, root.editions)
    keep_choices(store, root.topics, root.editions)
    keep_series(store, root.related_series)
    if root.city:
        keep_city(store, root.city)
    keep_measures(store, root.tracks, root.meta.as_of)
    for position, text in enumerate(root.unknowns, 1):
        store.keep(KnownGap, root.bare("unknowns"), {"text": text}, position=position)
    keep_identity(store, root)


def keep_identity(store, root):
    """Give the site its name, unless it has one that was given by hand."""
    place = root.bare("alliance")
    loaded = store.has_loaded(Identity, place)
    if not loaded and Identity.objects.exists():
        return
    alliance, city = root.alliance, root.city
    store.keep(
        Identity,
        place,
        name="Klimakreise",
        tagline=alliance.name if alliance else "",
        alliance_name=alliance.name if alliance else "",
        city_name=city.name if city else "",
        contact_email=alliance.contact_email if alliance else "",
    )
