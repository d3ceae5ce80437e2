"""What becomes of a registration: every arrow of the table in events/models/registration.py, and no other."""

import datetime
import itertools

import pytest
import time_machine
from django.utils import timezone

from events import offers, places, registering
from events.jobs import move_registrations_on
from events.models import Registration
from events.models.registration import ARROWS
from klimakreise.mailing.models import Message
from klimakreise.publishing.models import AuditRecord
from tests import make

pytestmark = pytest.mark.django_db

State = Registration.State


def later(**span):
    return time_machine.travel(timezone.now() + datetime.timedelta(**span), tick=False)


def submit(event, email="gerda@garten.example", user=None, **fields):
    return registering.submit(
        Registration(event=event, name="Gerda Garten", email=email, **fields), {}, user=user
    )


def states(event):
    """The states of all registrations in the order in which they were made."""
    return list(event.registrations.order_by("pk").values_list("state", flat=True))


def fresh(row):
    return Registration.objects.get(pk=row.pk)


def mails(what):
    """How many mails of a kind are in the outbox."""
    return Message.objects.filter(kind=f"events/registration_{what}").count()


def full(places=1, **terms):
    """An event whose places are taken."""
    event = make.meeting(places, **terms)
    for _number in range(places):
        make.registration(event)
    return event


def test_the_form_makes_an_unconfirmed_registration_that_holds_no_place():
    event = make.meeting(1)
    assert submit(event).state == State.UNCONFIRMED
    assert places.Places.of(event).taken == 0
    assert mails("confirm") == 1


def test_confirming_gives_a_free_place():
    own = submit(make.meeting(1))
    assert registering.confirm(own).state == State.CONFIRMED
    assert mails("confirmed") == 1


def test_without_a_limit_there_is_always_one():
    event = make.meeting()
    for number in range(3):
        assert registering.confirm(submit(event, f"{number}@example.org")).state == State.CONFIRMED


def test_confirming_twice_is_as_good_as_once():
    own = submit(make.meeting(1))
    for _time in range(2):
        registering.confirm(own)
    assert fresh(own).state == State.CONFIRMED
    assert mails("confirmed") == 1


def test_where_no_place_is_free_one_waits_in_the_order_of_confirmation():
    event = full()
    first, second = submit(event, "a@example.org"), submit(event, "b@example.org")
    assert registering.confirm(second).state == State.WAITING
    assert registering.confirm(first).state == State.WAITING
    assert [fresh(each).place_on_the_list for each in (second, first)] == [1, 2]
    assert mails("waiting") == 2


def test_where_there_is_no_list_either_it_stays_unconfirmed_and_may_be_tried_again():
    event = full(has_waiting_list=False)
    own = submit(event)
    assert registering.confirm(own).state == State.UNCONFIRMED
    registering.cancel(event.registrations.get(state=State.CONFIRMED))
    assert registering.confirm(own).state == State.CONFIRMED


@pytest.mark.parametrize(("hours", "left"), [(47, 1), (49, 0)])
def test_what_nobody_confirms_is_gone_after_48_hours(hours, left):
    own = submit(make.meeting())
    with later(hours=hours):
        move_registrations_on.call()
    assert Registration.objects.count() == left
    if not left:
        assert registering.confirm(own) is None


def test_the_link_is_too_old_after_48_hours_before_anybody_has_tidied():
    own = submit(make.meeting())
    with later(hours=49):
        assert registering.confirm(own) is None
    assert fresh(own).state == State.UNCONFIRMED


def test_a_confirmed_registration_does_not_lapse():
    own = registering.confirm(submit(make.meeting()))
    with later(hours=49):
        move_registrations_on.call()
    assert fresh(own).state == State.CONFIRMED


def test_a_place_that_becomes_free_goes_to_the_first_in_line_at_once():
    event = full()
    first, second = (make.registration(event, state="waiting") for _number in range(2))
    registering.cancel(event.registrations.get(state=State.CONFIRMED))
    assert states(event) == ["cancelled", "confirmed", "waiting"]
    assert fresh(first).state == State.CONFIRMED
    assert fresh(second).place_on_the_list == 1
    assert (mails("moved_up"), mails("cancelled")) == (1, 1)


def test_or_it_is_offered_and_blocked_for_48_hours():
    event = full(moving_up="offer")
    first = make.registration(event, state="waiting")
    registering.cancel(event.registrations.get(state=State.CONFIRMED))
    assert fresh(first).state == State.OFFERED
    assert fresh(first).offer_ends_at - timezone.now() > datetime.timedelta(hours=47)
    assert registering.confirm(submit(event)).state == State.WAITING
    assert mails("offered") == 1


