"""The list of events: what is coming, then each series with its gaps."""

import datetime
import re

import pytest
from django.utils import timezone

from events.models import EditionNote, SeriesCount, Session
from tests import make
from tests.pages import has_section, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def talks():
    return make.series(slug="gespraeche", title="Gespräche", description="Mit der Verwaltung.")


def in_days(days):
    return (timezone.localdate() + datetime.timedelta(days=days)).isoformat()


def titles(response, section):
    """The titles of the events in a section, in their order."""
    part = response.content.decode().split(f'id="{section}"')[1].split("</section>")[0]
    return [re.sub(r"<[^>]+>", "", title) for title in re.findall(r'rows__title">(.*?)</h3>', part)]


def test_what_comes_next_stands_first_the_nearest_on_top(visitor, talks):
    later = make.event(series=talks, number=3, title="Später", date=in_days(40), format="online")
    make.event(series=talks, number=2, title="Bald", date=in_days(4), motto="Los")
    make.event(series=talks, number=1, title="Vorbei", date=in_days(-4))
    make.make(Session, event=later, start="15:00", end="18:00", place="in:takt")
    response = visitor.get("/en/veranstaltungen/")
    assert titles(response, "upcoming") == ["Bald", "Später"]
    assert titles(response, "gespraeche") == ["Vorbei"]
    assert "Später 15:00 to 18:00, in:takt online Gespräche" in words(response, "upcoming")
    assert response.content.decode().index('id="upcoming"') < response.content.decode().index(
        'id="gespraeche"'
    )


def test_an_event_of_today_and_of_this_month_is_still_coming(visitor, talks):
    make.event(series=talks, title="Heute", date=in_days(0), number=1)
    make.event(series=talks, title="Diesen Monat", date=in_days(0)[:7], number=2)
    make.event(series=talks, title="Dieses Jahr", date=in_days(0)[:4], number=3)
    assert set(titles(visitor.get("/en/veranstaltungen/"), "upcoming")) == {
        "Heute",
        "Diesen Monat",
        "Dieses Jahr",
    }


def test_without_a_next_event_the_list_says_so(visitor):
    assert words(visitor.get("/en/veranstaltungen/"), "upcoming") == (
        "What is next No date is set for the next event."
    )


def test_events_of_unknown_date_stand_in_their_place_in_the_series(visitor, talks):
    for number, date in [(1, "2021-09-02"), (2, None), (3, "2022-02-17"), (4, None), (5, "2022-07")]:
        make.event(series=talks, number=number, title=f"{number}. Gespräch", date=date)
    response = visitor.get("/en/veranstaltungen/")
    assert titles(response, "gespraeche") == [f"{number}. Gespräch" for number in (5, 4, 3, 2, 1)]
    assert "July 2022 5. Gespräch date not known 4. Gespräch 17 February 2022 3. Gespräch" in words(
        response, "gespraeche"
    )


def test_an_edition_that_was_not_found_stands_in_its_place(visitor, talks):
    make.event(series=talks, number=2, title="2. Gespräch", date="2022-05-17")
    note = EditionNote.objects.create(series=talks, number=3, note="Bis 2024 zählt das Bündnis zwei.")
    note.sources.add(make.source(publisher="Bündnis"))
    assert words(visitor.get("/en/veranstaltungen/"), "gespraeche") == (
        "Gespräche Mit der Verwaltung. not found Edition 3 Bis 2024 zählt das Bündnis zwei. Source: Bündnis "
        "17 May 2022 2. Gespräch"
    )


def test_how_many_there_were_is_shown_as_stated_with_its_source(visitor, talks):
    make.event(series=talks, number=1, title="1. Gespräch", date="2021")
    source = make.source(publisher="Bündnis")
    SeriesCount.objects.create(series=talks, kind="exact", value=8, as_of="2024-01-14", source=source)
    SeriesCount.objects.create(series=talks, kind="approx", value=9, source=source)
    text = words(visitor.get("/en/veranstaltungen/"), "gespraeche")
    assert "Number of events as stated: 8 (as of 14 January 2024). Source: Bündnis" in text
    assert "Number of events as stated: about 9. Source: Bündnis" in text


def test_a_cancelled_event_stays_in_the_list(visitor, talks):
    make.event(series=talks, title="Fällt aus", date=in_days(4)).cancel("krank")
    assert "Fällt aus cancelled" in words(visitor.get("/en/veranstaltungen/"), "upcoming")


def test_drafts_and_series_of_drafts_only_are_seen_by_planners_only(visitor, planner, talks):
    make.event(series=talks, number=1, title="1. Gespräch", date="2021")
    make.event(series=talks, number=2, title="Geheimes Gespräch", date="2022", published_at=None)
    make.event(series=make.series(slug="geheim"), title="Geheimer Auftakt", date="2022", published_at=None)
    make.event(series=talks, title="Geheimes Vorhaben", date=in_days(9), published_at=None)
    for_visitor, for_planner = (browser.get("/en/veranstaltungen/") for browser in (visitor, planner))
    assert titles(for_visitor, "gespraeche") == ["1. Gespräch"]
    assert titles(for_visitor, "upcoming") == []
    assert not has_section(for_visitor, "geheim")
    assert "Geheimes Gespräch draft" in words(for_planner, "gespraeche")
    assert titles(for_planner, "geheim") == ["Geheimer Auftakt"]
    assert titles(for_planner, "upcoming") == ["Geheimes Vorhaben"]


def test_an_example_is_labelled(visitor, talks):
    make.event(series=talks, title="Musterkreis", date="2021", is_example=True)
    assert "Musterkreis Example" in words(visitor.get("/en/veranstaltungen/"), "gespraeche")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_costs_seven_queries_however_long_it_is(visitor, django_assert_num_queries, count):
    for n in range(count):
        series = make.series()
        for date in (in_days(n), f"{1900 - n}", None):
            make.make(Session, event=make.event(series=series, date=date))
        SeriesCount.objects.create(series=series, kind="exact", value=3, source=make.source())
        EditionNote.objects.create(series=series, number=0, note="?").sources.add(make.source())
    visitor.get("/veranstaltungen/")
    with django_assert_num_queries(7):
        response = visitor.get("/veranstaltungen/")
    assert response.content.decode().count("rows__title") == count * 4


def test_a_note_on_an_edition_not_found_goes_when_the_edition_is_published(visitor, db):
    series = make.series(title="Klimakreise")
    make.event(series=series, number=2, date="2022-05-17")
    EditionNote.objects.create(series=series, number=3, note="Niemand weiß von ihr.")
    third = make.event(series=series, number=3, date="2099", published_at=None)
    assert "Niemand weiß von ihr." in words(visitor.get("/veranstaltungen/"))
    third.publish()
    assert "Niemand weiß von ihr." not in words(visitor.get("/veranstaltungen/"))
