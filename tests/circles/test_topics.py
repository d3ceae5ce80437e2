"""A topic lives on across events: at which a circle worked on it, what came of it, what surveys said."""

import pytest

from klimakreise.accounts.models import Department
from surveys.models import Option, Tally, TopicChoice
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def energy():
    return make.topic(slug="energie", title="Energie")


@pytest.fixture
def first(energy):
    """The circle on energy at the first event."""
    event = make.event(slug="erste", title="Erste Runde", date="2021-12-08")
    return make.circle(event, topic=energy, slug="strom", title="Strom und Wärme")


def test_the_list_names_the_events_at_which_a_circle_worked_on_a_topic(visitor, energy, first):
    second = make.event(title="Zweite Runde", date="2022-05-17")
    make.circle(second, topic=energy)
    make.result(first)
    page = words(visitor.get("/en/themen/"))
    assert "Energie Erste Runde · Zweite Runde 1 result" in page


def test_the_list_is_calm_about_many_events(visitor, energy):
    for _number in range(4):
        make.circle(make.event(), topic=energy)
    assert "Energie Worked on in 4 circles no result known" in words(visitor.get("/en/themen/"))


def test_a_topic_that_nobody_worked_on_says_so(visitor, energy):
    assert "Energie No circle has worked on it yet." in words(visitor.get("/en/themen/"))
    page = visitor.get("/en/themen/energie/")
    assert words(page, "circles") == "Circles No circle has worked on this topic yet."
    assert words(page, "choices") == "Why this topic It is not known why it became a topic."
    assert words(page, "measures") == "Measures No measure on this topic is known."
    assert "Demand that it takes up not known" in words(page)


def test_the_list_says_when_there_is_nothing(visitor):
    assert "No topics have been published yet." in words(visitor.get("/en/themen/"))


def test_examples_come_last_and_are_labelled(visitor, energy):
    make.topic(title="Abfall", is_example=True)
    page = words(visitor.get("/en/themen/"))
    assert page.index("Energie") < page.index("Abfall Example")


def test_the_page_shows_the_circles_with_their_results_the_latest_first(visitor, energy, first):
    second = make.event(title="Zweite Runde", date="2022-05-17")
    make.circle(second, topic=energy, title="Energie", guiding_question="Woher kommt der Strom?")
    department = make.make(Department, slug="bauamt", name="Bauamt")
    make.result(
        first,
        kind="commitment",
        text="Das Dach wird geprüft.",
        responsible_department=department,
        due="2022-09",
    )
    assert words(visitor.get("/en/themen/energie/"), "circles") == (
        "Circles "
        "17 May 2022 Energie Zweite Runde Woher kommt der Strom? No result of this circle is known. "
        "8 December 2021 Strom und Wärme Erste Runde "
        "Commitment Das Dach wird geprüft. responsible: Bauamt by September 2022"
    )


def test_of_many_results_the_first_five_are_shown_and_the_rest_is_linked(visitor, first):
    for number in range(7):
        make.result(first, text=f"Ergebnis {number}.", position=number)
    page = visitor.get("/en/themen/energie/")
    section = words(page, "circles")
    assert "Ergebnis 4." in section
    assert "Ergebnis 5." not in section
    assert "All 7 results of this circle" in section
    assert 'href="/en/veranstaltungen/erste/kreise/strom/#results"' in page.content.decode()


def test_the_page_shows_measures_on_the_topic_and_from_its_results_once(visitor, energy, first):
    measure = make.measure(title="Solardächer", topic=energy)
    measure.results.add(make.result(first))
    elsewhere = make.measure(title="Wärmenetz")
    elsewhere.results.add(make.result(first))
    make.report(elsewhere, status="done", date="2023-02")
    section = words(visitor.get("/en/themen/energie/"), "measures")
    assert section == "Measures Solardächer no status known Wärmenetz done"


