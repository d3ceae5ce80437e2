"""What search engines and shared links are told of an event."""

import json
import re

import pytest

from events.models import EventSupport, Session
from klimakreise.alliance.models import Supporter
from tests import make

pytestmark = pytest.mark.django_db


def schema(browser, event):
    page = browser.get(f"/veranstaltungen/{event.slug}/").content.decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return json.loads(data)


def test_an_event_is_described_as_far_as_it_is_known(visitor):
    series = make.series(title="Klimakreise")
    event = make.event(
        slug="k2", series=series, number=2, title="2. Klimakreise", date="2022-05-17", purpose="Gemeinsam **planen**.",
        format="online_then_onsite", capacity_kind="limited", capacity=60,
    )  # fmt: skip
    make.make(Session, event=event, start="15:00", end="18:00", format="online")
    make.make(Session, event=event, kind="networking", place="in:takt", position=1)
    host = Supporter.objects.create(name="Klimabündnis")
    EventSupport.objects.create(event=event, supporter=host, kind="host")
    address = "http://testserver/veranstaltungen/k2/"
    assert schema(visitor, event) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "2. Klimakreise",
        "url": address,
        "description": "Gemeinsam planen.",
        "startDate": "2022-05-17T15:00:00+02:00",
        "endDate": "2022-05-17T18:00:00+02:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [
            {"@type": "VirtualLocation", "name": "online", "url": address},
            {"@type": "Place", "name": "in:takt", "address": "in:takt"},
        ],
        "organizer": [{"@type": "Organization", "name": "Klimabündnis"}],
        "maximumAttendeeCapacity": 60,
        "superEvent": {"@type": "EventSeries", "name": "Klimakreise"},
        "inLanguage": "de",
    }


@pytest.mark.parametrize(
    ("date", "start"), [("2022-05-17", "2022-05-17"), ("2022-05", "2022-05"), ("2022", "2022")]
)
def test_a_start_is_as_exact_as_the_date(visitor, date, start):
    event = make.event(date=date)
    make.make(Session, event=event, start="15:00" if len(date) < 10 else None)
    assert schema(visitor, event)["startDate"] == start
    assert "endDate" not in schema(visitor, event)


def test_an_unknown_date_is_left_out(visitor):
    assert "startDate" not in schema(visitor, make.event(date=None))


def test_a_cancelled_event_is_cancelled_for_search_engines_too(visitor):
    event = make.event(date="2022-05-17")
    event.cancel("Saal gesperrt")
    assert schema(visitor, event)["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_hostile_title_does_not_end_the_script(visitor):
    event = make.event(title="</script><script>alert(1)</script> & <b>")
    assert schema(visitor, event)["name"] == event.title
    assert "<script>alert" not in visitor.get(f"/veranstaltungen/{event.slug}/").content.decode()


def test_a_draft_tells_search_engines_nothing(planner):
    event = make.event(published_at=None)
    page = planner.get(f"/veranstaltungen/{event.slug}/").content.decode()
    assert "ld+json" not in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(
    ("fields", "described"),
    [
        ({"purpose": "Wir *reden* & planen.", "motto": "Los"}, "Wir reden &amp; planen."),
        ({"motto": "Los", "main_topic": "Energie"}, "K, 17. Mai 2022, online: Los"),
        ({"main_topic": "Energie"}, "K, 17. Mai 2022, online: Energie"),
        ({}, "K, 17. Mai 2022, online"),
        ({"date": None, "format": ""}, "K"),
    ],
)
def test_shared_links_describe_the_event(visitor, fields, described):
    event = make.event(**{"title": "K", "date": "2022-05-17", "format": "online", **fields})
    page = visitor.get(f"/veranstaltungen/{event.slug}/").content.decode()
    assert f'<meta name="description" content="{described}">' in page
    assert f'<meta property="og:description" content="{described}">' in page
    assert '<meta property="og:title" content="K">' in page
    assert f'<link rel="canonical" href="http://testserver/veranstaltungen/{event.slug}/">' in page
