"""The front page of the admin: what is missing or unpublished before and after each event, and where to mend it."""

import datetime

import pytest
from django.utils import timezone

from circles.models import Circle
from events.models import Event
from klimakreise.site.models import Page
from klimakreise.site.worklist import worklist
from tests import make


def day(days):
    """A date so many days from today, as it is typed."""
    date = timezone.localdate() + datetime.timedelta(days=days)
    return f"{date:%d.%m.%Y}"


def texts(tasks):
    return [str(task.text) for task in tasks]


@pytest.fixture(autouse=True)
def _in_english():
    from django.utils.translation import override

    with override("en"):
        yield


def test_a_new_draft_lacks_everything_that_an_invitation_needs(db):
    make.event(published_at=None)
    (work,) = worklist().events
    assert texts(work.before) == [
        "Date",
        "Format: online or on site",
        "Time",
        "Place",
        "Purpose",
        "Agenda",
        "Circles with their topics",
        "The event itself is a draft",
    ]
    assert work.after == work.gaps == []


def complete(event):
    """Give an event to come all that an invitation needs."""
    Event.objects.filter(pk=event.pk).update(format="onsite", purpose="Reden")
    event.sessions.create(kind="main", start="18:00", place="Rathaus")
    make.agenda_item(event)
    make.circle(event)
    return event


def test_an_event_to_come_that_lacks_nothing_shows_how_many_have_registered(db):
    event = complete(make.meeting(2))
    for state in ("confirmed", "offered", "waiting", "unconfirmed", "cancelled"):
        make.registration(event, state=state)
    (work,) = worklist().events
    assert work.before == []
    assert work.numbers == ["2 of 2 places taken", "1 waiting", "1 not confirmed"]
    assert texts(work.links) == ["Registrations", "Entrance", "Seats in circles"]


def test_without_a_limit_only_those_are_counted_who_come_and_without_registration_it_says_so(db):
    make.registration(make.meeting())
    (work,) = worklist().events
    assert work.numbers == ["1 place taken"]
    other = complete(make.event(date=day(5)))
    (found,) = [each for each in worklist().events if each.event == other]
    assert (found.numbers, found.links) == (["One does not register here."], [])


def test_the_numbers_lead_to_the_people(planner):
    event = complete(make.meeting(2))
    gerda = make.registration(event, name="Gerda Garten")
    page = planner.get("/en/verwaltung/").content.decode()
    assert "1 of 2 places taken" in page
    assert "Nothing is missing." in page
    lists, entrance, seats = (planner.get(task.url) for task in worklist().events[0].links)
    assert list(lists.context["cl"].result_list) == [gerda]
    for answer in (entrance, seats):
        assert "Gerda Garten" in answer.text


def test_an_online_event_needs_no_place(db):
    make.event(date=day(10), format="online")
    (work,) = worklist().events
    assert "Place" not in texts(work.before)


def test_after_an_event_its_documentation_is_asked_for(db):
    event = make.event(date=day(-3))
    make.agenda_item(event)
    make.material(event, url="", address_unknown=True)
    make.result(make.circle(event), published_at=None)
    make.circle(event)
    (work,) = worklist().events
    assert texts(work.after) == [
        "How many were there",
        "1 material of unknown address",
        "1 circle without a result",
        "Minutes",
        "Statement of the city",
        "1 result is a draft",
    ]
    assert work.before == []


def test_an_answer_to_a_result_counts_as_the_citys_statement(db):
    event = make.event(date=day(-3))
    make.statement(result=make.result(make.circle(event)))
    (work,) = worklist().events
    assert "Statement of the city" not in texts(work.after)


def test_what_nobody_wrote_down_years_ago_is_a_gap_and_no_task(db):
    event = make.event(date="17.5.2022")
    make.circle(event, published_at=None)
    found = worklist()
    (work,) = found.events
    assert texts(work.after) == ["1 circle is a draft"]
    assert texts(work.gaps) == [
        "How many were there",
        "Agenda",
        "1 circle without a result",
        "Minutes",
        "Statement of the city",
    ]
    assert found.number_of_gaps == 5


def test_the_real_process_has_gaps_but_nothing_to_do(process):
    found = worklist()
    assert found.events == []
    assert found.number_of_gaps > 20
    assert len(found.gaps) == Event.objects.count()


def test_a_cancelled_event_asks_for_nothing(db):
    make.event(date=day(5)).cancel("Sturm.")
    assert worklist().events == []


def test_what_is_scheduled_is_listed_the_next_first(db):
    event = make.event(published_at=timezone.now() + datetime.timedelta(days=2))
    circle = make.circle(event, published_at=timezone.now() + datetime.timedelta(days=1))
    found = worklist().scheduled
    assert [task.text.rpartition(": ")[2] for task in found] == [circle.title, event.title]


def test_legal_pages_are_asked_for_until_they_are_written_and_without_placeholders(db):
    Page.objects.create(key="impressum", text="[[Name]]", published_at=timezone.now())
    Page.objects.create(key="datenschutz", text="Wir speichern nichts.")
    Page.objects.create(key="netiquette", text="Freundlich bleiben.", published_at=timezone.now())
    assert texts(worklist().pages) == [
        "Legal notice: placeholders are still in it",
        "Privacy: a draft",
        "Accessibility: not written",
        "Easy language: not written",
    ]


def test_every_task_leads_to_the_page_that_mends_it(planner):
    event = make.event(date=day(-3), published_at=None)
    make.material(event, url="", address_unknown=True, published_at=None)
    make.material(make.event())
    make.result(make.circle(event, published_at=None), published_at=None)
    make.circle(event)
    make.event(published_at=None)
    found = worklist()
    tasks = (
        [task for work in found.events for task in [*work.before, *work.after]]
        + found.pages
        + found.scheduled
    )
    assert len(tasks) > 15
    for task in tasks:
        page, _, place = task.url.partition("#")
        answer = planner.get(page)
        assert answer.status_code == 200
        assert not place or f'id="{place}"' in answer.content.decode()
    lists = {task.text: planner.get(task.url) for task in tasks if "?" in task.url}
    assert list(lists["1 material of unknown address"].context["cl"].result_list) == [event.materials.get()]
    without_result = lists["1 circle without a result"].context["cl"].result_list
    assert list(without_result) == list(Circle.objects.filter(results=None))


def test_the_front_page_shows_the_list_above_all_rooms(planner):
    make.event(title="4. Klimakreise", published_at=None)
    page = planner.get("/en/verwaltung/").content.decode()
    assert (
        page.index("4. Klimakreise") < page.index("Still to do before the event") < page.index("room-events")
    )
    assert page.index("room-events") < page.index("room-circles") < page.index("room-alliance")


@pytest.mark.parametrize("events", [1, 3, 300])
def test_the_front_page_needs_as_many_queries_for_many_events_as_for_few(
    planner, events, django_assert_num_queries
):
    series = make.series()
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    for number in range(events):
        event = make.event(series=series, number=number, date=day(-3))
        make.circle(event, published_at=tomorrow if number < 10 else None)
    planner.get("/verwaltung/site/page/")
    with django_assert_num_queries(29):
        planner.get("/verwaltung/")
