"""The red thread: from the demand to the next event, linked where something is known, and said where nothing is."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from events.reading import read_event
from klimakreise.site.thread import chain_of
from tests import make
from tests.pages import stations
from tests.way import Way

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()


@pytest.fixture
def way():
    return Way()


WHOLE = [
    "Demand (reached) Mehr Busse",
    "Survey (reached) Befragung",
    "Choice of topics (reached) Verkehr",
    "Event (reached) Erste Runde 8 December 2021",
    "Circle (reached) Bus und Bahn",
    "Result (reached) Der Takt wird dichter. agreement",
    "Statement of the city (reached) on “Der Takt wird dichter.”",
    "Measure (reached) Takt in progress",
    "Next event (reached) Zweite Runde",
]
STATIONS = {"demand": 0, "survey": 1, "topic": 2, "event": 3, "circle": 4, "result": 5, "measure": 7}


@pytest.mark.parametrize("kind", STATIONS)
def test_each_thing_of_the_process_shows_the_whole_way_and_where_it_stands(visitor, way, kind):
    expected = list(WHOLE)
    expected[STATIONS[kind]] = expected[STATIONS[kind]].replace("(reached)", "(you are here)")
    if kind == "result":  # what is on the result itself is named by its date
        expected[6] = "Statement of the city (reached) 15 January 2022"
    assert stations(visitor.get(f"/en/{way.addresses()[kind]}")) == expected


def links(response):
    """The addresses that the thread leads to."""
    thread = re.search(r'<ol class="thread">.*?</ol>', response.content.decode(), re.DOTALL)[0]
    return re.findall(r'href="([^"]+)"', thread)


def test_each_station_leads_to_its_page_but_the_one_that_is_open_here(visitor, way):
    assert links(visitor.get("/veranstaltungen/erste/")) == [
        "/forderungen/busse/",
        "/umfragen/befragung/",
        "/themenwahl/erste/",
        "/veranstaltungen/erste/kreise/bus/",
        f"/ergebnisse/{way.result.pk}/",
        f"/ergebnisse/{way.result.pk}/",
        "/massnahmen/takt/",
        "/veranstaltungen/zweite/",
    ]
    assert links(visitor.get(f"/ergebnisse/{way.result.pk}/"))[5] == (
        f"/ergebnisse/{way.result.pk}/#stellungnahme-{way.statement.pk}"
    )


def test_all_links_of_the_thread_lead_somewhere(visitor, way):
    way.add(4)
    found = {link for address in way.addresses().values() for link in links(visitor.get(f"/{address}"))}
    assert {link: visitor.get(link).status_code for link in found} == dict.fromkeys(found, 200)


def test_more_than_three_things_are_counted_and_their_list_is_linked(visitor, way):
    way.add(4)
    page = visitor.get("/en/veranstaltungen/erste/")
    circles, results = stations(page)[4:6]
    assert circles.startswith("Circles (reached) Bus und Bahn Kreis ")
    assert circles.endswith(" and 2 more")
    assert results == (
        "Results (reached) Der Takt wird dichter. agreement Wir treffen uns wieder. agreement "
        "Wir treffen uns wieder. agreement and 2 more"
    )
    assert links(page).count("/en/veranstaltungen/erste/plenum/") == 2


def test_two_things_at_a_station_are_both_named(visitor, way):
    later = make.event(series=way.event.series, number=3, slug="dritte", title="Dritte Runde", date="2023")
    make.circle(later, slug="bahn", title="Bahn", topic=way.topic)
    assert stations(visitor.get("/en/themen/verkehr/"))[3:5] == [
        "Events (reached) Erste Runde 8 December 2021 Dritte Runde 2023",
        "Circles (reached) Bus und Bahn Erste Runde Bahn Dritte Runde",
    ]


def test_a_screen_reader_hears_a_list_with_the_state_of_each_station(visitor, way):
    page = visitor.get("/en/veranstaltungen/erste/").content.decode()
    thread = re.search(r'<nav class="thread-band.*?</nav>', page, re.DOTALL)[0]
    assert 'aria-label="The red thread"' in thread
    assert thread.count('<li class="is-') == 9
    assert thread.count('aria-current="step"') == 1
    assert '<a class="thread__title" href="/en/forderungen/busse/" lang="de">Mehr Busse</a>' in thread


def test_on_another_page_than_its_own_the_event_is_linked_like_the_rest(way):
    drawn = draw("{% thread thing here=False %}", way.event)
    assert "you are here" not in drawn
    assert 'href="/veranstaltungen/erste/"' in drawn


def draw(tag, thing, user=NOBODY):
    request = RequestFactory().get("/")
    request.user = user
    with translation.override("de"):
        return Template("{% load thread %}" + tag).render(Context({"request": request, "thing": thing}))


def test_a_disputed_measure_says_so(visitor, way):
    city = make.report(way.measure, voice="city", status="done", date="2023-01-01")
    make.report(way.measure, voice="alliance", status="contested", date="2023-01-02", contests=city)
    assert stations(visitor.get("/en/veranstaltungen/erste/"))[7] == "Measure (reached) Takt disputed"


# Drafts

GAPS = {  # what a draft leaves open on the page of the event, by station
    "circle": {4: "Circle (open) not known", 5: "Result (open) not known", 7: "Measure (open) not known"},
    "result": {5: "Result (open) not known", 6: "Statement of the city (open) not known"},
    "measure": {7: "Measure (open) not known"},
    "statement": {6: "Statement of the city (open) not known"},
    "survey": {1: "Survey (open) not known"},
}


@pytest.mark.parametrize("hidden", GAPS)
def test_a_draft_leaves_a_gap_for_everyone_but_the_planning_team(visitor, planner, hidden):
    Way(**{hidden: True})
    seen = stations(visitor.get("/en/veranstaltungen/erste/"))
    for place, gap in GAPS[hidden].items():
        assert seen[place] == gap
    whole = [station.replace("Event (reached)", "Event (you are here)") for station in WHOLE]
    if hidden == "statement":
        whole[6] += " draft"
    assert stations(planner.get("/en/veranstaltungen/erste/")) == whole


def test_the_next_edition_is_named_once_it_is_published(visitor, way):
    way.next.withdraw()
    assert stations(visitor.get("/en/veranstaltungen/erste/"))[8] == "Next event (open) not known"


def test_a_topic_that_is_a_draft_is_not_named_and_hides_its_circles(visitor):
    Way(topic=True)
    for address in ("veranstaltungen/erste/", "massnahmen/takt/"):
        seen = stations(visitor.get(f"/en/{address}"))
        assert seen[4] == "Circle (open) not known"
        assert "Verkehr" not in " ".join(seen)


def test_a_demand_of_a_set_that_is_a_draft_is_not_named(visitor, way):
    way.demand.demand_set.withdraw()
    for kind in set(STATIONS) - {"demand"}:
        assert stations(visitor.get(f"/en/{way.addresses()[kind]}"))[0] == "Demand (open) not known"


# Figures

# For a row that was fetched by itself; what a page has fetched already is not fetched again.
QUERIES = {"event": 6, "circle": 7, "result": 8, "measure": 6, "demand": 9, "survey": 5, "topic": 8}


@pytest.mark.parametrize("count", [1, 3, 300])
@pytest.mark.parametrize("kind", QUERIES)
def test_a_thread_costs_few_queries_however_much_there_is(django_assert_num_queries, way, kind, count):
    way.add(count - 1)
    thing = getattr(way, kind)
    thing = type(thing).objects.get(pk=thing.pk)
    with django_assert_num_queries(QUERIES[kind]):
        chain_of(thing, NOBODY)


def test_the_event_page_has_all_that_the_thread_needs(django_assert_num_queries, way):
    way.add(3)
    event = read_event("erste", NOBODY)
    with django_assert_num_queries(0):
        draw("{% thread thing %}", event)
