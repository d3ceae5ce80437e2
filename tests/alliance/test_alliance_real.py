"""The real alliance, its groups and demands, as the pages show them."""

import pytest

from klimakreise.alliance.models import Demand
from tests.pages import words

pytestmark = pytest.mark.usefixtures("process")


def test_the_founding_has_day_time_and_place(visitor):
    page = words(visitor.get("/en/buendnis/"))
    assert (
        "Founded 15 July 2021, at 16:30 Alter Markt, vor dem Rathaus (Pause der Stadtratssitzung) "
        "Source: Klimabündnis Magdeburg Volksstimme"
    ) in page
    assert "Working groups not known Planning team not known" in page


def test_how_many_groups_there_are_is_said_by_each_source_and_24_are_listed(visitor):
    section = words(visitor.get("/en/buendnis/"), "groups")
    assert (
        "15 July 2021 mehr als 40 Source: Klimabündnis Magdeburg Volksstimme "
        "August 2021 50 zum Zeitpunkt der Befragung Source: Klimabündnis Magdeburg (Abschrift readkong) "
        "24 August 2021 mehr als 50 Source: Volksstimme (24.08.2021, Anriss) "
        "2022 54 (Ende 2022, Monat nicht genannt) Source: DATEs Magdeburg "
        "14 January 2024 über 50 Source: Klimabündnis Magdeburg"
    ) in section
    assert "24 groups are listed here by name. The list is not complete." in section


def test_the_groups_stand_by_field_and_one_has_none(visitor):
    page = words(visitor.get("/en/buendnis/gruppen/"))
    assert (
        "Climate Extinction Rebellion Magdeburg Fridays for Future Magdeburg Oldies for Future Magdeburg"
        in page
    )
    assert page.endswith("field not known BÜNSA")
    assert "keine Angabe der Quelle" in page


def test_a_group_shows_how_well_it_is_known_and_what_it_gave(visitor):
    page = visitor.get("/en/buendnis/gruppen/intakt/")
    assert "in:takt: 47.5 % (58 of 122 who answered this question)" in words(page, "surveys")
    assert "17 May 2022 2. Klimakreise Magdeburgs venue" in words(page, "support")


def test_supporters_have_their_kinds_and_a_sourced_note(visitor):
    section = words(visitor.get("/en/buendnis/"), "supporters")
    assert (
        "RENN.mitte 1. Klimakreise Magdeburgs: cooperation, money "
        "2. Klimakreise Magdeburgs: kind not named "
        "Eine von vier regionalen Netzstellen seit 2016; ab 2024 neue Struktur (RENN e. V.) Source: Netzwerk Zukunft"
    ) in section
    assert "erfahrene Moderator*innen (Organisation nicht genannt)" in section
    assert "Klimabonus" not in section


def test_the_demands_carry_the_date_of_their_version(visitor):
    page = words(visitor.get("/en/forderungen/"))
    assert "Version Fassung vom 09.07.2021 Date 9 July 2021" in page
    assert "Addressed to Stadt Magdeburg (Verwaltung und Stadtrat)" in page
    assert page.count("No measure on it is known.") == 3


def test_each_demand_has_a_page_and_the_first_has_three_measures(visitor):
    for demand in Demand.objects.all():
        assert demand.title in words(visitor.get(f"/forderungen/{demand.slug}/"))
    section = words(visitor.get("/en/forderungen/transparenz-masterplan/"), "measures")
    assert section == (
        "What became of it 21 October 2024 CO2-Bilanz veröffentlichen und fortschreiben open "
        "7 June 2023 Klimaschutzzentrum (Masterplan-Maßnahme E 1.1) urged again disputed "
        "7 June 2023 Reduktionspfade je Sektor festlegen demanded"
    )
