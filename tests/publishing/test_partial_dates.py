import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from events.models import Event
from klimakreise.publishing.partial_dates import PartialDate
from tests import make


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2021-07-09", "2021-07-09"),
        ("9.7.2021", "2021-07-09"),
        ("09. 07. 2021", "2021-07-09"),
        ("2021-07", "2021-07"),
        ("07.2021", "2021-07"),
        (" 2021 ", "2021"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(typed, iso):
    assert PartialDate.parse(typed).iso == iso


@pytest.mark.parametrize("typed", ["", "bald", "30.2.2021", "2021-13", "21", "9.7.", "2021-07-09 12:00"])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValueError, match="no date"):
        PartialDate.parse(typed)


def test_only_what_is_known_is_shown():
    with translation.override("de"):
        assert [str(PartialDate(iso)) for iso in ("2021-07-09", "2021-07", "2021")] == [
            "9. Juli 2021",
            "Juli 2021",
            "2021",
        ]
    with translation.override("en"):
        assert str(PartialDate("2021-07-09")) == "9 July 2021"


def test_the_database_refuses_what_is_no_date(db):
    make.event(date="2022")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE events_event SET date = 'im Mai'")


def test_a_year_is_not_over_before_its_last_day(db, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC))
    for iso in ("2025", "2026", "2026-10", "2026-11", "2026-11-21", "2026-11-22", "2027"):
        make.event(title=iso, date=iso)
    make.event(title="unbekannt")
    assert [event.title for event in Event.objects.upcoming()] == ["2026", "2026-11", "2026-11-22", "2027"]
    assert [event.title for event in Event.objects.past()] == ["2026-11-21", "2026-10", "2025"]
    assert {event.title for event in Event.objects.all() if event.is_over} == {
        "2026-11-21",
        "2026-10",
        "2025",
    }
