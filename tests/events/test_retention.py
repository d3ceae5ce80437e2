"""What people told for an event goes by itself; how many came stays."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from events.jobs import forget_registrations
from events.models import Registration
from events.retention import forget
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 11, 10)


def at(days):
    return DAY + datetime.timedelta(days=days)


def left():
    return sorted(Registration.objects.values_list("name", flat=True))


def needs():
    return list(Registration.objects.exclude(access_needs="").values_list("name", flat=True))


def sectors(event):
    return [str(each) for each in event.sectors.all()]


@pytest.fixture
def event():
    return make.event(date=f"{DAY}")


def test_access_needs_go_the_night_after_and_the_rest_after_thirty_days(event):
    make.registration(event, name="Gerda", access_needs="Rampe")
    make.registration(make.event(date="2027-01-01"), name="Olaf", access_needs="Ruhe")
    forget(DAY)
    assert needs() == ["Gerda", "Olaf"]
    forget(at(1))
    assert needs() == ["Olaf"]
    forget(at(29))
    assert left() == ["Gerda", "Olaf"]
    forget(at(30))
    assert left() == ["Olaf"]


def test_how_many_came_and_from_where_stays_on_the_page_of_the_event(event, visitor):
    for sector, number in {"science": 5, "business": 3, "politics": 1, "": 1}.items():
        for _person in range(number):
            make.registration(event, sector=sector, arrived_at=timezone.now())
    make.registration(event, sector="business")
    forget(at(30))
    statement = event.attendance.get()
    assert (statement.kind, statement.value, str(statement.source)) == (
        "exact",
        10,
        "Planungsteam: Zählung am Einlass",
    )
    assert sectors(event) == ["Wissenschaft: 5", "weitere und ohne Angabe: 5"]
    assert "Wissenschaft 5 weitere und ohne Angabe 5" in words(visitor.get(event.get_absolute_url()))


def test_of_few_people_no_sectors_are_told(event):
    for sector in ("science", "politics", "politics"):
        make.registration(event, sector=sector, arrived_at=timezone.now())
    forget(at(30))
    assert (event.attendance.get().value, sectors(event)) == (3, [])


def test_who_is_marked_after_that_does_not_undo_the_number(event):
    for night in range(2):
        for _person in range(4 - night):
            make.registration(event, sector="science", arrived_at=timezone.now())
        forget(at(30))
    assert (event.attendance.get().value, sectors(event)) == (4, ["Wissenschaft: 4"])


def test_where_nobody_was_marked_it_stays_unknown_how_many_came(event):
    make.registration(event)
    forget(at(30))
    assert left() == []
    assert not event.attendance.exists()


@pytest.mark.parametrize(
    ("date", "last"), [("2026-11", datetime.date(2026, 11, 30)), ("2026", datetime.date(2026, 12, 31))]
)
def test_of_an_imprecise_date_the_last_day_counts(date, last):
    make.registration(make.event(date=date), name="Gerda")
    forget(last + datetime.timedelta(days=29))
    assert left() == ["Gerda"]
    forget(last + datetime.timedelta(days=30))
    assert left() == []


def test_a_later_session_counts_too_and_without_a_date_nothing_goes(event):
    event.sessions.create(date=f"{at(20)}")
    make.registration(event, name="Gerda")
    make.registration(make.event(date=None), name="Olaf")
    forget(at(49))
    assert left() == ["Gerda", "Olaf"]
    forget(at(50))
    assert left() == ["Olaf"]


def test_while_its_minutes_can_be_corrected_and_two_weeks_longer_registrations_stay(event, planner):
    minutes = make.protocol(event, corrections_until=at(16))
    make.registration(event, name="Gerda", access_needs="Rampe")
    assert "10 December 2026 30 days after the event" in words(
        planner.get("/en/verwaltung/events/registration/goes/")
    )
    minutes.corrections_until = at(17)
    minutes.save()
    assert "11 December 2026 14 days after corrections" in words(
        planner.get("/en/verwaltung/events/registration/goes/")
    )
    told = io.StringIO()
    call_command("forget_registrations", "--dry-run", stdout=told)
    assert "2026-12-11 (14 days after corrections): " in told.getvalue()
    forget(at(30))
    assert (left(), needs()) == (["Gerda"], [])
    forget(at(31))
    assert left() == []


def test_a_cancelled_event_without_a_date_counts_from_the_cancelling():
    event = make.event(date=None)
    event.cancel("Sturm.")
    make.registration(event, name="Gerda")
    forget(timezone.localdate() + datetime.timedelta(days=29))
    assert left() == ["Gerda"]
    forget(timezone.localdate() + datetime.timedelta(days=30))
    assert left() == []


def test_a_dry_run_says_what_goes_and_deletes_nothing_and_the_job_does():
    old = make.event(date="2020-01-01", slug="alt")
    make.registration(old, name="Gerda")
    told = io.StringIO()
    call_command("forget_registrations", "--dry-run", stdout=told)
    assert told.getvalue() == "alt: 1 registrations, 2020-01-31: would go now\n"
    assert left() == ["Gerda"]
    forget_registrations.func()
    assert left() == []


def test_the_team_sees_what_goes_when(planner, city, event):
    make.registration(event, access_needs="Rampe")
    page = words(planner.get("/en/verwaltung/events/registration/goes/"))
    assert f"{event} 1 1" in page
    assert "10 December 2026" in page
    assert event.title not in city.get("/en/verwaltung/events/registration/goes/", follow=True).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_what_goes_costs_no_more_queries(planner, count, django_assert_num_queries):
    for _number in range(count):
        make.registration(make.event(date=f"{DAY}"))
    planner.get("/en/verwaltung/events/registration/goes/")
    with django_assert_num_queries(6):
        planner.get("/en/verwaltung/events/registration/goes/")
