"""From wishes to announced seats: what the planning team does, and what people are told."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from circles import distributing, seats
from circles.jobs import forget_seating_problems
from circles.models import Facilitator, Seat, SeatingRun, Wish
from events import registering
from events.models import Registration
from klimakreise.mailing.letters import compose
from klimakreise.mailing.models import Message
from klimakreise.publishing.models import AuditRecord
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """An event to come with two circles: Energie with two places, Verkehr with many."""
    event = make.meeting()
    make.circle(event, title="Energie", position=1, most_people=2)
    make.circle(event, title="Verkehr", position=2)
    return event


def guest(event, *wishes, **fields):
    """Somebody with a place and wishes, given as titles of circles."""
    registration = make.registration(event, **fields)
    circles = {str(circle): circle for circle in event.circles.all()}
    for rank, title in enumerate(wishes, start=1):
        Wish.objects.create(registration=registration, circle=circles[title], rank=rank)
    return registration


def guests(event, number, *wishes):
    return [guest(event, *wishes) for _ in range(number)]


def distribute(event, seed=1):
    return SeatingRun.objects.get(pk=distributing.start(event, seed=seed).pk)


def where(event):
    """{name: circle} of all seats that count."""
    found = Seat.objects.standing().filter(registration__event=event).order_by("registration")
    return dict(found.values_list("registration__name", "circle__title"))


def told():
    """The registrations to which mails about seats were written, in their order."""
    return list(Message.objects.filter(kind="circles/seat").order_by("pk").values_list("about", flat=True))


def test_who_has_a_place_is_seated_and_nobody_else(meeting):
    guests(meeting, 3, "Energie", "Verkehr")
    guest(meeting, "Energie", state="waiting")
    guest(meeting, "Energie", state="cancelled")
    run = distribute(meeting)
    assert (run.state, run.progress) == ("done", 100)
    assert sorted(where(meeting).values()) == ["Energie", "Energie", "Verkehr"]
    seat = Seat.objects.get(circle__title="Verkehr")
    assert (seat.why, seat.rank, seat.refused) == ("wish", 2, ["full"])
    assert seat.released_at is None
    assert told() == []


def test_facilitators_the_city_and_the_rules_of_the_team_reach_the_algorithm(meeting):
    energy, traffic = meeting.circles.all()
    leader = make.person()
    Facilitator.objects.create(circle=traffic, user=leader)
    guest(meeting, "Energie", name="Leitung", user=leader)
    guest(meeting, "Energie", name="Amt", for_city=True, sector="administration")
    one, two = guests(meeting, 2, "Energie")
    rule = meeting.seating_rules.create(kind="together")
    rule.people.set([one, two])
    problem = distributing.problem_of(meeting, seed=5)
    people = {person.key: person for person in problem.people}
    first, second, *_ = problem.people
    assert first.facilitates == (traffic.pk,)
    assert (second.city, second.sector) == (True, "administration")
    assert people[one.pk].wishes == (energy.pk,)
    assert problem.together == ((one.pk, two.pk),)
    assert [(circle.key, circle.least, circle.most) for circle in problem.circles] == [
        (energy.pk, 0, 2),
        (traffic.pk, 0, None),
    ]


def test_a_draft_of_a_circle_has_no_seats(meeting):
    make.circle(meeting, title="Entwurf", published_at=None)
    guests(meeting, 5)
    distribute(meeting)
    assert set(where(meeting).values()) <= {"Energie", "Verkehr"}


def test_a_run_can_be_repeated_from_what_was_kept(meeting):
    guests(meeting, 6, "Energie", "Verkehr")
    run = distribute(meeting, seed=4)
    Registration.objects.filter(event=meeting).update(sector="business")  # what is true today does not matter
    found, again = distributing.repeated(run)
    assert found == again
    assert {seat.person: seat.circle for seat in found.seats} == dict(
        Seat.objects.values_list("registration", "circle")
    )
    other = distribute(meeting, seed=5)
    assert other.problem["seed"] == 5


def test_seats_set_by_hand_stay_when_all_others_are_distributed_again(meeting):
    first, *_ = guests(meeting, 4, "Energie", "Verkehr")
    distribute(meeting)
    traffic = meeting.circles.get(title="Verkehr")
    seats.move(meeting, [first], traffic)
    distribute(meeting, seed=2)
    assert where(meeting)[first.name] == "Verkehr"
    assert Seat.objects.get(registration=first).why == "hand"
    assert sorted(where(meeting).values()) == ["Energie", "Energie", "Verkehr", "Verkehr"]
    seats.let_go(meeting, [first])
    assert first.name not in where(meeting)
    assert seats.numbers(meeting) == {"places": 4, "seated": 3, "kept": 0, "announced": 0}


def test_releasing_tells_everybody_once_and_is_audited(meeting):
    guests(meeting, 3, "Energie", "Verkehr")
    distribute(meeting)
    assert seats.release(meeting) == 3
    assert seats.release(meeting) == 0
    assert sorted(told()) == sorted(meeting.registrations.values_list("pk", flat=True))
    assert AuditRecord.objects.filter(act="released", detail="Plätze in Kreisen: 3").count() == 1


def test_the_mail_says_which_circle_and_why(meeting):
    meeting.circles.filter(title="Verkehr").update(guiding_question="Wie kommen alle *gut* an?")
    guests(meeting, 3, "Energie", "Verkehr")
    distribute(meeting)
    seats.release(meeting)
    second = Seat.objects.get(rank=2).registration
    mail = compose(Message.objects.get(about=second.pk, kind="circles/seat"))
    assert mail.subject == "Ihr Kreis: Verkehr"
    assert "Wie es dazu kam: Zweiter Wunsch; der erste war voll." in mail.body
    assert "Wie kommen alle *gut* an?" in mail.body
    registering.cancel(second, by_mail=False)
    assert compose(Message.objects.get(about=second.pk, kind="circles/seat")) is None


def test_the_team_may_write_the_mail_about_the_seat_in_its_own_words(meeting):
    text = "{name}: [{kreis}](<{kreisseite}>), {leitfrage}. {warum}."
    meeting.mail_texts.create(kind="seat", subject="{kreis}!", text=text)
    guests(meeting, 1, "Energie")
    distribute(meeting)
    seats.release(meeting)
    mail = compose(Message.objects.get(kind="circles/seat"))
    circle = meeting.circles.get(title="Energie")
    assert mail.subject == "Energie!"
    assert (
        f"Energie: http://127.0.0.1:8000{circle.get_absolute_url()}, noch offen. Erster Wunsch." in mail.body
    )


def test_somebody_who_comes_late_is_seated_by_the_same_rules_and_nobody_else_moves_or_is_told_again(meeting):
    guests(meeting, 3, "Energie", "Verkehr")
    distribute(meeting)
    seats.release(meeting)
    before, mails = where(meeting), told()
    late = guest(meeting, "Energie", "Verkehr", name="Späte Sabine", way="walk_in")
    distribute(meeting, seed=9)
    assert where(meeting) == {**before, "Späte Sabine": "Verkehr"}
    assert seats.release(meeting) == 1
    assert told() == [*mails, late.pk]


def test_moving_somebody_who_knows_their_seat_tells_them_of_the_new_one(meeting):
    first, second, _ = guests(meeting, 3, "Verkehr")
    distribute(meeting)
    seats.release(meeting)
    energy = meeting.circles.get(title="Energie")
    seats.move(meeting, [first], energy)
    seats.move(meeting, [second], meeting.circles.get(title="Verkehr"))
    assert told().count(first.pk) == 2
    assert told().count(second.pk) == 1
    assert Seat.objects.get(registration=first).released_at is not None


def test_a_seat_ends_when_its_owner_cancels_and_does_not_come_back_with_them(meeting):
    first, *_ = guests(meeting, 3, "Energie")
    distribute(meeting)
    seats.release(meeting)
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=5), tick=False):
        registering.cancel(first, by_mail=False)
        assert first.name not in where(meeting)
        first.refresh_from_db()
        first.turn_to("unconfirmed", turn=None)
        first.turn_to("confirmed", turn=99)
        assert first.name not in where(meeting)
    distribute(meeting)
    assert len(where(meeting)) == 2


def test_two_distributions_at_once_are_refused_and_a_dead_one_does_not_block_for_ever(meeting):
    guests(meeting, 2)
    dead = meeting.seating_runs.create(seed=1, state="running")
    with pytest.raises(distributing.AlreadyRunningError):
        distributing.start(meeting)
    SeatingRun.objects.filter(pk=dead.pk).update(asked_at=timezone.now() - 2 * distributing.STUCK)
    assert distribute(meeting).state == "done"
    dead.refresh_from_db()
    assert dead.state == "failed"


def test_an_event_without_people_or_circles_says_so(meeting):
    with pytest.raises(distributing.NothingToSeatError):
        distributing.start(meeting)
    guests(meeting, 1)
    meeting.circles.update(most_people=0)
    with pytest.raises(distributing.NothingToSeatError):
        distributing.start(meeting)


def test_a_job_that_fails_says_so_and_a_second_call_does_nothing(meeting, monkeypatch):
    guests(meeting, 2)
    run = meeting.seating_runs.create(seed=1)

    def fails(problem):
        raise ArithmeticError

    monkeypatch.setattr("circles.seating.seat_all", fails)
    with pytest.raises(ArithmeticError):
        distributing.distribute(run.pk)
    run.refresh_from_db()
    assert run.state == "failed"
    distributing.distribute(run.pk)
    assert where(meeting) == {}


def test_what_a_run_was_made_from_goes_when_the_registrations_go(meeting):
    guests(meeting, 2)
    run = distribute(meeting)
    forget_seating_problems.call()
    run.refresh_from_db()
    assert run.problem is not None
    meeting.registrations.all().delete()
    forget_seating_problems.call()
    run.refresh_from_db()
    assert (run.problem, run.outcome) == (None, None)


@pytest.mark.parametrize("number", [1, 3])
def test_distributing_and_releasing_cost_the_same_queries_for_one_and_for_three(
    meeting, number, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr("circles.seats.tell_seats", list)  # here mails are sent at once, one by one
    guests(meeting, number, "Energie", "Verkehr")
    run = meeting.seating_runs.create(seed=1)
    with django_assert_num_queries(19):
        distributing.distribute(run.pk)
    with django_assert_num_queries(6):
        seats.release(meeting)
