"""The event form and the list of events with little and with far too much."""

import pytest

from tests import make
from tests.typed import typed

ADD = "/verwaltung/events/event/add/"


def change(event):
    return f"/verwaltung/events/event/{event.pk}/change/"


@pytest.fixture
def series(db):
    return make.series(slug="klimakreise", title="Klimakreise")


@pytest.mark.parametrize("parts", [1, 3, 30])
def test_the_page_of_an_event_needs_as_many_queries_for_many_parts_as_for_few(
    planner, series, parts, django_assert_num_queries
):
    event = make.event(series=series)
    for number in range(parts):
        item = make.agenda_item(event, title=f"Vortrag {number}", position=number)
        make.material(event, agenda_item=item, source=make.source())
        event.event_sources.create(source=make.source())
        event.support.create(supporter=make.supporter(), kind="venue")
    planner.get(change(event))  # the kinds of parts and the name of the site are remembered from here on
    with django_assert_num_queries(25):
        planner.get(change(event))


@pytest.mark.parametrize("rows", [1, 3, 100])
def test_the_list_of_events_needs_as_many_queries_for_many_as_for_few(
    planner, series, rows, django_assert_num_queries
):
    for _ in range(rows):
        make.event(series=series)
    planner.get("/verwaltung/")
    with django_assert_num_queries(7):
        planner.get("/verwaltung/events/event/?all=")


def test_an_event_with_very_many_parts_can_still_be_saved(planner, series):
    event = make.event(series=series)
    for number in range(100):
        make.material(event, title=f"Folien {number}")
    answer = planner.post(change(event), typed(planner.get(change(event)), motto="Neu"))
    assert answer.status_code == 302