def test_an_accepted_offer_is_a_place():
    own = make.registration(make.meeting(1, moving_up="offer"), state="offered")
    assert offers.accept(own).state == State.CONFIRMED
    assert mails("confirmed") == 1


def test_a_declined_offer_frees_the_place_at_once():
    event = make.meeting(1, moving_up="offer")
    own, second = make.registration(event, state="offered"), make.registration(event, state="waiting")
    assert offers.decline(own).state == State.CANCELLED
    assert fresh(second).state == State.OFFERED


def test_only_an_offer_can_be_declined():
    own = make.registration(make.meeting(1))
    assert offers.decline(own).state == State.CONFIRMED


def test_an_offer_that_lapses_goes_to_the_next_and_its_owner_to_the_end_of_the_list():
    event = make.meeting(1, moving_up="offer")
    own = make.registration(event, state="offered")
    second, third = (make.registration(event, state="waiting") for _number in range(2))
    with later(hours=49):
        move_registrations_on.call()
    assert fresh(second).state == State.OFFERED
    assert [fresh(each).place_on_the_list for each in (third, own)] == [1, 2]


def test_whoever_accepts_too_late_is_at_the_end_of_the_list():
    event = make.meeting(1, moving_up="offer")
    own, second = make.registration(event, state="offered"), make.registration(event, state="waiting")
    with later(hours=49):
        assert offers.accept(own).state == State.WAITING
    assert fresh(second).state == State.OFFERED


def silent(event):
    """Somebody who has let the offer of the one free place lapse; nobody else waits."""
    own = make.registration(event, state="offered", offer_ends_at=timezone.now())
    move_registrations_on.call()
    return fresh(own)


def test_who_waits_alone_and_does_not_answer_is_not_asked_again_for_the_same_place():
    event = make.meeting(1, moving_up="offer")
    own = make.registration(event, state="offered")
    for days in (3, 6, 9):
        with later(days=days):
            move_registrations_on.call()
    assert fresh(own).state == State.WAITING
    assert mails("offered") == 0


def test_but_can_take_it_after_all_while_it_stays_free():
    own = silent(make.meeting(1, moving_up="offer"))
    assert offers.take_after_all(own).state == State.CONFIRMED
    assert mails("confirmed") == 1


def test_who_comes_new_takes_the_place_and_the_silent_one_is_asked_when_another_becomes_free():
    event = make.meeting(1, moving_up="offer")
    own = silent(event)
    new = registering.confirm(submit(event))
    assert new.state == State.CONFIRMED
    assert offers.take_after_all(own).state == State.WAITING
    registering.cancel(new)
    assert fresh(own).state == State.OFFERED
    assert mails("offered") == 1


def test_of_two_who_are_silent_each_is_asked_again_after_the_other():
    event = make.meeting(1, moving_up="offer")
    first = make.registration(event, state="offered")
    second = make.registration(event, state="waiting")
    for days, expected in [(3, second), (6, first), (9, second)]:
        with later(days=days):
            move_registrations_on.call()
            assert list(event.registrations.filter(state=State.OFFERED)) == [expected]
    assert mails("offered") == 3


def test_a_silent_one_does_not_stand_before_those_who_were_not_asked_yet():
    event = make.meeting(1, moving_up="offer")
    own = silent(event)
    other = make.registration(event, state="waiting")
    assert offers.take_after_all(own).state == State.WAITING
    assert fresh(other).state == State.OFFERED


def test_who_shall_move_up_at_once_does_so_even_after_a_lapsed_offer():
    event = make.meeting(1, moving_up="offer")
    own = silent(event)
    event.registration_terms.moving_up = "at_once"
    event.registration_terms.save()
    move_registrations_on.call()
    assert fresh(own).state == State.CONFIRMED


@pytest.mark.parametrize("change", ["draft", "cancelled", "over"])
def test_nobody_takes_a_place_after_all_at_an_event_that_does_not_take_place(change):
    event = make.meeting(1, moving_up="offer")
    own = silent(event)
    if change == "draft":
        event.withdraw()
    elif change == "cancelled":
        event.cancel("Sturm.")
    with later(days=40 if change == "over" else 0):
        assert offers.take_after_all(own).state == State.WAITING