def test_the_page_links_why_it_was_chosen_and_what_surveys_said(visitor, energy, first):
    TopicChoice.objects.create(event=first.event, topic=energy, note="Am besten bewertet.")
    rejected = make.event(slug="zweite", title="Zweite Runde", date="2022-05-17")
    TopicChoice.objects.create(event=rejected, topic=energy, chosen=False)
    survey = make.survey(slug="befragung", title="Befragung")
    question = make.question(survey, text="Was ist wichtig?", answered_by=122)
    option = Option.objects.create(question=question, number=1, label="Energie", topic=energy)
    Tally.objects.create(results=make.results(survey), option=option, count=93, percent="76.2")
    page = visitor.get("/en/themen/energie/")
    assert words(page, "choices") == (
        "Why this topic "
        "Choice of topics: Zweite Runde not chosen "
        "Choice of topics: Erste Runde chosen Am besten bewertet. "
        "What surveys asked about it Befragung Was ist wichtig? Energie chosen 93 times (76.2 %), n = 122"
    )
    assert 'href="/en/themenwahl/zweite/"' in page.content.decode()


def test_counts_of_a_survey_wait_for_its_results(visitor, energy):
    survey = make.survey(title="Befragung")
    option = Option.objects.create(question=make.question(survey), number=1, label="Energie", topic=energy)
    Tally.objects.create(results=make.results(survey, published_at=None), option=option, count=93)
    section = words(visitor.get("/en/themen/energie/"), "choices")
    assert "Befragung Welche? Energie" in section
    assert "93" not in section


def test_a_draft_is_seen_by_the_planning_team_alone(visitor, planner):
    make.topic(slug="neu", title="Neues Thema", published_at=None)
    assert visitor.get("/themen/neu/").status_code == 404
    assert "Neues Thema" not in words(visitor.get("/en/themen/"))
    assert "Draft: only visible to the planning team" in planner.get("/en/themen/neu/").content.decode()
    assert "Neues Thema draft" in words(planner.get("/en/themen/"))


@pytest.mark.parametrize("hidden", ["event", "circle", "result", "measure"])
def test_no_draft_shows_on_a_topic(visitor, planner, energy, hidden):
    draft = {hidden: {"published_at": None}}
    event = make.event(title="Geheime Runde", date="2022-05-17", **draft.get("event", {}))
    circle = make.circle(event, topic=energy, title="Geheimer Kreis", **draft.get("circle", {}))
    result = make.result(circle, text="Geheimes Ergebnis.", **draft.get("result", {}))
    measure = make.measure(title="Geheime Maßnahme", **draft.get("measure", {}))
    measure.results.add(result)
    secret = {
        "event": ["Geheime Runde", "Geheimer Kreis", "Geheimes Ergebnis"],
        "circle": ["Geheimer Kreis", "Geheimes Ergebnis"],
        "result": ["Geheimes Ergebnis"],
        "measure": ["Geheime Maßnahme"],
    }[hidden]
    for address in ("/en/themen/", "/en/themen/energie/"):
        seen = visitor.get(address).content.decode()
        assert [word for word in secret if word in seen] == []
    everything = planner.get("/en/themen/energie/").content.decode()
    assert [word for word in secret if word not in everything] == []


def test_real_topics_say_at_which_editions_they_were_worked_on(visitor, process):
    page = words(visitor.get("/en/themen/"))
    assert "Mobilität 1. Klimakreise Magdeburgs · 2. Klimakreise Magdeburgs no result known" in page
    assert "Beteiligung 1. Klimakreise Magdeburgs no result known" in page
    assert words(visitor.get("/en/themen/mobilitaet/"), "circles") == (
        "Circles 17 May 2022 Mobilität 2. Klimakreise Magdeburgs No result of this circle is known. "
        "8 December 2021 Mobilität 1. Klimakreise Magdeburgs No result of this circle is known."
    )


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_takes_two_queries(visitor, django_assert_num_queries, count):
    for _number in range(count):
        make.result(make.circle(make.event()))
    visitor.get("/impressum/")
    with django_assert_num_queries(2):
        visitor.get("/themen/")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_takes_eleven_queries(visitor, django_assert_num_queries, energy, count):
    energy.demand = make.demand()
    energy.save()
    survey = make.survey()
    results = make.results(survey)
    for number in range(count):
        circle = make.circle(make.event(date="2022"), topic=energy)
        measure = make.measure(topic=energy)
        measure.results.add(make.result(circle, responsible_group=make.group()))
        make.report(measure)
        TopicChoice.objects.create(event=circle.event, topic=energy)
        option = Option.objects.create(
            question=make.question(survey), number=number, label="Energie", topic=energy
        )
        Tally.objects.create(results=results, option=option, count=1)
    visitor.get("/themen/")
    with django_assert_num_queries(11):
        visitor.get("/themen/energie/")
