"""A result of a circle: its wording, who acts by when, what the city says, what was taken up; and its whole thread."""

import pytest

from klimakreise.accounts.models import Department
from surveys.models import TopicChoice, TopicReason
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle():
    demand = make.demand(title="Mehr Busse", text="Alle zehn Minuten.", number=3)
    topic = make.topic(slug="verkehr", title="Verkehr", demand=demand)
    event = make.event(
        slug="erste", title="Erste Runde", date="2021-12-08", motto="Los!", topic_reasons=["Viel gewünscht"]
    )
    return make.circle(
        event, topic=topic, slug="bus", title="Bus und Bahn", guiding_question="Wie dicht ist der Takt?"
    )


@pytest.fixture
def result(circle):
    return make.result(circle, kind="agreement", text="Der Takt wird dichter.")


def at(result):
    return f"/en/ergebnisse/{result.pk}/"


def whole(result):
    return f"/en/faden/{result.pk}/"


def test_a_short_result_is_its_own_heading(visitor, result):
    page = visitor.get(at(result))
    assert '<h1 lang="de">Der Takt wird dichter.</h1>' in page.content.decode()
    assert (
        "Kind Agreement Circle Bus und Bahn Erste Runde, 8 December 2021 Topic Verkehr "
        "Responsible nobody yet By when not fixed"
    ) in words(page)


def test_a_long_result_is_headed_by_its_kind_and_circle(visitor, circle):
    result = make.result(circle, kind="open_question", text="Wer bezahlt den Takt? " * 10)
    page = visitor.get(at(result))
    assert '<h1>Open question: <span lang="de">Bus und Bahn</span></h1>' in page.content.decode()
    assert words(page).count("Wer bezahlt den Takt?") >= 10


def test_the_page_says_who_acts_by_when(visitor, circle):
    office = make.make(Department, slug="bauamt", name="Bauamt")
    by_office = make.result(circle, responsible_department=office, due="2022-03")
    by_group = make.result(circle, responsible_group=make.group(slug="adfc", name="ADFC"), due="2022-03-01")
    assert "Responsible Bauamt By when March 2022" in words(visitor.get(at(by_office)))
    page = visitor.get(at(by_group))
    assert "Responsible ADFC By when 1 March 2022" in words(page)
    assert 'href="/en/buendnis/gruppen/adfc/"' in page.content.decode()


def test_a_group_whose_page_is_a_draft_is_not_named(visitor, planner, circle):
    group = make.group(name="Neue Gruppe", published_at=None)
    result = make.result(circle, responsible_group=group)
    assert "Responsible a group of the alliance" in words(visitor.get(at(result)))
    assert "Neue Gruppe" not in visitor.get(at(result)).content.decode()
    assert "Responsible Neue Gruppe" in words(planner.get(at(result)))


def test_the_citys_word_and_the_measures_stand_below(visitor, result):
    statement = make.statement(result=result, date="2022-01-15", role="Amtsleitung", text="Wir prüfen das.")
    statement.sources.add(make.source(publisher="Rathaus"))
    measure = make.measure(title="Takt")
    measure.results.add(result)
    make.report(measure, status="done", date="2022-05")
    page = visitor.get(at(result))
    assert words(page, "statements") == (
        "Statements of the city City administration, Amtsleitung, 15 January 2022 Wir prüfen das. Source: Rathaus"
    )
    assert words(page, "measures") == "Measures Takt done"


def test_where_nobody_answered_or_took_it_up_the_page_says_so(visitor, result):
    page = visitor.get(at(result))
    assert words(page, "statements") == (
        "Statements of the city No statement of the city on this result is known."
    )
    assert words(page, "measures") == ("Measures It is not known that this result was taken up as a measure.")


def test_the_way_back_leads_to_the_circle_and_the_event(visitor, result):
    page = visitor.get(at(result)).content.decode()
    assert 'href="/en/veranstaltungen/erste/"' in page
    assert 'href="/en/veranstaltungen/erste/kreise/bus/"' in page
    assert f'href="/en/faden/{result.pk}/"' in page


