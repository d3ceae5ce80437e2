"""Makes the example, or brings it up to date."""

import datetime

from django.db import transaction
from django.utils import timezone

from events.models import Event, EventSeries, Session
from klimakreise.publishing.acting import Role, acting_as
from klimakreise.publishing.history import gathered
from klimakreise.publishing.partial_dates import PartialDate
from klimakreise.site.example import PREFIX
from klimakreise.site.example.agenda import keep_coming_agenda
from klimakreise.site.example.asking import keep_open_survey
from klimakreise.site.example.choice import keep_coming_choice
from klimakreise.site.example.circles import keep_coming_circles
from klimakreise.site.example.event import keep_event
from klimakreise.site.example.live import keep_open_room, keep_past_room
from klimakreise.site.example.outcome import keep_circles, keep_comments, keep_measures, keep_statements
from klimakreise.site.example.registrations import PLACES, keep_registrations
from klimakreise.site.example.stage import HERE, clock, keep_alliance, keep_survey, keep_topics
from klimakreise.site.loading.store import Store

AHEAD = datetime.timedelta(weeks=8)
WEDNESDAY = 2


@transaction.atomic
@acting_as(Role.LOADING)
@gathered()
def make_example():
    """Make what is missing of the example and return the Report; raise RefusedError where something is in its way."""
    store = Store("example", is_example=True)
    keep_alliance(store)
    keep_topics(store)
    keep_survey(store)
    series = store.keep(
        EventSeries,
        HERE,
        {"slug": PREFIX.strip("-")},
        title="Beispiel",
        description="Frei erfunden: So sieht eine Klimakreise aus, deren Ergebnisse weiterverfolgt werden.",
        position=900,
    )
    event = keep_event(store, series)
    keep_past_room(event)
    keep_circles(store, event)
    keep_measures(store)
    keep_statements(store, event)
    keep_comments(store)
    keep_upcoming(store, series)
    keep_draft(store, series)
    return store.finish()


def keep_upcoming(store, series):
    """Keep the next event: on a Wednesday some weeks ahead, until that has passed."""
    slug = f"{PREFIX}2"
    known = Event.objects.filter(slug=slug).upcoming().first()
    ahead = timezone.localdate() + AHEAD
    ahead += datetime.timedelta(days=(WEDNESDAY - ahead.weekday()) % 7)
    event = store.keep(
        Event,
        HERE,
        {"slug": slug},
        series=series,
        number=2,
        title="Beispiel: 2. Klimakreise in Musterstadt",
        motto="Was ist daraus geworden?",
        date=known.date if known else PartialDate.of(ahead),
        format=Event.Format.HYBRID,
        capacity_kind=Event.Capacity.LIMITED,
        capacity=PLACES,
        purpose="Diese Einladung ist **frei erfunden**. Sie zeigt, wie eine kommende Klimakreise angekündigt wird.",
        scope="Nachfragen, was aus den Vereinbarungen geworden ist, und neue treffen.",
    )
    times = {"start": clock("17:00"), "end": clock("20:00"), "place": "Bürgerhaus am Musterplatz und online"}
    session = {"position": 1, "format": Session.Format.HYBRID, **times}
    store.keep_list(Session, [(HERE, session)], event, owner=event, event=event)
    keep_coming_agenda(store, event)
    keep_open_survey(store, event)
    keep_registrations(store, event)
    keep_coming_choice(store, event)
    keep_coming_circles(store, event)
    keep_open_room(event)


def keep_draft(store, series):
    """Keep an event that only the planning team sees."""
    store.keep(
        Event,
        HERE,
        {"slug": f"{PREFIX}3"},
        publish=False,
        series=series,
        number=3,
        title="Beispiel: 3. Klimakreise in Musterstadt",
        purpose="Dieser Entwurf ist **frei erfunden**. Nur das Planungsteam sieht ihn.",
        capacity_kind=Event.Capacity.UNKNOWN,
    )
