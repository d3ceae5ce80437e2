"""The front page: what is next, what is new, the thread of the latest edition."""

import datetime

import pytest
from django.utils import timezone

from klimakreise.publishing.partial_dates import PartialDate
from tests import make


def page(browser, address="/"):
    return browser.get(address).content.decode()


def days_from_now(days):
    return PartialDate.of(timezone.localdate() + datetime.timedelta(days=days))


def published(days_ago):
    return timezone.now() - datetime.timedelta(days=days_ago)


def test_an_empty_site_says_calmly_that_nothing_is_there_yet(visitor, db):
    text = page(visitor)
    assert "Für die nächste Veranstaltung gibt es noch kein Datum." in text
    assert "Noch ist zu keiner Maßnahme etwas gemeldet." in text
    assert "Noch ist nichts veröffentlicht." in text


def test_the_next_event_comes_first_and_a_past_one_is_not_next(visitor, db):
    make.event(title="Übermorgen", date=days_from_now(2))
    make.event(title="Morgen", date=days_from_now(1))
    make.event(title="Gestern", date=days_from_now(-1))
    upcoming = page(visitor).split('id="next"')[1].split("</section>")[0]
    assert upcoming.index("Morgen") < upcoming.index("Übermorgen")
    assert "Gestern" not in upcoming


def test_the_thread_is_that_of_the_latest_real_edition(visitor, db):
    series = make.series(position=0)
    make.event(series=series, title="Die erste", date="2021")
    make.event(series=series, title="Die zweite", date="2022-05-17")
    make.event(title="Ein Beispiel", date="2024", is_example=True)
    thread = page(visitor).split('class="thread"')[1].split("</nav>")[0]
    assert "Die zweite" in thread
    assert "Ein Beispiel" not in thread


def test_a_new_series_at_the_same_place_does_not_take_the_thread_over(visitor, db):
    make.event(series=make.series(position=0), title="Klimakreis", date="2021")
    make.event(series=make.series(position=0), title="Radtour", date="2022")
    thread = page(visitor).split('class="thread"')[1].split("</nav>")[0]
    assert "Klimakreis" in thread
    assert "Radtour" not in thread


def test_planners_see_that_what_is_next_is_a_draft(planner, visitor, db):
    make.event(title="Später", date=days_from_now(2), published_at=None)
    upcoming = page(planner).split('id="next"')[1].split("</section>")[0]
    assert "Später" in upcoming
    assert "Entwurf" in upcoming
    assert "Später" not in page(visitor)


def test_news_are_what_was_published_last_and_never_a_draft_or_an_example(visitor, db):
    make.measure(title="Älteres", published_at=published(9))
    make.survey(title="Neueres", published_at=published(1))
    make.event(title="Entwurf", published_at=None)
    make.event(title="Beispielfest", is_example=True)
    news = page(visitor).split('id="new"')[1].split("</section>")[0]
    assert news.index("Neueres") < news.index("Älteres")
    assert "Entwurf" not in news
    assert "Beispielfest" not in news


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_front_page_costs_the_same_queries_however_much_there_is(
    count, visitor, db, django_assert_num_queries
):
    series = make.series(position=0)
    for number in range(count):
        event = make.event(series=series, number=number + 1, date=f"2022-05-{number % 28 + 1:02}")
        make.report(make.measure(), date=PartialDate("2023-05"))
        make.event(date=days_from_now(3))
        make.protocol(event)
    page(visitor)
    with django_assert_num_queries(11):
        page(visitor)
