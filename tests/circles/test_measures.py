"""A measure is followed: who reports what on it, who contradicts whom, and what the team makes of it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests import make
from tests.pages import moments, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    """The climate centre, of which the city says that it is nearly done and the alliance that it is not there."""
    centre = make.measure(slug="zentrum", title="Klimaschutzzentrum")
    make.report(centre, date="2022-02-17", voice="city", status="not_started", text="Kein Zeitplan.")
    city = make.report(
        centre, date="2023-05-04", voice="city", status="in_progress", percent=80,
        reported_by="alliance", text="Zu 80 % fertig.", key="stadt",
    )  # fmt: skip
    make.report(
        centre, date="2023-05-04", position=1, voice="alliance", contests=city, status="contested",
        text="Kein Zentrum sichtbar.",
    )  # fmt: skip
    return centre


def test_contested_reports_stand_side_by_side(visitor, centre):
    page = visitor.get("/en/massnahmen/zentrum/")
    first, second = moments(page)
    assert first == "17 February 2022 City not started Kein Zeitplan."
    assert second == (
        "4 May 2023 Disputed: the voices contradict each other. "
        "City in progress disputed 80 % done Zu 80 % fertig. as passed on by: alliance "
        "Alliance denied Kein Zentrum sichtbar. contests: City, 4 May 2023, as passed on by: alliance"
    )


def test_a_dispute_ends_when_the_contested_voice_reports_anew(visitor, centre):
    make.report(centre, date="2024-01-10", voice="city", status="delayed", text="Es dauert.")
    page = visitor.get("/en/massnahmen/zentrum/")
    assert "Was disputed: the contested voice has reported anew since." in moments(page)[1]
    assert "Newest report delayed City, 10 January 2024" in words(page)
    assert "Progress 80 % done City, 4 May 2023" in words(page)
    assert " disputed" not in words(visitor.get("/en/massnahmen/"))


def test_a_newer_report_of_another_voice_does_not_end_it(visitor, centre):
    make.report(centre, date="2023-06-07", voice="alliance", status="urged", text="Weiter nicht da.")
    assert "Newest report urged again disputed Alliance, 7 June 2023" in words(
        visitor.get("/en/massnahmen/zentrum/")
    )


def test_a_dispute_over_several_days_is_one_place_and_each_voice_has_its_date(visitor):
    measure = make.measure(slug="m")
    city = make.report(measure, date="2024-03-01", status="done", text="Fertig.")
    make.report(measure, date="2024-03-20", voice="council", status="decided", text="Beschluss.")
    make.report(measure, date="2024-05", voice="alliance", contests=city, status="contested", text="Nein.")
    first, second = moments(visitor.get("/en/massnahmen/m/"))
    assert first == (
        "several dates Disputed: the voices contradict each other. City done disputed 1 March 2024 Fertig. "
        "Alliance denied May 2024 Nein. contests: City, 1 March 2024"
    )
    assert second == "20 March 2024 City council decided Beschluss."


def test_voices_that_contest_each_other_in_a_ring_are_shown_once(visitor):
    measure = make.measure(slug="m")
    city = make.report(measure, date="2024-03-01", status="done", text="Fertig.")
    alliance = make.report(
        measure, date="2024-03-02", voice="alliance", contests=city, status="contested", text="Nein."
    )
    city.contests = alliance
    city.save()
    [moment] = moments(visitor.get("/en/massnahmen/m/"))
    assert moment.count("Fertig.") == moment.count("Nein.") == 1


def test_a_report_without_a_date_comes_first_and_says_so(visitor):
    measure = make.measure(slug="m")
    make.report(measure, date="2022-07-04", text="Teils.")
    make.report(measure, voice="alliance", status="demanded", text="Gefordert.")
    page = visitor.get("/en/massnahmen/m/")
    assert moments(page) == ["date not known Alliance demanded Gefordert.", "4 July 2022 City open Teils."]
    assert page.content.decode().count('class="is-undated"') == 1


def test_only_what_is_known_of_a_date_is_shown(visitor):
    measure = make.measure(slug="m")
    make.report(measure, date="2020", text="Geplant.")
    make.report(measure, date="2023-05", text="Vertagt.")
    page = visitor.get("/massnahmen/m/")
    assert '<time datetime="2020">2020</time>' in page.content.decode()
    assert '<time datetime="2023-05">Mai 2023</time>' in page.content.decode()
    assert "31." not in words(page)


def test_what_is_not_known_is_said(visitor):
    make.measure(slug="m", title="Neues")
    page = words(visitor.get("/en/massnahmen/m/"))
    assert "Newest report no status known Assessment of the planning team none yet" in page
    assert (
        "Demand not known Topic not known Department not known Number in the city's climate plan not known"
        in page
    )
    assert "Nothing has been reported on it yet." in page
    assert "It is not known from which results of a circle it came." in page
    assert "No statement of the city on this measure is known." in page


def test_the_teams_assessment_is_dated_and_called_its_own(visitor):
    make.measure(slug="m", assessment="partial", assessment_date="2026-11-22", assessment_note="Nur halb.")
    page = words(visitor.get("/en/massnahmen/m/"))
    assert "Assessment of the planning team partly done As of 22 November 2026 Nur halb." in page
    assert "Assessment of the planning team, 22 November 2026: partly done" in words(
        visitor.get("/en/massnahmen/")
    )


def test_where_it_comes_from_and_what_the_city_says(visitor):
    circle = make.circle(make.event(title="3. Klimakreise"), title="Kreis Energie")
    measure = make.measure(
        slug="m", demand=make.demand(number=7, title="Mehr Sonne"), topic=make.topic(title="Energie")
    )
    measure.results.add(make.result(circle, text="Solardächer melden."))
    statement = make.statement(
        measure=measure, role="Umweltamt", date="2025-02", text="Wir prüfen.", is_gist=True
    )
    statement.sources.add(make.source(publisher="Ratsportal"))
    page = visitor.get("/en/massnahmen/m/")
    assert (
        words(page, "results")
        == "Results it came from Agreement Solardächer melden. Kreis Energie 3. Klimakreise"
    )
    assert words(page, "statements") == (
        "Statements of the city City administration, Umweltamt, February 2025 Wir prüfen. "
        "Summed up from the source, not the wording. Source: Ratsportal"
    )
    assert "7. Mehr Sonne" in words(page)
    assert f'id="stellungnahme-{statement.pk}"' in page.content.decode()


def test_a_measure_shows_nothing_of_drafts_that_it_belongs_to(visitor, planner):
    secret = {"published_at": None}
    demand_set = make.make(make.DemandSet, label="Geheime Fassung", **secret)
    measure = make.measure(
        slug="m",
        topic=make.topic(title="Geheimes Thema", **secret),
        demand=make.demand(demand_set=demand_set, title="Geheime Forderung"),
    )
    measure.results.add(make.result(make.circle(make.event()), text="Geheimes Ergebnis", **secret))
    make.statement(measure=measure, text="Geheimes Wort", **secret)
    for address in ("/massnahmen/m/", "/massnahmen/", "/massnahmen/?topic=x&demand=y"):
        assert "Geheim" not in visitor.get(address).content.decode()
    assert planner.get("/massnahmen/m/").content.decode().count("Geheim") >= 4


def test_a_draft_is_not_found_and_the_planner_sees_that_it_is_one(visitor, planner):
    make.measure(slug="m", title="Entwurf", published_at=None)
    make.measure(slug="n", title="Bald", published_at=timezone.now() + datetime.timedelta(days=1))
    assert visitor.get("/massnahmen/m/").status_code == 404
    assert visitor.get("/massnahmen/n/").status_code == 404
    assert 'class="draft-banner"' in planner.get("/massnahmen/m/").content.decode()
    assert "Entwurf" not in words(visitor.get("/massnahmen/"))


def test_script_in_a_text_stays_text(visitor):
    measure = make.measure(
        slug="m", title="<script>alert(1)</script>", description="<img src=x onerror=alert(1)>"
    )
    make.report(measure, text="<script>alert(2)</script>")
    for address in ("/massnahmen/m/", "/massnahmen/"):
        page = visitor.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_measure_costs_the_same_however_much_was_reported(visitor, count, django_assert_num_queries):
    measure = make.measure(slug="m", demand=make.demand(), topic=make.topic())
    for number in range(count):
        reported = make.report(measure, date=f"{1900 + number}")
        contesting = make.report(measure, date=f"{1900 + number}", voice="alliance", contests=reported)
        contesting.sources.add(make.source())
    for _ in range(min(count, 30)):
        measure.results.add(make.result(make.circle(make.event())))
        make.statement(measure=measure).sources.add(make.source())
    visitor.get("/impressum/")
    with django_assert_num_queries(10):
        visitor.get("/massnahmen/m/")


@pytest.fixture
def the_last_of_february(monkeypatch):
    """In Berlin it is the 1st of March already."""
    moment = datetime.datetime(2026, 2, 28, 23, 30, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.parametrize("date", ["2026-03-01", "2026-03", "2026"])
@pytest.mark.usefixtures("the_last_of_february")
def test_a_report_is_dated_today_or_earlier(date):
    make.report(make.measure(), date=date).full_clean()


@pytest.mark.parametrize("date", ["2026-03-02", "2026-04", "2027"])
@pytest.mark.usefixtures("the_last_of_february")
def test_a_report_cannot_be_dated_in_the_future(date):
    with pytest.raises(ValidationError) as error:
        make.report(make.measure(), date=date).full_clean()
    assert list(error.value.message_dict) == ["date"]
