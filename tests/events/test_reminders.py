"""Reminders: when they go, to whom, and that none is missed and none goes twice."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from events.copying import copy_event
from events.jobs import send_reminders
from events.models import Event, EventMailText, Registration, Reminder, ReminderRun, Session
from events.reminding import remind
from klimakreise.mailing.models import Message
from klimakreise.mailing.outbox import queue
from klimakreise.publishing.partial_dates import PartialDate
from tests import make
from tests.conftest import logged_in

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)
BEGIN = "2027-03-10"  # a Wednesday, 18:00
AS_IT_WAS = datetime.datetime(2027, 2, 1, 12, tzinfo=datetime.UTC)


def at(text):
    """The moment of a day and an hour in Berlin, as time that stands still."""
    return time_machine.travel(timezone.make_aware(datetime.datetime.fromisoformat(text)), tick=False)


@pytest.fixture
def evening():
    """An event of 10 March 2027, 18:00, with one place taken and a reminder two days before; all of it of 1 February."""
    with time_machine.travel(AS_IT_WAS, tick=False):
        event = make.meeting()
        Event.objects.filter(pk=event.pk).update(date=BEGIN)
        make.make(Session, event=event, start="18:00", end="20:00", place="Rathaus")
        make.registration(event, name="Gerda Garten", email="gerda@garten.example")
        make.make(Reminder, event=event)
        yield Event.objects.get(pk=event.pk)


def sent(when):
    """How many mails the look of this moment sends."""
    with at(when):
        return remind(timezone.now())


def test_it_goes_out_at_its_moment_and_not_before_and_only_once(evening):
    assert sent("2027-03-08 17:59") == 0
    assert sent("2027-03-08 18:00") == 1
    assert sent("2027-03-08 18:05") == 0
    (letter,) = mail.outbox
    assert letter.to == ["gerda@garten.example"]
    assert letter.subject == f"Bald: {evening.title}"
    assert "10. März 2027, 18:00 bis 20:00" in letter.body
    assert evening.registrations.get().token in letter.body


def test_none_is_missed_after_a_pause_of_the_worker(evening):
    assert sent("2027-03-07 12:00") == 0
    assert sent("2027-03-10 17:00") == 1


def test_after_the_beginning_nobody_is_reminded(evening):
    assert sent("2027-03-10 18:00") == 0
    assert sent("2027-03-10 17:59") == 1


def test_an_event_that_moves_before_the_reminder_went_reminds_of_the_new_day(evening):
    Event.objects.filter(pk=evening.pk).update(date="2027-03-20")
    assert sent("2027-03-08 18:00") == 0
    assert sent("2027-03-18 18:00") == 1


def test_an_event_that_moves_afterwards_reminds_once_more_and_one_that_comes_nearer_at_once(evening):
    assert sent("2027-03-08 18:00") == 1
    Event.objects.filter(pk=evening.pk).update(date="2027-03-20")
    assert [sent("2027-03-09 12:00"), sent("2027-03-18 18:00"), sent("2027-03-19 12:00")] == [0, 1, 0]
    Event.objects.filter(pk=evening.pk).update(date="2027-03-19")
    assert [sent("2027-03-19 12:30"), sent("2027-03-19 12:35")] == [1, 0]
    assert ReminderRun.objects.count() == 3


@pytest.mark.parametrize(
    "change", [{"published_at": None}, {"cancelled_at": AS_IT_WAS, "cancellation_reason": "Sturm"}]
)
def test_drafts_and_cancelled_events_remind_nobody(evening, change):
    Event.objects.filter(pk=evening.pk).update(**change)
    assert sent("2027-03-08 18:00") == 0
    Event.objects.filter(pk=evening.pk).update(
        published_at=AS_IT_WAS, cancelled_at=None, cancellation_reason=""
    )
    assert sent("2027-03-08 18:00") == 1


def test_who_publishes_after_the_moment_reminds_nobody(evening):
    with at("2027-03-08 18:30"):
        evening.withdraw()
        evening.publish()
    assert sent("2027-03-08 19:00") == 0


def test_a_reminder_that_is_entered_or_changed_after_its_moment_is_not_sent(evening, planner_user):
    reminder = Reminder.objects.get()
    with at("2027-03-09 12:00"):
        late = make.make(Reminder, event=evening, amount=3)
        fields = {"event": evening.pk, "amount": 5, "unit": "days", "audience": "seated"}
        page = f"/verwaltung/events/reminder/{reminder.pk}/change/"
        assert logged_in(planner_user).post(page, fields).status_code == 302
    assert sent("2027-03-09 12:05") == 0
    assert set(ReminderRun.objects.all()) == set()
    assert Reminder.objects.get(pk=late.pk).amount == 3
    assert Reminder.objects.get(pk=reminder.pk).amount == 5


def test_who_came_after_the_moment_has_just_had_a_mail_and_is_not_reminded(evening):
    with at("2027-03-08 18:30"):
        make.registration(evening, email="spaet@garten.example")
    assert sent("2027-03-08 19:00") == 1
    assert [each.to for each in mail.outbox] == [["gerda@garten.example"]]


@pytest.mark.parametrize(
    ("audience", "names"), [("seated", ["a"]), ("waiting", ["b", "c"]), ("all", ["a", "b", "c"])]
)
def test_it_goes_to_those_it_is_meant_for(evening, audience, names):
    Reminder.objects.update(audience=audience)
    Registration.objects.all().delete()
    for name, state in (
        ("a", "confirmed"),
        ("b", "waiting"),
        ("c", "offered"),
        ("d", "unconfirmed"),
        ("e", "cancelled"),
    ):
        ends = {"offer_ends_at": AS_IT_WAS + datetime.timedelta(days=60)} if state == "offered" else {}
        make.registration(evening, name=name, email=f"{name}@garten.example", state=state, **ends)
    make.registration(evening, name="f", email="", way="team")
    sent("2027-03-08 18:00")
    assert sorted(each.to[0][0] for each in mail.outbox) == names
    if audience == "waiting":
        assert "Warteliste" in mail.outbox[0].body


def test_a_day_without_an_hour_counts_from_the_morning_and_a_month_not_at_all(evening):
    Session.objects.all().delete()
    assert [sent("2027-03-08 07:59"), sent("2027-03-08 08:00")] == [0, 1]
    Event.objects.filter(pk=evening.pk).update(date=PartialDate("2027-03"))
    assert sent("2027-03-09 12:00") == 0


def test_days_are_counted_by_the_clock_on_the_wall_across_the_change_to_summer_time(evening):
    Event.objects.filter(pk=evening.pk).update(date="2027-03-29")  # the clocks change on the 28th
    assert [sent("2027-03-27 17:59"), sent("2027-03-27 18:00")] == [0, 1]
    Reminder.objects.update(amount=20, unit="hours")
    Event.objects.filter(pk=evening.pk).update(date="2027-03-28")
    assert [sent("2027-03-27 20:59"), sent("2027-03-27 21:00")] == [0, 1]


def test_it_is_not_delivered_when_there_is_no_place_any_more_or_the_event_was_cancelled_meanwhile(evening):
    with at("2027-03-08 18:00"):
        Registration.objects.update(state="cancelled")
        send_reminders.call()
    assert Message.objects.filter(kind="events/reminder").count() == 0
    key = {"to": "gerda@garten.example", "about": Registration.objects.get().pk, "language": "de"}
    queue(
        "events/reminder",
        **key,
        key="reminder-1",
        secret={"reminder": Reminder.objects.get().pk},
        expires=DAY,
    )
    Registration.objects.update(state="confirmed")
    Event.objects.filter(pk=evening.pk).update(cancelled_at=AS_IT_WAS, cancellation_reason="Sturm")
    queue(
        "events/reminder",
        **key,
        key="reminder-2",
        secret={"reminder": Reminder.objects.get().pk},
        expires=DAY,
    )
    assert mail.outbox == []
    assert set(Message.objects.values_list("fault", flat=True)) == {"pointless"}


def test_the_team_can_write_it_in_its_own_words_and_in_english_the_usual_ones_stay(evening):
    Reminder.objects.update(
        subject="Noch zwei Tage, {name}", text="{veranstaltung}: {wann}, {ort}.\n\n{anmeldung}"
    )
    make.registration(evening, name="Mary *Muster*", email="mary@garten.example", language="en")
    assert sent("2027-03-08 18:00") == 2
    german, english = sorted(mail.outbox, key=lambda each: each.to)
    assert german.subject == "Noch zwei Tage, Gerda Garten"
    assert german.body.startswith(
        f"{evening.title}: 10. März 2027, 18:00 bis 20:00, Rathaus.\n\nZur eigenen Anmeldung: http"
    )
    assert english.subject == f"Soon: {evening.title}"
    assert "Hello Mary *Muster*" in english.body


@pytest.mark.parametrize("count", [1, 3])
def test_a_look_takes_the_same_queries_for_any_number_of_events(evening, django_assert_num_queries, count):
    for _number in range(count - 1):
        make.make(Reminder, event=make.event(date="2027-05-01"))
    with at("2027-02-02 12:00"), django_assert_num_queries(3):
        remind(timezone.now())


def test_the_copy_for_the_next_edition_reminds_in_the_same_words(evening):
    Reminder.objects.update(amount=5, subject="Bald", text="Bis dann.")
    make.make(EventMailText, event=evening, kind="waiting", subject="Liste", text="Geduld.")
    copy = copy_event(evening)
    assert [(each.amount, each.subject, each.text) for each in copy.reminders.all()] == [
        (5, "Bald", "Bis dann.")
    ]
    assert [(each.kind, each.text) for each in copy.mail_texts.all()] == [("waiting", "Geduld.")]