def test_the_whole_thread_says_each_station_in_its_own_words(visitor, circle, result):
    event = circle.event
    make.event(series=event.series, number=event.number + 100, title="Nächste Runde", date="2022")
    survey = make.survey(title="Befragung", purpose="Wünsche kennenlernen", used_for="Wahl der Themen")
    survey.placements.create(agenda_item=make.agenda_item(event))
    choice = TopicChoice.objects.create(event=event, topic=circle.topic, note="Weit vorn.")
    TopicReason.objects.create(
        choice=choice,
        kind="emission_share",
        value="28.9",
        unit="%",
        year=2019,
        source=make.source(publisher="Bilanz"),
    )
    make.statement(result=result, date="2022-01-15", text="Wir prüfen das.")
    measure = make.measure(title="Takt")
    measure.results.add(result)
    make.report(measure, status="planned", date="2022-03", text="Für den Sommer vorgesehen.")
    make.statement(measure=measure, text="Das Geld ist da.")
    page = words(visitor.get(whole(result)))
    assert page[page.index("Demand Mehr") :] == (
        "Demand Mehr Busse " + str(circle.topic.demand.demand_set) + " Alle zehn Minuten. "
        "Survey Befragung Wünsche kennenlernen Used for: Wahl der Themen "
        "Choice of topics Verkehr Viel gewünscht Weit vorn. Share of emissions 28.9 % (2019) Source: Bilanz "
        "Event Erste Runde 8 December 2021 Los! "
        "Circle Bus und Bahn Wie dicht ist der Takt? Facilitator: not known "
        "Result Der Takt wird dichter. Agreement nobody responsible yet "
        "Statements of the city City administration, 15 January 2022 Wir prüfen das. "
        "on “Takt” City administration, date not known Das Geld ist da. "
        "Measure Takt planned Für den Sommer vorgesehen. City, March 2022 "
        "Next event Nächste Runde"
    )


def test_the_whole_thread_says_where_nothing_is_known(visitor):
    result = make.result(make.circle(make.event(title="Runde", date="2021")), text="Nur das.")
    page = words(visitor.get(whole(result)))
    assert page[page.index("Demand not") :].startswith(
        "Demand not known Survey not known Choice of topics Thema "
    )
    assert "reasons not known" in page
    assert page.endswith("Statement of the city not known Measure not known Next event not known")


@pytest.mark.parametrize("hidden", ["event", "topic", "circle", "result"])
def test_a_draft_is_404_for_all_but_the_planning_team(visitor, participant, planner, result, hidden):
    circle = result.circle
    {"event": circle.event, "topic": circle.topic, "circle": circle, "result": result}[hidden].withdraw()
    for address in (at(result), whole(result)):
        assert visitor.get(address).status_code == 404
        assert participant.get(address).status_code == 404
        assert "Draft: only visible to the planning team" in planner.get(address).content.decode()


@pytest.mark.parametrize("hidden", ["statement", "measure"])
def test_no_draft_shows_on_a_result_or_its_thread(visitor, planner, result, hidden):
    draft = {"published_at": None}
    measure = make.measure(title="Geheimes Vorhaben", **(draft if hidden == "measure" else {}))
    measure.results.add(result)
    make.report(measure, text="Geheimer Sachstand.")
    make.statement(result=result, text="Geheimes Wort.", **(draft if hidden == "statement" else {}))
    secret = {"statement": "Geheimes Wort.", "measure": "Geheimes Vorhaben"}[hidden]
    for address in (at(result), whole(result)):
        assert secret not in visitor.get(address).content.decode()
        assert secret in planner.get(address).content.decode()


def test_a_number_without_a_result_is_not_found(visitor):
    assert visitor.get("/ergebnisse/4711/").status_code == 404
    assert visitor.get("/faden/4711/").status_code == 404
    assert visitor.get("/ergebnisse/99999999999999999999/").status_code == 404


def fill(result, count):
    for _number in range(count):
        make.statement(result=result).sources.add(make.source())
        measure = make.measure(demand=make.demand())
        measure.results.add(result)
        make.report(measure)
        make.statement(measure=measure).sources.add(make.source())
        survey = make.survey()
        survey.placements.create(agenda_item=make.agenda_item(result.circle.event))
    choice = TopicChoice.objects.create(event=result.circle.event, topic=result.circle.topic)
    for number in range(count):
        TopicReason.objects.create(choice=choice, kind="other", text=f"Grund {number}", source=make.source())


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_takes_six_queries_and_the_whole_thread_twelve(
    visitor, django_assert_num_queries, result, count
):
    fill(result, count)
    visitor.get("/themen/")
    with django_assert_num_queries(6):
        visitor.get(f"/ergebnisse/{result.pk}/")
    with django_assert_num_queries(12):
        visitor.get(f"/faden/{result.pk}/")
