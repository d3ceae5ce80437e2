"""The list of measures narrows by status, topic, department and demand, without script, and bears any nonsense."""

import pytest

from klimakreise.accounts.models import Department
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db


def titles(response):
    return [measure.title for measure in response.context["page_obj"]]


@pytest.fixture
def city():
    return Department.objects.create(slug="umweltamt", name="Umweltamt")


@pytest.fixture
def three(city):
    """Trams are planned, roofs are disputed, trees are unreported."""
    trams = make.measure(title="Bahnen", topic=make.topic(slug="verkehr"), demand=make.demand(slug="takt"))
    make.report(trams, date="2024", status="planned")
    roofs = make.measure(title="Dächer", topic=make.topic(slug="energie"), department=city)
    said = make.report(roofs, date="2025-03", status="in_progress", percent=40)
    make.report(roofs, date="2025-04", voice="alliance", status="contested", contests=said)
    make.measure(title="Bäume", demand=make.demand(slug="gruen"))


def test_without_a_filter_what_was_reported_on_last_comes_first(visitor, three):
    assert titles(visitor.get("/massnahmen/")) == ["Dächer", "Bahnen", "Bäume"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=planned", ["Bahnen"]),
        ("status=disputed", ["Dächer"]),
        ("status=contested", ["Dächer"]),
        ("topic=verkehr", ["Bahnen"]),
        ("department=umweltamt", ["Dächer"]),
        ("demand=gruen", ["Bäume"]),
        ("status=planned&topic=verkehr&demand=takt", ["Bahnen"]),
        ("status=planned&topic=energie", []),
        ("status=&topic=&department=&demand=", ["Dächer", "Bahnen", "Bäume"]),
    ],
)
def test_filters_narrow_the_list(visitor, three, query, found):
    assert titles(visitor.get(f"/massnahmen/?{query}")) == found


def test_a_filter_that_nothing_fits_says_so_and_leads_back(visitor, three):
    page = visitor.get("/en/massnahmen/?status=planned&topic=energie")
    assert "No measure fits this filter." in words(page)
    assert '<a href="/en/massnahmen/">All measures</a>' in page.content.decode()


@pytest.mark.parametrize("name", ["status", "topic", "department", "demand"])
@pytest.mark.parametrize(
    "value", ["quatsch", "0", "done", "%00", "a" * 3000, "'%20OR%201=1--", "%F0%9F%8C%B1", "%FF"]
)
def test_a_senseless_value_is_said_at_its_field_and_does_not_narrow(visitor, three, name, value):
    page = visitor.get(f"/en/massnahmen/?{name}={value}")
    assert page.status_code == 200
    assert titles(page) == ["Dächer", "Bahnen", "Bäume"]
    assert words(page).count("There is no such value here; the list is not filtered by it.") == 1
    assert f'id="id_{name}_error"' in page.content.decode()


def test_a_senseless_value_leaves_the_other_filters_working(visitor, three):
    assert titles(visitor.get("/massnahmen/?status=quatsch&topic=verkehr")) == ["Bahnen"]


@pytest.mark.parametrize(
    "query", ["page=abc", "page=-1", "page=99999999999999999999", "page=", "x=y", "status=planned&status="]
)
def test_other_nonsense_shows_the_list(visitor, three, query):
    assert titles(visitor.get(f"/massnahmen/?{query}")) == ["Dächer", "Bahnen", "Bäume"]


def test_only_what_occurs_is_offered(visitor, three):
    make.topic(slug="leer", title="Ohne Maßnahme")
    make.measure(topic=make.topic(title="Thema eines Entwurfs"), published_at=None)
    page = visitor.get("/massnahmen/").content.decode()
    assert "Ohne Maßnahme" not in page
    assert "Thema eines Entwurfs" not in page
    assert '<option value="operating">' not in page
    assert '<option value="disputed">' in page


def test_a_filter_that_could_not_find_anything_is_not_there(visitor):
    make.measure(title="Allein")
    page = visitor.get("/massnahmen/").content.decode()
    assert "<form" not in page
    assert "Allein" in page


def test_two_versions_of_a_demand_are_one_choice(visitor):
    old = make.demand(
        slug="takt", title="Alter Takt", demand_set=make.make(make.DemandSet, label="A", date="2021")
    )
    new = make.demand(
        slug="takt", title="Neuer Takt", demand_set=make.make(make.DemandSet, label="B", date="2024")
    )
    make.measure(title="Alt", demand=old)
    make.measure(title="Neu", demand=new)
    page = visitor.get("/massnahmen/?demand=takt")
    assert titles(page) == ["Alt", "Neu"]
    assert page.content.decode().count('<option value="takt"') == 1
    assert "Neuer Takt</option>" in page.content.decode()


def test_the_list_shows_how_a_measure_stands_and_what_it_belongs_to(visitor, city):
    measure = make.measure(
        title="Dächer", topic=make.topic(title="Energie"), demand=make.demand(number=4), department=city,
        assessment="disputed", assessment_date="2026-11-22",
    )  # fmt: skip
    said = make.report(
        measure, date="2025-03", status="in_progress", percent=40, reported_by="alliance", text="Begonnen."
    )
    make.report(measure, date="2025-04-02", voice="alliance", status="contested", contests=said, text="Nein.")
    assert (
        "2 April 2025 Dächer denied disputed Alliance: Nein. "
        "40 % done City, March 2025, as passed on by: alliance "
        "Assessment of the planning team, 22 November 2026: disputed Energie Demand 4 Umweltamt"
    ) in words(visitor.get("/en/massnahmen/"))


def test_examples_are_called_examples_and_come_last(visitor):
    make.report(make.measure(title="Erfunden", is_example=True), date="2026-01-01")
    make.report(make.measure(title="Echt"), date="2020")
    page = visitor.get("/en/massnahmen/")
    assert titles(page) == ["Echt", "Erfunden"]
    assert page.content.decode().count('<span class="example">Example</span>') == 1


def test_no_measures_at_all_is_said(visitor):
    assert "No measures have been published yet." in words(visitor.get("/en/massnahmen/"))


def test_many_measures_come_in_pages_that_keep_the_filter(visitor):
    for number in range(31):
        make.report(make.measure(title=f"Nummer {number}"), status="planned")
    first = visitor.get("/massnahmen/?status=planned")
    assert len(titles(first)) == 30
    assert 'href="?status=planned&amp;page=2"' in first.content.decode()
    assert len(titles(visitor.get("/massnahmen/?status=planned&page=2"))) == 1


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_costs_the_same_with_many(visitor, city, count, django_assert_num_queries):
    for _ in range(count):
        measure = make.measure(topic=make.topic(), demand=make.demand(), department=city)
        said = make.report(measure, date="2025-03", percent=40)
        make.report(measure, date="2025-04", voice="alliance", contests=said)
    visitor.get("/impressum/")
    with django_assert_num_queries(8):
        visitor.get("/massnahmen/")
