"""The four real measures with their contradicting history, as the pages show them."""

import pytest

from tests.pages import moments, words

pytestmark = pytest.mark.usefixtures("process")


def test_the_two_reports_of_4_may_2023_on_the_centre_stand_side_by_side(visitor):
    page = visitor.get("/en/massnahmen/klimaschutzzentrum/")
    [both] = [moment for moment in moments(page) if "4 May 2023" in moment]
    assert both.startswith(
        "4 May 2023 Disputed: the voices contradict each other. City in progress disputed 80 % done"
    )
    assert "Laut Masterplanbericht zu 80 % abgeschlossen (Wiedergabe durch das Bündnis)" in both
    assert "as passed on by: alliance" in both
    assert "Alliance denied Kein Zentrum sichtbar; eigener Aktionstag als Ersatz" in both
    assert both.count("Source: Klimabündnis Magdeburg") == 2


def test_the_centre_is_disputed_and_urged_again_since(visitor):
    page = words(visitor.get("/en/massnahmen/klimaschutzzentrum/"))
    assert "Newest report urged again disputed Alliance, 7 June 2023" in page
    assert "Progress 80 % done disputed City, 4 May 2023, as passed on by: alliance" in page
    assert "Assessment of the planning team disputed As of 22 November 2026" in page
    assert "Number in the city's climate plan E 1.1" in page


def test_of_a_plan_for_2020_only_the_year_is_shown(visitor):
    page = visitor.get("/massnahmen/klimaschutzzentrum/")
    assert moments(page)[0].startswith("2020 ")
    assert '<time datetime="2020">2020</time>' in page.content.decode()
    assert "31. Dezember" not in words(page)


def test_the_other_three_are_not_disputed(visitor):
    listed = visitor.get("/en/massnahmen/?status=disputed")
    assert [measure.slug for measure in listed.context["page_obj"]] == ["klimaschutzzentrum"]
    for slug in ("klimabeirat", "co2-bilanz", "reduktionspfade"):
        assert "disputed" not in visitor.get(f"/en/massnahmen/{slug}/").content.decode().lower()


def test_voices_that_differ_on_one_day_without_contesting_stand_one_after_the_other(visitor):
    page = visitor.get("/en/massnahmen/reduktionspfade/")
    first, second = moments(page)[:2]
    assert first.startswith("26 September 2022 City declined Stabsstelle sieht keinen Mehrwert")
    assert second.startswith("26 September 2022 Alliance demanded Für Transparenz")


def test_the_first_report_on_the_emissions_balance_has_no_date_and_says_so(visitor):
    page = visitor.get("/en/massnahmen/co2-bilanz/")
    assert moments(page)[0].startswith("date not known Alliance demanded Bilanz liegt intern vor")
    assert [moment.split(" City")[0].split(" Alliance")[0] for moment in moments(page)[1:]] == [
        "4 July 2022",
        "8 November 2022",
        "21 October 2024",
    ]


def test_the_council_adjourned_in_may_2023_on_no_known_day(visitor):
    page = visitor.get("/massnahmen/klimabeirat/")
    [adjourned] = [moment for moment in moments(page) if "Gründungsbeschluss vertagt" in moment]
    assert adjourned.startswith("Mai 2023 ")
    assert "31." not in words(page)


def test_the_advisory_board_speaks_with_a_voice_of_its_own(visitor):
    last = moments(visitor.get("/en/massnahmen/klimabeirat/"))[-1]
    assert last.startswith("21 October 2024 Climate advisory board operating Erste Arbeitssitzung")


def test_from_which_results_they_came_is_not_known(visitor):
    for slug in ("klimabeirat", "klimaschutzzentrum", "co2-bilanz", "reduktionspfade"):
        page = words(visitor.get(f"/en/massnahmen/{slug}/"), "results")
        assert page == "Results it came from It is not known from which results of a circle it came."


def test_the_filter_offers_no_topic_and_no_department_where_none_is_known(visitor):
    page = visitor.get("/en/massnahmen/")
    assert list(page.context["form"].fields) == ["status", "demand"]
