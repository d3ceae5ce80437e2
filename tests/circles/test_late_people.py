"""Who gets a place after the seats were announced is seated by the same rules, by themselves, and nobody else moves."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from circles import distributing, late, seats
from circles.jobs import seat_late_people
from circles.models import Facilitator, Seat, SeatingRun, SeatingTerms
from events import registering
from events.models import Registration, RegistrationTerms
from klimakreise.mailing.letters import compose
from klimakreise.mailing.models import Message
from klimakreise.publishing.models import AuditRecord
from tests import make
from tests.accounts.factors import shown
from tests.circles.test_seats import distribute, guest, guests, told, where
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """An event of five with two circles, Energie with two places and Verkehr with many; three know their seats already."""
    event = make.meeting(places=5)
    make.circle(event, title="Energie", position=1, most_people=2)
    make.circle(event, title="Verkehr", position=2)
    guests(event, 3, "Energie", "Verkehr")
    distribute(event)
    seats.release(event)
    return event


def minutes_later(minutes):
    return time_machine.travel(timezone.now() + datetime.timedelta(minutes=minutes), tick=False)


def test_who_moves_up_is_seated_told_and_nobody_else_moves_or_is_told_again(meeting):
    guests(meeting, 2, "Verkehr")
    seat_late_people.call()
    first = meeting.registrations.filter(seat__circle__title="Energie").first()
    waiting = guest(meeting, "Energie", "Verkehr", name="Willi Warter", state="waiting")
    before, mails = where(meeting), told()
    with minutes_later(1):
        registering.cancel(first, by_mail=False)
        waiting.refresh_from_db()
        assert waiting.state == "confirmed"
        seat_late_people.call()
    del before[first.name]
    assert where(meeting) == {**before, "Willi Warter": "Energie"}
    assert told() == [*mails, waiting.pk]
    mail = compose(Message.objects.get(about=waiting.pk, kind="circles/seat"))
    assert "Wie es dazu kam: Erster Wunsch." in mail.body
    assert AuditRecord.objects.filter(act="released", detail="Plätze für Nachzügler*innen: 1").exists()


def test_before_the_seats_are_announced_nobody_is_late(meeting):
    other = make.meeting()
    for title in ("Energie", "Verkehr"):
        make.circle(other, title=title)
    guests(other, 2, "Energie")
    distribute(other)
    guest(other, "Energie")
    seat_late_people.call()
    assert len(where(other)) == 2


def test_who_registers_late_wishes_and_has_a_seat_with_the_same_click(meeting, visitor):
    sabine = guest(meeting, name="Späte Sabine", email="sabine@example.org")
    own = f"/anmeldung/{sabine.token}/"
    seat_late_people.call()
    page = visitor.get(own).content.decode()
    assert "Die Kreise sind schon zusammengestellt. Nennen Sie Ihre Wünsche" in page
    assert "Sobald die Wünsche gespeichert sind" in visitor.get(f"{own}wuensche/").content.decode()
    energy, traffic = meeting.circles.order_by("position")
    page = visitor.post(f"{own}wuensche/", {"wish_1": energy.pk, "wish_2": traffic.pk}, follow=True)
    seen = page.content.decode()
    assert "Ihr Platz im Kreis steht fest" in seen
    assert "Zweiter Wunsch; der erste war voll" in seen
    assert told().count(sabine.pk) == 1


def test_saving_no_wish_at_all_is_an_answer_too(meeting, visitor):
    sabine = guest(meeting, name="Späte Sabine")
    visitor.post(f"/anmeldung/{sabine.token}/wuensche/", {"wish_1": "", "wish_2": ""})
    assert where(meeting)["Späte Sabine"] == "Verkehr"


def test_who_says_nothing_is_seated_after_half_an_hour_by_the_rules_that_are_left(meeting):
    guest(meeting, name="Stille Stine")
    seat_late_people.call()
    assert "Stille Stine" not in where(meeting)
    with minutes_later(31):
        seat_late_people.call()
    assert where(meeting)["Stille Stine"] == "Verkehr"
    assert Seat.objects.get(registration__name="Stille Stine").why == "free"


def test_once_wishes_are_closed_there_is_nothing_to_wait_for(meeting, visitor):
    SeatingTerms.objects.create(event=meeting, wishes_closed_at=timezone.now())
    stine = guest(meeting, name="Stille Stine")
    assert "steht gleich fest" in visitor.get(f"/anmeldung/{stine.token}/").content.decode()
    seat_late_people.call()
    assert where(meeting)["Stille Stine"] == "Verkehr"


def test_a_walk_in_sees_seat_and_reason_at_the_entrance_with_the_same_tap(meeting):
    team = shown(make.person(is_planner=True))
    entrance = team.get(f"/verwaltung/events/event/{meeting.pk}/entrance/").content.decode()
    address = f"/verwaltung/circles/seatingrun/veranstaltung/{meeting.pk}/einlass/"
    assert entrance.count(f'action="{address}"') == 2
    mails = told()
    seen = words(team.post(address, {"walk_in": "1", "name": "Spontane Susi"}, follow=True))
    assert "Spontane Susi: da" in seen
    assert "Kreis: Verkehr. Ohne Wunsch." in seen
    assert told() == mails  # without an address there is no mail
    mira = guest(meeting, "Energie", name="Mira Muster")
    seen = words(team.post(address, {"here": mira.pk}, follow=True))
    assert "Kreis: Verkehr. Kein Wunsch war möglich; der erste war voll." in seen
    assert SeatingRun.objects.first().started_by.is_planner
    seen = words(team.post(address, {"walk_in": "1", "name": " "}))
    assert "Dieses Feld ist zwingend erforderlich." in seen
    assert meeting.registrations.count() == 5


def test_the_rules_hold_for_late_people_too(meeting):
    traffic = meeting.circles.get(title="Verkehr")
    leader = make.person()
    Facilitator.objects.create(circle=traffic, user=leader)
    energy = meeting.circles.get(title="Energie")
    energy.most_people = 9
    energy.save()
    guest(meeting, "Energie", name="Späte Leitung", user=leader)
    seat_late_people.call()
    assert where(meeting)["Späte Leitung"] == "Verkehr"
    assert Seat.objects.get(registration__user=leader).why == "facilitates"


def test_a_circle_that_does_not_take_place_does_not_begin_for_somebody_late(meeting):
    make.circle(meeting, title="Wasser", position=3, least_people=4)
    guest(meeting, "Wasser", "Verkehr", name="Späte Sabine")
    seat_late_people.call()
    assert where(meeting)["Späte Sabine"] == "Verkehr"
    assert Seat.objects.get(registration__name="Späte Sabine").refused == ["closed"]


def test_who_cancelled_and_comes_back_gets_a_new_seat(meeting):
    first = meeting.registrations.get(seat__circle__title="Verkehr")
    with minutes_later(5):
        registering.cancel(first, by_mail=False)
        first.refresh_from_db()
        first.turn_to("unconfirmed", turn=None)
        first.turn_to("confirmed", turn=99)
        seat_late_people.call()
        assert where(meeting)[first.name] == "Verkehr"
    assert told().count(first.pk) == 2


def test_how_late_people_were_seated_is_kept_and_can_be_repeated(meeting):
    guest(meeting, "Energie", name="Späte Sabine")
    seat_late_people.call()
    run = SeatingRun.objects.first()
    assert (run.is_late, run.state, run.progress) == (True, "done", 100)
    found, again = distributing.repeated(run)
    assert found == again
    assert len(found.seats) == 4


def test_while_seats_are_being_distributed_late_people_wait(meeting):
    meeting.seating_runs.create(seed=1, state="running")
    guest(meeting, "Energie", name="Späte Sabine")
    seat_late_people.call()
    assert "Späte Sabine" not in where(meeting)
    SeatingRun.objects.filter(state="running").update(asked_at=timezone.now() - 2 * distributing.STUCK)
    seat_late_people.call()
    assert where(meeting)["Späte Sabine"] == "Verkehr"


@pytest.mark.parametrize("what", ["cancelled", "over", "draft"])
def test_nobody_is_seated_at_an_event_that_does_not_take_place(meeting, what):
    guest(meeting, "Energie", name="Späte Sabine")
    if what == "cancelled":
        meeting.cancel("Sturm")
    elif what == "over":
        meeting.date = "2020-01-01"
    else:
        meeting.published_at = None
    meeting.save()
    assert late.seat_late(meeting.pk, now_too=late.EVERYBODY) == 0
    seat_late_people.call()
    assert "Späte Sabine" not in where(meeting)


def test_a_seat_that_is_not_announced_yet_stays_and_stays_secret(meeting):
    guest(meeting, "Energie", name="Neue Nora")
    distribute(meeting, seed=3)
    guest(meeting, "Verkehr", name="Späte Sabine")
    seat_late_people.call()
    assert where(meeting)["Neue Nora"] == "Verkehr"
    assert Seat.objects.get(registration__name="Neue Nora").released_at is None
    assert Seat.objects.get(registration__name="Späte Sabine").released_at is not None


@pytest.mark.parametrize("number", [1, 3])
def test_one_and_three_late_people_cost_the_same_queries(
    meeting, number, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr("circles.late.tell_seats", list)  # here mails are sent at once, one by one
    RegistrationTerms.objects.filter(event=meeting).update(has_waiting_list=False)
    guests(meeting, number, "Energie", "Verkehr")
    with django_assert_num_queries(22):
        assert late.seat_late(meeting.pk) == number
    assert Registration.objects.filter(seat=None).count() == 0
