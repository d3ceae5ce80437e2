"""The plenary: all circles of an event on the screen in the room."""

import pytest

from klimakreise.accounts.models import Department
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make.event(slug="erste", title="Erste Runde", date="2021-12-08")


def test_all_circles_stand_on_one_page_each_at_its_anchor(visitor, event):
    bus = make.circle(event, slug="bus", title="Bus", position=2)
    make.circle(event, slug="strom", title="Strom", position=1, guiding_question="Woher?")
    office = make.make(Department, slug="bauamt", name="Bauamt")
    make.result(bus, kind="idea", text="Ein Sonntag ohne Autos.")
    make.result(bus, kind="commitment", text="Plan liegt vor.", responsible_department=office, due="2022-03")
    page = visitor.get("/en/veranstaltungen/erste/plenum/")
    assert words(page).endswith(
        "Plenary 8 December 2021 Erste Runde Strom Bus "
        "Circle 1 of 2 Strom Woher? No result of this circle is known. Overview "
        "Circle 2 of 2 Bus Commitments Plan liegt vor. responsible: Bauamt by March 2022 "
        "Ideas Ein Sonntag ohne Autos. Overview"
    )
    for anchor in ('href="#strom"', 'id="strom"', 'href="#bus"', 'id="bus"'):
        assert anchor in page.content.decode()


def test_an_event_without_circles_says_so(visitor, event):
    assert "No circles of this event are known." in words(visitor.get("/en/veranstaltungen/erste/plenum/"))


def test_a_plenary_of_a_draft_is_for_the_planning_team(visitor, planner, event):
    event.withdraw()
    assert visitor.get("/veranstaltungen/erste/plenum/").status_code == 404
    page = planner.get("/en/veranstaltungen/erste/plenum/")
    assert "Draft: only visible to the planning team" in page.content.decode()


def test_draft_circles_and_results_are_shown_to_the_planning_team_alone(visitor, planner, event):
    circle = make.circle(event, title="Strom")
    make.result(circle, text="Geheimes Ergebnis.", published_at=None)
    make.circle(event, title="Geheimer Kreis", published_at=None)
    assert "Geheim" not in visitor.get("/veranstaltungen/erste/plenum/").content.decode()
    seen = words(planner.get("/en/veranstaltungen/erste/plenum/"))
    assert "Geheimes Ergebnis. nobody responsible yet draft" in seen
    assert "draft Geheimer Kreis" in seen


def test_the_real_plenary_says_that_no_results_are_known(visitor, process):
    page = words(visitor.get("/en/veranstaltungen/klimakreise-1/plenum/"))
    assert page.count("No result of this circle is known.") == 5


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_takes_three_queries(visitor, django_assert_num_queries, event, count):
    for _number in range(count):
        make.result(make.circle(event), responsible_group=make.group())
    visitor.get("/themen/")
    with django_assert_num_queries(3):
        visitor.get("/veranstaltungen/erste/plenum/")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_on_the_big_screen_a_circle_fills_the_screen_and_its_letters_are_large(live_server, browser):
    event = make.event(slug="erste", date="2021-12-08")
    for slug in ("strom", "bus"):
        circle = make.circle(event, slug=slug, title=slug.title())
        for _number in range(3):
            make.result(circle, text="Die Dächer der Schulen werden bis März geprüft.")
    page = browser.new_page(viewport={"width": 1920, "height": 1080}, reduced_motion="reduce")
    page.goto(f"{live_server.url}/veranstaltungen/erste/plenum/#bus")
    page.wait_for_function(
        "document.getElementById('bus').getBoundingClientRect().top <= 20"
    )  # has scrolled there
    measured = page.evaluate(
        """() => {
            const section = document.getElementById("bus");
            const text = section.querySelector(".result > p");
            return {
                height: Math.round(section.getBoundingClientRect().height),
                letters: parseFloat(getComputedStyle(text).fontSize),
                overflow: document.documentElement.scrollWidth - innerWidth,
            };
        }"""
    )
    page.context.close()
    assert measured["height"] >= 1080
    assert measured["letters"] >= 28
    assert measured["overflow"] <= 0
