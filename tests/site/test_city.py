"""The city: what it decided, who works on it, what the figures say, and where sources disagree."""

import pytest

from klimakreise.accounts.models import Department, FormerName
from klimakreise.publishing.partial_dates import PartialDate
from klimakreise.site.models import (
    CityFact,
    CityFactDetail,
    ContradictingStatement,
    Contradiction,
    Figure,
)
from tests import make
from tests.pages import has_section, words

pytestmark = pytest.mark.django_db
ADDRESS = "/en/stadt-und-klima/"


def test_the_goal_stands_with_who_decided_it_when_and_where_it_is_written(visitor, process):
    assert (
        "Goal CO2-neutral bis 2035 Decided 19 September 2019, Stadtrat Document Deklaration 'Klimaschutz umsetzen, "
        "Klimakrise bewältigen!' Source: Landeshauptstadt Magdeburg MDR Sachsen-Anhalt"
        in words(visitor.get(ADDRESS), "goals")
    )


def test_the_plan_stands_with_its_targets(visitor, process):
    assert (
        "Plan Masterplan 100 % Klimaschutz minus 95 % Treibhausgase bis 2050 gegen 1990 "
        "minus 50 % Endenergie bis 2050 gegen 1990 Decided 18 January 2018"
        in words(visitor.get(ADDRESS), "goals")
    )


def test_council_papers_are_named_by_their_numbers(visitor, process):
    section = words(visitor.get(ADDRESS), "taking-part")
    assert "Beteiligung mit Wirkung Decided 7 December 2023 Council paper DS0557/23" in section
    assert "Number of the tender 30-ZV-0003/26" in section
    assert "April 2024" in section
    assert "2024-04-01" not in visitor.get(ADDRESS).content.decode()


def test_a_renamed_office_shows_its_former_name(visitor, process):
    offices = words(visitor.get(ADDRESS), "departments")
    assert "Stabsstelle Klima formerly: Stabsstelle Klimaschutz Klimaschutz, Geschäftsführung" in offices
    assert "(Dezernat VI) found under this name since May 2022" in offices
    assert "Allgemeine Verwaltung found under this name in September 2021" in offices


def test_a_former_name_with_an_end_and_without_one(visitor):
    office = make.make(Department, slug="a", name="Amt für Neues")
    make.make(FormerName, department=office, name="Amt für Altes", until=PartialDate("2019"))
    make.make(FormerName, department=office, name="Uraltamt")
    offices = words(visitor.get(ADDRESS), "departments")
    assert "Amt für Neues formerly: Amt für Altes (until 2019) formerly: Uraltamt" in offices


def test_every_figure_has_its_value_year_and_source(visitor, process):
    figures = words(visitor.get(ADDRESS), "figures")
    assert "Pro-Kopf-Emissionen 5.1 t CO2e 2019 Klimabündnis Magdeburg" in figures
    assert "Anteil Verkehr an den bilanzierten Emissionen 28.9 % 2019" in figures
    assert "Haushalte je Jahr 2.5 % year not known Netzwerk Zukunft" in figures
    assert visitor.get(ADDRESS).content.decode().count('scope="row"') == 7


def test_contradicting_statements_stand_side_by_side_each_with_its_source(visitor, process):
    assert words(visitor.get(ADDRESS), "contradictions").endswith(
        "seit 1990 etwa halbiert Source: Landeshauptstadt Magdeburg "
        "rund zwei Drittel weniger als 1990 Source: Landeshauptstadt Magdeburg (Anriss)"
    )
    assert '<div class="voices">' in visitor.get(ADDRESS).content.decode()


def test_the_influence_of_the_city_is_told_with_what_is_not_broken_down(visitor, process):
    assert "welche, ist nicht aufgeschlüsselt" in words(visitor.get(ADDRESS), "emissions")


def test_a_figure_without_a_source_says_so(visitor):
    make.make(Figure, label="Bäume", value=1200, unit="Stück")
    assert "Bäume 1,200 Stück year not known not known" in words(visitor.get(ADDRESS), "figures")


def test_a_fact_with_nothing_but_a_title_shows_no_empty_rows(visitor):
    make.make(CityFact, kind="goal", title="Klimaneutral")
    make.make(CityFact, kind="rule", title="Prüfung", decided_by="Stadtrat")
    assert words(visitor.get(ADDRESS), "goals") == (
        "Goal, plan and rules Goal Klimaneutral Rule Prüfung Decided date not known, Stadtrat"
    )


def test_the_office_that_the_example_invents_is_no_office_of_the_city(visitor):
    invented = make.make(Department, slug="erfunden", name="Erfundenes Amt")
    make.measure(department=invented, is_example=True)
    real = make.make(Department, slug="echt", name="Umweltamt")
    make.measure(department=real)
    assert (
        words(visitor.get(ADDRESS), "departments") == "Offices and committees Umweltamt No source is given."
    )


def test_of_a_city_of_which_nothing_is_recorded_that_is_said(visitor):
    response = visitor.get(ADDRESS)
    page = words(response)
    for sentence in (
        "No goal, plan or rule of the city is recorded.",
        "Nothing is recorded on how to take part in the city's planning.",
        "No emissions balance is recorded.",
        "No figures are recorded yet.",
        "No offices are recorded yet.",
    ):
        assert sentence in page
    assert not has_section(response, "contradictions")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_it_costs_the_same_for_any_number_of_facts(visitor, django_assert_num_queries, count):
    source = make.source()
    for number in range(count):
        fact = make.make(CityFact, kind="rule", title=f"Regel {number}")
        make.make(CityFactDetail, fact=fact, label="Seit", date=PartialDate("2020"))
        figure = make.make(Figure, label=f"Zahl {number}", value=1, unit="t")
        office = make.make(Department, slug=f"amt-{number}", name=f"Amt {number}")
        make.make(FormerName, department=office, name="Früher")
        contradiction = make.make(Contradiction, title=f"Frage {number}")
        make.make(ContradictingStatement, contradiction=contradiction, text="So.", source=source)
        for thing in (fact, figure, office):
            thing.sources.add(source)
    visitor.get(ADDRESS)
    with django_assert_num_queries(11):
        visitor.get(ADDRESS)