def test_only_a_lapsed_offer_can_be_taken_after_all():
    event = make.meeting(1, moving_up="offer")
    own = make.registration(event, state="waiting")
    event.withdraw()  # or it would be offered
    assert offers.take_after_all(own).state == State.WAITING
    own.delete()
    assert offers.take_after_all(own) is None


@pytest.mark.parametrize("state", ["unconfirmed", "waiting", "offered", "confirmed"])
def test_one_can_cancel_from_anywhere(state):
    own = make.registration(make.meeting(1), state=state)
    assert registering.cancel(own).state == State.CANCELLED


def test_whoever_has_cancelled_can_register_anew_and_stands_at_the_end():
    event = full(2)
    own, _other = event.registrations.order_by("pk")
    make.registration(event, state="waiting")
    registering.cancel(own)
    again = submit(event, own.email)
    assert (again.pk, again.state) == (own.pk, State.UNCONFIRMED)
    assert registering.confirm(again).state == State.WAITING


def test_the_team_gives_a_place_out_of_turn():
    event = make.meeting(2)
    make.registration(event)
    _first, second = (make.registration(event, state="waiting") for _number in range(2))
    assert places.give(second).state == State.CONFIRMED
    with pytest.raises(places.FullError):
        places.give(event.registrations.get(state=State.WAITING))


def test_the_team_may_go_beyond_the_limit_and_the_audit_knows():
    event = full()
    own = make.registration(event, state="waiting")
    given = places.give(own, beyond_limit=True)
    assert (given.state, given.beyond_limit) == (State.CONFIRMED, True)
    record = AuditRecord.objects.get()
    assert (record.act, record.title) == ("beyond_limit", event.title)
    assert str(own.pk) in record.detail
    assert own.name not in record.detail


def test_beyond_the_limit_is_only_said_of_what_is_beyond_it():
    given = places.give(make.registration(make.meeting(1), state="waiting"), beyond_limit=True)
    assert not given.beyond_limit
    assert not AuditRecord.objects.exists()


def test_an_offer_that_the_team_confirms_keeps_its_own_place():
    own = make.registration(make.meeting(1), state="offered")
    assert places.give(own).state == State.CONFIRMED


@pytest.mark.parametrize("state", ["confirmed", "offered"])
def test_the_team_puts_somebody_back_on_the_list(state):
    event = make.meeting(1)
    own, waiting = make.registration(event, state=state), make.registration(event, state="waiting")
    assert places.put_on_list(own, by_mail=False).state == State.WAITING
    assert fresh(waiting).state == State.CONFIRMED
    assert (mails("waiting"), mails("moved_up")) == (0, 1)


def test_the_team_adds_somebody_without_an_address():
    event = make.meeting(1)
    walk_in = registering.add(Registration(event=event, name="Wanda Weg", way="walk_in"), {})
    assert walk_in.state == State.CONFIRMED
    assert not Message.objects.exists()
    with pytest.raises(places.FullError):
        registering.add(Registration(event=event, name="Willi Weg", way="walk_in"), {})


def test_lowering_the_limit_throws_nobody_out_and_raising_it_moves_people_up():
    event = full(3)
    make.registration(event, state="waiting")
    for limit, expected in [(1, 3), (3, 3), (4, 4), (9, 4)]:
        type(event).objects.filter(pk=event.pk).update(capacity=limit)
        move_registrations_on.call()
        assert event.registrations.filter(state=State.CONFIRMED).count() == expected


def test_places_reserved_for_the_city_are_kept_until_their_time():
    until = timezone.now() + datetime.timedelta(days=3)
    event = make.meeting(3, reserved_for_city=2, reserved_until=until)
    guests = [registering.confirm(submit(event, f"{number}@example.org")) for number in range(3)]
    assert [each.state for each in guests] == ["confirmed", "waiting", "waiting"]
    assert registering.confirm(submit(event, "k@stadt.example", for_city=True)).state == State.CONFIRMED
    with later(days=4):
        move_registrations_on.call()
    assert [fresh(each).state for each in guests] == ["confirmed", "confirmed", "waiting"]


def test_people_of_the_city_also_take_places_for_everybody():
    until = timezone.now() + datetime.timedelta(days=3)
    event = make.meeting(2, reserved_for_city=1, reserved_until=until)
    for number in range(2):
        registering.confirm(submit(event, f"{number}@stadt.example", for_city=True))
    assert states(event) == ["confirmed", "confirmed"]
    assert registering.confirm(submit(event, "gast@example.org")).state == State.WAITING


