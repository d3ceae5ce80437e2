"""The review of the years: who reported, answered, decided and met when."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from klimakreise.publishing.partial_dates import PartialDate
from klimakreise.site.models import CityFact
from tests import make
from tests.pages import has_section, moments, words

pytestmark = pytest.mark.django_db


def test_the_overview_counts_each_year_by_voice(visitor):
    measure = make.measure()
    for voice, date in (
        ("city", "2022-05-17"),
        ("city", "2022-05"),
        ("board", "2022"),
        ("alliance", "2023-01-01"),
        ("council", "2023-12-31"),
    ):
        make.report(measure, voice=voice, date=date)
    make.statement(event=make.event(date="2022-05-17"), date="2022-05-06")
    make.make(CityFact, kind="goal", title="Ziel", decided=PartialDate("2019-09-19"))
    assert words(visitor.get("/en/bilanz/"), "years") == (
        "Years 2023 Reports: alliance 1 · city council 1 "
        "2022 Reports: city 2 · climate advisory board 1 1 statement of the city 1 event "
        "2019 1 decision"
    )


def test_a_year_without_any_row_is_not_invented(visitor):
    make.report(make.measure(), date="2021-12-31")
    make.report(make.measure(), date="2023-01-01")
    assert "2022" not in words(visitor.get("/en/bilanz/"))
    assert visitor.get("/bilanz/2022/").status_code == 404
    assert visitor.get("/bilanz/2021/").status_code == 200
    page = visitor.get("/bilanz/2021/").content.decode()
    assert 'rel="next" href="/bilanz/2023/"' in page
    assert 'rel="prev"' not in page


@pytest.mark.parametrize("year", ["0", "1", "9999", "10000", "99999999999999999999"])
def test_senseless_years_are_not_found(visitor, year):
    make.report(make.measure(), date="2021-12-31")
    assert visitor.get(f"/bilanz/{year}/").status_code == 404


def test_reports_without_a_date_belong_to_no_year(visitor):
    measure = make.measure(title="Bilanz veröffentlichen")
    make.report(measure, voice="alliance", text="Liegt intern vor.")
    make.report(measure, date="2022", text="Liegt vor.")
    page = visitor.get("/en/bilanz/")
    assert "Reports: city 1" in words(page, "years")
    assert "alliance" not in words(page, "years")
    assert "date not known Alliance open Bilanz veröffentlichen Liegt intern vor." in words(page, "undated")
    assert "intern" not in visitor.get("/en/bilanz/2022/").content.decode()


def test_a_year_tells_everything_by_date_and_no_invented_day(visitor):
    measure = make.measure(title="Klimabeirat")
    make.report(measure, date="2023-05", voice="council", status="postponed", text="Vertagt.")
    make.report(measure, date="2023-05-04", status="in_progress", percent=80, text="Fast fertig.")
    make.report(measure, date="2023", voice="board", text="Irgendwann.")
    make.event(title="8. Klimagespräche", date="2023-05-04", main_topic="Tempo")
    response = visitor.get("/en/bilanz/2023/")
    assert moments(response) == [
        "2023 Climate advisory board open Klimabeirat Irgendwann.",
        "May 2023 City council postponed Klimabeirat Vertagt.",
        "4 May 2023 8. Klimagespräche Tempo City in progress Klimabeirat 80 % done Fast fertig.",
    ]
    assert "2023-05-31" not in response.content.decode()


def test_contested_reports_are_called_so(visitor, process):
    day = next(moment for moment in moments(visitor.get("/en/bilanz/2023/")) if "4 May" in moment)
    assert "City in progress disputed Klimaschutzzentrum (Masterplan-Maßnahme E 1.1) 80 % done" in day
    assert "as passed on by: alliance" in day
    assert "Alliance denied" in day
    assert "contests: City, 4 May 2023, as passed on by: alliance" in day


def test_what_was_decided_and_done_stands_first(visitor):
    measure = make.measure(title="Klimabeirat")
    make.report(measure, date="2024-07-29", status="done")
    make.report(measure, date="2024-03-01", status="delayed")
    make.make(CityFact, kind="plan", title="Konzept", decided=PartialDate("2024-12"), decided_by="Stadtrat")
    assert words(visitor.get("/en/bilanz/2024/"), "achieved") == (
        "Decided and done 29 July 2024 Klimabeirat done City December 2024 Konzept decided Stadtrat"
    )


def test_a_year_in_which_nothing_came_about_says_so(visitor):
    make.report(make.measure(), date="2024-03-01", status="delayed")
    assert "No decision and nothing finished is recorded for this year." in words(
        visitor.get("/en/bilanz/2024/"), "achieved"
    )


def test_the_citys_word_on_the_second_edition_is_part_of_2022(visitor, process):
    day = next(moment for moment in moments(visitor.get("/en/bilanz/2022/")) if moment.startswith("6 May"))
    assert "2. Klimakreise Magdeburgs City administration, Beigeordneter" in day
    assert "Summed up from the source, not the wording." in day
    assert "Klimabündnis Magdeburg" in day


def test_statements_on_results_and_measures_name_what_they_are_on(visitor):
    event = make.event()
    result = make.result(make.circle(event), text="Radwege bauen.")
    make.statement(result=result, date="2020-01-01", text="Gern.")
    make.statement(measure=make.measure(title="Radweg"), date="2020-01-02", text="Bald.")
    first, second = moments(visitor.get("/en/bilanz/2020/"))
    assert "Radwege bauen. City administration" in first
    assert "Radweg City administration" in second


def test_the_example_is_no_part_of_it(visitor):
    measure = make.measure(is_example=True)
    event = make.event(date="2020-05-17", is_example=True)
    make.report(measure, date="2021-01-01", text="Beispielbericht")
    make.report(measure, text="Beispielbericht")
    make.statement(measure=measure, date="2022-01-01", is_example=True)
    page = visitor.get("/en/bilanz/")
    assert words(page, "years") == "Years Nothing is recorded yet."
    assert not has_section(page, "undated")
    for year in (2020, 2021, 2022):
        assert visitor.get(f"/bilanz/{year}/").status_code == 404
    assert event.date.year == 2020


def test_drafts_are_seen_by_the_planning_team_only_and_called_so(visitor, planner):
    make.report(make.measure(title="Geheimsache", published_at=None), date="2021-01-01")
    make.event(title="Geheimtreffen", date="2021-02-01", published_at=None)
    make.statement(event=make.event(), date="2021-03-01", text="Geheimwort", published_at=None)
    assert visitor.get("/bilanz/2021/").status_code == 404
    assert "2021" not in words(visitor.get("/bilanz/"))
    seen = moments(planner.get("/en/bilanz/2021/"))
    assert [("Geheim" in moment, "draft" in moment) for moment in seen] == [(True, True)] * 3


def test_an_event_that_lies_ahead_is_not_reviewed_yet(visitor):
    make.event(title="Kommt noch", date="2030-06-01")
    with time_machine.travel(datetime.datetime(2030, 5, 31, 12, tzinfo=datetime.UTC)):
        assert visitor.get("/bilanz/2030/").status_code == 404
    with time_machine.travel(datetime.datetime(2030, 6, 2, 12, tzinfo=datetime.UTC)):
        assert "Kommt noch" in words(visitor.get("/bilanz/2030/"))


def test_a_cancelled_event_is_called_so(visitor):
    make.event(date="2020-05", cancelled_at=timezone.now(), cancellation_reason="Sturm", title="Treffen")
    assert moments(visitor.get("/en/bilanz/2020/")) == ["May 2020 Treffen cancelled"]


def happened(count):
    """Everything that a year can hold, `count` times, with and without a date; the first of each has a source."""
    source, measure, circle = make.source(), make.measure(), make.circle(make.event(date="2023-05-04"))
    for number in range(count):
        things = [make.report(measure, date="2023-05-04"), make.report(measure)]
        for subject in ({"event": circle.event}, {"measure": measure}, {"result": make.result(circle)}):
            things += [make.statement(date="2023-05-05", **subject), make.statement(**subject)]
        decided = {"decided": PartialDate("2023"), "decided_by": "Rat"}
        things.append(make.make(CityFact, kind="rule", title=f"Regel {number}", **decided))
        if number == 0:
            for thing in things:
                thing.sources.add(source)
        make.event(series=circle.event.series, date="2023-05-04")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_overview_costs_the_same_for_any_number_of_rows(visitor, django_assert_num_queries, count):
    happened(count)
    visitor.get("/bilanz/")
    with django_assert_num_queries(6):
        visitor.get("/bilanz/")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_year_costs_the_same_for_any_number_of_rows(visitor, django_assert_num_queries, count):
    happened(count)
    visitor.get("/bilanz/2023/")
    with django_assert_num_queries(8):
        visitor.get("/bilanz/2023/")
