"""The red thread: from the demand to the next event, linked where something is known, and said where nothing is."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from events.reading import read_event
from klimakreise.site.thread import chain_of
from surveys.models import Option, SurveyPlacement, TopicChoice
from tests import make
from tests.pages import stations

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()


class Way:
    """A whole way through the process: one thing at each station."""

    def __init__(self, **hidden):
        """`hidden` may name what stays a draft: `event`, `circle`, `result`, `measure`, `statement`, `survey`, `topic`."""
        series = make.series()
        unseen = {name: {"published_at": None} for name in hidden}
        self.demand = make.demand(slug="busse", title="Mehr Busse", number=1)
        self.topic = make.topic(
            slug="verkehr", title="Verkehr", demand=self.demand, **unseen.get("topic", {})
        )
        self.event = make.event(
            series=series,
            number=1,
            slug="erste",
            title="Erste Runde",
            date="2021-12-08",
            **unseen.get("event", {}),
        )
        self.next = make.event(series=series, number=2, slug="zweite", title="Zweite Runde", date="2022-05")
        self.survey = make.survey(slug="befragung", title="Befragung", **unseen.get("survey", {}))
        SurveyPlacement.objects.create(survey=self.survey, agenda_item=make.agenda_item(self.event))
        TopicChoice.objects.create(event=self.event, topic=self.topic)
        self.circle = make.circle(
            self.event, slug="bus", title="Bus und Bahn", topic=self.topic, **unseen.get("circle", {})
        )
        self.result = make.result(self.circle, text="Der Takt wird dichter.", **unseen.get("result", {}))
        self.measure = make.measure(
            slug="takt", title="Takt", demand=self.demand, topic=self.topic, **unseen.get("measure", {})
        )
        self.measure.results.add(self.result)
        make.report(self.measure, status="in_progress", date="2022-03")
        self.statement = make.statement(result=self.result, date="2022-01-15", **unseen.get("statement", {}))

    def add(self, count):
        """`count` further circles at the event, each with a result, a measure and a statement on them."""
        for _number in range(count):
            circle = make.circle(self.event, topic=self.topic)
            result = make.result(circle)
            measure = make.measure(demand=self.demand, topic=self.topic)
            measure.results.add(result, self.result)
            self.measure.results.add(result)
            make.statement(result=result)
            make.statement(measure=measure)
            SurveyPlacement.objects.create(survey=make.survey(), agenda_item=make.agenda_item(self.event))


@pytest.fixture
def way():
    return Way()


def addresses(way):
    return {
        "event": "veranstaltungen/erste/",
        "circle": "veranstaltungen/erste/kreise/bus/",
        "result": f"ergebnisse/{way.result.pk}/",
        "measure": "massnahmen/takt/",
        "demand": "forderungen/busse/",
        "survey": "umfragen/befragung/",
        "topic": "themen/verkehr/",
    }


WHOLE = [
    "Demand (reached) Mehr Busse",
    "Survey (reached) Befragung",
    "Choice of topics (reached) Verkehr",
    "Event (reached) Erste Runde Dec. 8, 2021",
    "Circle (reached) Bus und Bahn",
    "Result (reached) Der Takt wird dichter. agreement",
    "Statement of the city (reached) Der Takt wird dichter.",
    "Measure (reached) Takt in progress",
    "Next event (reached) Zweite Runde",
]
STATIONS = {"demand": 0, "survey": 1, "topic": 2, "event": 3, "circle": 4, "result": 5, "measure": 7}


@pytest.mark.parametrize("kind", STATIONS)
def test_each_thing_of_the_process_shows_the_whole_way_and_where_it_stands(visitor, way, kind):
    expected = list(WHOLE)
    expected[STATIONS[kind]] = expected[STATIONS[kind]].replace("(reached)", "(you are here)")
    if kind == "result":  # what is on the result itself is named by its date
        expected[6] = "Statement of the city (reached) Jan. 15, 2022"
    assert stations(visitor.get(f"/en/{addresses(way)[kind]}")) == expected


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
    found = {link for address in addresses(way).values() for link in links(visitor.get(f"/{address}"))}
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
        "Events (reached) Erste Runde Dec. 8, 2021 Dritte Runde 2023",
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


# What is not known, and what is still to come


def test_after_a_past_event_a_gap_is_said_to_be_unknown(visitor):
    make.event(slug="allein", title="Allein", date="2021-12-08")
    assert stations(visitor.get("/en/veranstaltungen/allein/")) == [
        "Demand (open) not known",
        "Survey (open) not known",
        "Choice of topics (open) not known",
        "Event (you are here) Allein Dec. 8, 2021",
        "Circle (open) not known",
        "Result (open) not known",
        "Statement of the city (open) not known",
        "Measure (open) not known",
        "Next event (open) not known",
    ]


def test_before_an_event_what_follows_from_it_is_still_to_come(visitor):
    make.event(slug="bald", title="Bald", date="2999-12")
    assert stations(visitor.get("/en/veranstaltungen/bald/")) == [
        "Demand (open) not known",
        "Survey (open) not known",
        "Choice of topics (open) still to come",
        "Event (you are here) Bald December 2999",
        "Circle (open) still to come",
        "Result (open) still to come",
        "Statement of the city (open) still to come",
        "Measure (open) still to come",
        "Next event (open) not known",
    ]


def test_a_circle_of_an_event_that_lies_ahead_waits_for_its_results(visitor):
    event = make.event(slug="bald", date="2999")
    make.circle(event, slug="k", title="Kreis")
    assert stations(visitor.get("/en/veranstaltungen/bald/kreise/k/"))[5:8] == [
        "Result (open) still to come",
        "Statement of the city (open) still to come",
        "Measure (open) still to come",
    ]


def test_a_cancelled_event_has_no_circles_to_wait_for(visitor):
    event = make.event(slug="aus", title="Aus", date="2999")
    event.cancel("Sturm")
    assert stations(visitor.get("/en/veranstaltungen/aus/"))[3:7] == [
        "Event (you are here) Aus cancelled",
        "Circle (open) cancelled",
        "Result (open) cancelled",
        "Statement of the city (open) not known",
    ]


def test_an_event_without_a_date_is_neither_past_nor_ahead(visitor):
    make.event(slug="irgendwann", title="Irgendwann")
    seen = stations(visitor.get("/en/veranstaltungen/irgendwann/"))
    assert seen[3:5] == ["Event (you are here) Irgendwann date not known", "Circle (open) not known"]


def test_topics_that_are_chosen_before_there_are_circles_are_a_choice(visitor):
    event = make.event(slug="bald", date="2999")
    for title in ("Energie", "Verkehr"):
        TopicChoice.objects.create(event=event, topic=make.topic(title=title))
    TopicChoice.objects.create(event=event, topic=make.topic(title="Lärm"), chosen=False)
    assert stations(visitor.get("/en/veranstaltungen/bald/"))[2] == "Choice of topics (reached) 2 topics"


def test_a_survey_that_asked_about_a_demand_belongs_to_its_thread(visitor):
    demand = make.demand(slug="busse", title="Mehr Busse")
    question = make.question(make.survey(slug="u", title="Umfrage"))
    Option.objects.create(question=question, number=1, label="Busse", demand=demand)
    assert stations(visitor.get("/en/forderungen/busse/"))[1] == "Survey (reached) Umfrage"
    assert stations(visitor.get("/en/umfragen/u/"))[0] == "Demand (reached) Mehr Busse"


def test_a_disputed_measure_says_so(visitor, way):
    city = make.report(way.measure, voice="city", status="done", date="2023-01-01")
    make.report(way.measure, voice="alliance", status="contested", date="2023-01-02", contests=city)
    assert stations(visitor.get("/en/veranstaltungen/erste/"))[7] == "Measure (reached) Takt disputed"


# The real process, with its gaps


def test_the_first_real_edition(visitor, process):
    assert stations(visitor.get("/en/veranstaltungen/klimakreise-1/")) == [
        "Demand (open) not known",
        "Survey (reached) Befragung unter den Mitgliedern des Bündnisses zur künftigen Zusammenarbeit",
        "Choice of topics (reached) 5 topics",
        "Event (you are here) 1. Klimakreise Magdeburgs Dec. 8, 2021",
        "Circles (reached) Mobilität Energie Stadtentwicklung and 2 more",
        "Result (open) not known",
        "Statement of the city (open) not known",
        "Measure (open) not known",
        "Next event (reached) 2. Klimakreise Magdeburgs",
    ]


def test_the_second_real_edition_has_the_citys_word_between_gaps(visitor, process):
    assert stations(visitor.get("/en/veranstaltungen/klimakreise-2/")) == [
        "Demand (open) not known",
        "Survey (open) not known",
        "Choice of topics (reached) 5 topics",
        "Event (you are here) 2. Klimakreise Magdeburgs May 17, 2022",
        "Circles (reached) Stadtgrün Mobilität Ernährung & Landwirtschaft and 2 more",
        "Result (open) not known",
        "Statement of the city (reached) May 6, 2022",
        "Measure (open) not known",
        "Next event (open) none found",
    ]


def test_a_real_circle_leads_on_though_its_results_are_not_known(visitor, process):
    assert stations(visitor.get("/en/veranstaltungen/klimakreise-1/kreise/k1-mobilitaet/"))[2:] == [
        "Choice of topics (reached) Mobilität",
        "Event (reached) 1. Klimakreise Magdeburgs Dec. 8, 2021",
        "Circle (you are here) Mobilität",
        "Result (open) not known",
        "Statement of the city (open) not known",
        "Measure (open) not known",
        "Next event (reached) 2. Klimakreise Magdeburgs",
    ]


def test_a_real_topic_of_both_editions(visitor, process):
    assert stations(visitor.get("/en/themen/mobilitaet/"))[2:5] == [
        "Choice of topics (you are here) Mobilität",
        "Events (reached) 1. Klimakreise Magdeburgs Dec. 8, 2021 2. Klimakreise Magdeburgs May 17, 2022",
        "Circles (reached) Mobilität 1. Klimakreise Magdeburgs Mobilität 2. Klimakreise Magdeburgs",
    ]


def test_a_real_measure_has_a_demand_and_no_result_that_it_came_from(visitor, process):
    assert stations(visitor.get("/en/massnahmen/klimaschutzzentrum/")) == [
        "Demand (reached) Masterplan transparent machen, eng auswerten, auf 2035 erweitern",
        "Survey (open) not known",
        "Choice of topics (open) not known",
        "Event (open) not known",
        "Circle (open) not known",
        "Result (open) not known",
        "Statement of the city (open) not known",
        "Measure (you are here) Klimaschutzzentrum (Masterplan-Maßnahme E 1.1) disputed",
        "Next event (open) not known",
    ]


def test_a_real_demand_leads_to_its_three_measures(visitor, process):
    assert stations(visitor.get("/en/forderungen/transparenz-masterplan/"))[7] == (
        "Measures (reached) CO2-Bilanz veröffentlichen und fortschreiben open "
        "Klimaschutzzentrum (Masterplan-Maßnahme E 1.1) disputed "
        "Reduktionspfade je Sektor festlegen demanded"
    )


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
        assert stations(visitor.get(f"/en/{addresses(way)[kind]}"))[0] == "Demand (open) not known"


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