def test_of_those_who_wait_the_city_takes_a_place_that_only_the_city_can_have():
    until = timezone.now() + datetime.timedelta(days=3)
    event = make.meeting(1, reserved_for_city=1, reserved_until=until)
    guest = make.registration(event, state="waiting")
    city = make.registration(event, state="waiting", for_city=True)
    move_registrations_on.call()
    assert (fresh(guest).state, fresh(city).state) == (State.WAITING, State.CONFIRMED)


@pytest.mark.parametrize("change", ["draft", "cancelled", "over"])
def test_nobody_moves_up_at_an_event_that_does_not_take_place(change):
    event = make.meeting(1)
    own = make.registration(event, state="waiting")
    if change == "draft":
        event.withdraw()
    elif change == "cancelled":
        event.cancel("Sturm.")
    with later(days=40 if change == "over" else 0):
        move_registrations_on.call()
    assert fresh(own).state == State.WAITING


def test_a_known_address_gets_its_link_again_and_nothing_else_changes():
    own = make.registration(make.meeting(), email="gerda@garten.example", name="Gerda")
    again = submit(own.event, "Gerda@Garten.Example ", access_needs="Rampe")
    assert again.pk == own.pk
    assert (fresh(own).name, fresh(own).access_needs, fresh(own).state) == ("Gerda", "", State.CONFIRMED)
    assert (mails("link"), mails("confirm")) == (1, 0)


def test_of_two_unconfirmed_forms_the_later_one_counts():
    event = make.meeting()
    question = make.registration_question(event)
    registering.submit(Registration(event=event, name="Gerda", email="g@example.org"), {question: "nein"})
    own = registering.submit(Registration(event=event, name="Gerta", email="g@example.org"), {question: "ja"})
    assert [each.name for each in event.registrations.all()] == ["Gerta"]
    assert [each.text for each in own.answers.all()] == ["ja"]
    assert mails("confirm") == 2


def account(**fields):
    person = make.person(email="mira@example.org", **fields)
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def test_whoever_is_logged_in_with_the_address_has_confirmed_it():
    mira = account()
    own = submit(make.meeting(), "mira@example.org", user=mira)
    assert (own.state, own.user) == (State.CONFIRMED, mira)
    assert mails("confirm") == 0


@pytest.mark.parametrize("verified", [False, None])
def test_another_address_has_to_be_confirmed_by_mail_all_the_same(verified):
    mira = account()
    if verified is not None:
        mira.emailaddress_set.create(email="neu@example.org", verified=verified)
    own = submit(make.meeting(), "neu@example.org", user=mira)
    assert (own.state, own.user) == (State.UNCONFIRMED, None)


def test_a_registration_by_mail_joins_the_account_of_the_same_confirmed_address(office):
    krause = account(department=office)
    own = registering.confirm(submit(make.meeting(), "Mira@example.org"))
    assert (own.user, own.for_city) == (krause, True)


def test_an_account_that_comes_later_has_what_was_registered_with_its_address():
    own = registering.confirm(submit(make.meeting(), "mira@example.org"))
    other = make.registration(own.event)
    mira = account()
    assert list(Registration.objects.of(mira)) == [own]
    mira.emailaddress_set.update(verified=False)
    assert not Registration.objects.of(mira).exists()
    assert other.user is None


def test_the_registration_outlives_the_account():
    mira = account()
    own = submit(make.meeting(), "mira@example.org", user=mira)
    mira.delete()
    assert (fresh(own).user, fresh(own).state) == (None, State.CONFIRMED)


@pytest.mark.parametrize(("start", "end"), list(itertools.permutations(State, 2)))
def test_the_table_knows_every_arrow_and_refuses_the_rest(start, end):
    own = make.registration(make.meeting(), state=start)
    known = end in ARROWS[start]
    fields = {"turn": own.turn or 1} if end in {"confirmed", "waiting", "offered"} else {"turn": None}
    if end == State.OFFERED:
        fields["offer_ends_at"] = timezone.now()
    if known:
        own.turn_to(end, **fields)
        assert fresh(own).state == end
    else:
        with pytest.raises(ValueError, match="does not become"):
            own.turn_to(end, **fields)


def test_the_personal_link_is_signed_and_stands_nowhere_in_the_database():
    own = make.registration(make.meeting())
    assert list(Registration.objects.by_token(own.token)) == [own]
    assert not Registration.objects.by_token(own.token[:-1]).exists()
    assert not Registration.objects.by_token(str(own.pk)).exists()
    assert own.token not in str(list(Registration.objects.values()))
