"""In the room: hosts open, close and show polls, everyone taking part votes once; the list of speakers; the end."""

import datetime

import pytest
from django.utils import timezone

from events.models import Event
from klimakreise.dialogue.jobs import end_rooms
from klimakreise.dialogue.live import polls
from klimakreise.dialogue.models import LivePoll, LiveQuestion, LiveRoom, LiveSupport, LiveTurn, LiveVote
from klimakreise.publishing.partial_dates import PartialDate
from tests import make
from tests.dialogue.live import do, place, seated, shown
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return make.live_room()


@pytest.fixture
def event(room):
    return room.event


@pytest.fixture
def ada(event):
    return seated(make.registration(event, name="Ada Beispiel", sector="science"))


@pytest.fixture
def ben(event):
    return seated(make.registration(event, name="Ben Beispiel"))


def host(planner, event, verb):
    return do(planner, event, verb, "leiten/")


def vote(browser, event, poll, *labels):
    keys = [poll.options.get(label=label).pk for label in labels]
    return do(browser, event, f"vote {poll.pk}", **{f"poll-{poll.pk}": keys})


def votes(poll):
    """{answer: its number} as it was counted."""
    return dict(poll.options.values_list("label", "votes"))


def test_a_poll_from_making_it_to_its_result(planner, ada, ben, event, room):
    typed = {"question": "Wieder im Mai?", "kind": "single", "answers": "Ja\n Nein \n\nJa\nEgal"}
    page = words(planner.post(place(event, "leiten/abstimmung/"), typed, follow=True))
    assert "Wieder im Mai? prepared one answer Ja Nein Egal" in page
    poll = LivePoll.objects.get()
    assert "Wieder im Mai?" not in shown(ada, event)
    host(planner, event, f"open_poll {poll.pk}")
    assert "Wieder im Mai? one answer Ja Nein Egal Vote" in shown(ada, event)
    assert "Your vote is counted." in vote(ada, event, poll, "Ja")
    vote(ben, event, poll, "Egal")
    page = shown(planner, event, "leiten/")
    assert "2 people have voted Ja Nein Egal" in page
    assert "%" not in page
    host(planner, event, f"close_poll {poll.pk}")
    assert votes(poll) == {"Ja": 1, "Nein": 0, "Egal": 1}
    assert not LiveVote.objects.exists()
    assert "Wieder im Mai?" not in shown(ada, event)
    host(planner, event, f"show_result {poll.pk}")
    assert "Wieder im Mai? 2 people have voted Ja1 (50 %) Nein0 (0 %) Egal1 (50 %)" in shown(ada, event)
    host(planner, event, f"hide_result {poll.pk}")
    assert "Wieder im Mai?" not in shown(ada, event)


def test_a_vote_can_be_changed_and_counts_once(planner, ada, event, room):
    poll = make.live_poll(room)
    vote(ada, event, poll, "Ja")
    assert "You have voted." in vote(ada, event, poll, "Nein")
    host(planner, event, f"close_poll {poll.pk}")
    assert votes(poll) == {"Ja": 0, "Nein": 1}
    poll.refresh_from_db()
    assert poll.voters == 1


def test_with_several_answers_people_are_counted_and_not_answers(planner, ada, ben, event, room):
    poll = make.live_poll(room, ("Rad", "Bus", "Bahn"), kind="multiple")
    vote(ada, event, poll, "Rad", "Bus")
    vote(ben, event, poll, "Rad")
    host(planner, event, f"close_poll {poll.pk}")
    poll.refresh_from_db()
    assert (poll.voters, votes(poll)) == (2, {"Rad": 2, "Bus": 1, "Bahn": 0})


def test_a_vote_is_taken_back_by_choosing_nothing(ada, event, room):
    poll = make.live_poll(room, kind="multiple")
    vote(ada, event, poll, "Ja", "Nein")
    assert "Your vote is taken back." in vote(ada, event, poll)
    assert not LiveVote.objects.exists()


def test_two_answers_of_one_or_those_of_another_poll_are_refused(ada, event, room):
    poll, other = make.live_poll(room), make.live_poll(room, ("Links", "Rechts"))
    assert "That vote was not possible" in vote(ada, event, poll, "Ja", "Nein")
    strange = {f"poll-{poll.pk}": other.options.first().pk}
    assert "That vote was not possible" in do(ada, event, f"vote {poll.pk}", **strange)
    assert "That vote was not possible" in do(ada, event, f"vote {poll.pk}", **{f"poll-{poll.pk}": "x"})
    assert not LiveVote.objects.exists()


@pytest.mark.parametrize("state", ["prepared", "closed"])
def test_one_votes_only_while_the_poll_is_open(ada, event, room, state):
    poll = make.live_poll(room, state=state)
    assert "That vote was not possible" in vote(ada, event, poll, "Ja")
    assert not LiveVote.objects.exists()


def test_a_poll_of_another_room_is_out_of_reach(planner, ada, event):
    poll = make.live_poll(make.live_room())
    assert "That vote was not possible" in vote(ada, event, poll, "Ja")
    assert "That is not possible any more" in host(planner, event, f"close_poll {poll.pk}")
    assert planner.get(place(event, f"leiten/abstimmung/{poll.pk}/")).status_code == 404


def test_a_result_is_not_shown_and_a_poll_not_changed_while_it_is_open(planner, event, room):
    poll = make.live_poll(room)
    assert "That is not possible any more" in host(planner, event, f"show_result {poll.pk}")
    assert "That is not possible any more" in host(planner, event, f"discard {poll.pk}")
    assert planner.get(place(event, f"leiten/abstimmung/{poll.pk}/")).status_code == 404
    poll.question = "Ganz anders?"
    assert not polls.keep(room, poll, ["A", "B"])
    assert LivePoll.objects.get().question == "Noch einmal?"


def test_a_prepared_poll_is_changed_and_deleted(planner, event, room):
    poll = make.live_poll(room, state="prepared")
    address = place(event, f"leiten/abstimmung/{poll.pk}/")
    assert "Ja Nein" in words(planner.get(address))
    planner.post(address, {"question": "Im Herbst?", "kind": "multiple", "answers": "Gern\nNie"})
    poll.refresh_from_db()
    assert (poll.question, poll.kind, list(votes(poll))) == ("Im Herbst?", "multiple", ["Gern", "Nie"])
    host(planner, event, f"discard {poll.pk}")
    assert not LivePoll.objects.exists()


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ("", "This field is required."),
        ("Ja\n ja \nJa", None),
        ("Ja\nJa", "Give 2 to 12 different answers"),
        ("\n".join(map(str, range(13))), "Give 2 to 12 different answers"),
        ("Ja\n" + "x" * 201, "at most 200 characters"),
    ],
)
def test_answers_of_a_poll_are_2_to_12(planner, event, room, answers, sentence):
    typed = {"question": "Wieder im Mai?", "kind": "single", "answers": answers}
    page = words(planner.post(place(event, "leiten/abstimmung/"), typed, follow=True))
    assert LivePoll.objects.exists() == (sentence is None)
    assert sentence is None or sentence in page


def test_the_floor_is_given_in_the_order_of_asking(planner, ada, ben, event):
    assert "Ada Beispiel (you)" in do(ada, event, "speak")
    do(ada, event, "speak")
    do(ben, event, "speak")
    assert LiveTurn.objects.count() == 2
    page = host(planner, event, "next")
    assert "Speaking now: Ada Beispiel" in page
    assert "Spoken so far: science 1" in page
    page = host(planner, event, "next")
    assert "Speaking now: Ben Beispiel" in page
    page = host(planner, event, "end_speech")
    assert "Speaking now" not in page
    do(ada, event, "speak")
    assert "Ada Beispiel science · has spoken once" in shown(planner, event, "leiten/")


def test_one_leaves_the_list_and_a_host_may_call_out_of_turn(planner, ada, ben, event):
    do(ada, event, "speak")
    do(ben, event, "speak")
    second = LiveTurn.objects.last()
    assert "Speaking now: Ben Beispiel" in host(planner, event, f"call {second.pk}")
    assert "That is not possible any more" in host(planner, event, f"call {second.pk}")
    assert "Ask for the floor" in do(ada, event, "leave")
    assert "Nobody is waiting to speak." in shown(ben, event)


def test_a_room_without_a_list_gives_no_floor(ada, event, room):
    LiveRoom.objects.update(has_floor=False)
    assert "List of speakers" not in shown(ada, event)
    assert "That is not possible any more." in do(ada, event, "speak")


def test_a_host_prepares_opens_and_settles_a_room(planner):
    event = make.meeting()
    assert "Nobody sees them until they are prepared." in shown(planner, event, "leiten/")
    assert not LiveRoom.objects.exists()
    assert planner.get(place(event)).status_code == 404
    host(planner, event, "prepare")
    host(planner, event, "prepare")
    assert LiveRoom.objects.get().state == "prepared"
    planner.post(place(event, "leiten/einstellungen/"), {"has_floor": "on", "is_documented": "on"})
    host(planner, event, "begin")
    room = LiveRoom.objects.get()
    assert (room.state, room.is_moderated, room.has_floor, room.is_documented) == ("open", False, True, True)
    assert room.version == 3


def fill(room, ada):
    """A question that Ada has asked and one that she supports, a vote, a turn."""
    event = room.event
    do(ada, event, "ask", text="Wann kommt der Radweg?", with_name="on")
    other = make.live_question(room, text="Und die Bahn?")
    make.live_question(room, text="Wartet noch?", state="waiting")
    do(ada, event, f"support {other.pk}")
    poll = make.live_poll(room)
    vote(ada, event, poll, "Ja")
    do(ada, event, "speak")
    return poll


def test_the_end_keeps_numbers_and_forgets_people(planner, ada, event, room):
    poll = fill(room, ada)
    assert "It cannot be opened again." in shown(planner, event, "leiten/ende/")
    assert LiveRoom.objects.get().state == "open"
    planner.post(place(event, "leiten/ende/"))
    assert [(each.text, each.name, each.registration) for each in LiveQuestion.objects.all()] == [
        ("Wann kommt der Radweg?", "", None),
        ("Und die Bahn?", "", None),
    ]
    assert LiveQuestion.objects.with_support().by_support().first().supports == 1
    assert votes(poll) == {"Ja": 1, "Nein": 0}
    assert [model.objects.count() for model in (LiveSupport, LiveVote, LiveTurn)] == [0, 0, 0]
    assert "That is not possible any more" in host(planner, event, "begin")


def test_the_documentation_shows_what_was_shown_only_if_the_host_says_so(planner, visitor, ada, event, room):
    poll = fill(room, ada)
    hidden = make.live_poll(room, question="Bleibt unter uns?")
    address = place(event, "ergebnisse/")
    assert visitor.get(address).status_code == 404
    host(planner, event, f"close_poll {poll.pk}")
    host(planner, event, f"show_result {poll.pk}")
    planner.post(place(event, "leiten/einstellungen/"), {"is_documented": "on"})
    assert visitor.get(address).status_code == 404
    planner.post(place(event, "leiten/ende/"))
    page = words(visitor.get(address))
    assert "Noch einmal? 1 person has voted Ja1 (100 %) Nein0 (0 %)" in page
    assert "Und die Bahn? 1 supporter Wann kommt der Radweg? 0 supporters" in page
    assert "Ada Beispiel" not in page
    assert hidden.question not in page
    assert "Asked and voted" in words(visitor.get(f"/en/veranstaltungen/{event.slug}/"))
    planner.post(place(event, "leiten/einstellungen/"), {})
    assert visitor.get(address).status_code == 404
    assert "Asked and voted" not in words(visitor.get(f"/en/veranstaltungen/{event.slug}/"))


def test_the_events_page_leads_in_while_the_room_is_open(visitor, event, room):
    page = f"/en/veranstaltungen/{event.slug}/"
    assert "Live now: take part" in words(visitor.get(page))
    for change in ({"state": "prepared"}, {"state": "ended"}):
        LiveRoom.objects.update(**change)
        assert "Live now" not in words(visitor.get(page))


def test_two_nights_after_the_event_a_room_ends_by_itself(ada, event, room):
    fill(room, ada)
    upcoming = make.live_room()
    for days, state in ((1, "open"), (2, "ended")):
        day = timezone.localdate() - datetime.timedelta(days=days)
        Event.objects.filter(pk=event.pk).update(date=PartialDate(day.isoformat()))
        end_rooms.call()
        assert LiveRoom.objects.get(pk=room.pk).state == state
    assert LiveRoom.objects.get(pk=upcoming.pk).state == "open"
    assert not LiveVote.objects.exists()


def test_the_big_screen_shows_the_poll_the_speaker_and_the_first_questions(planner, ada, event, room):
    poll = fill(room, ada)
    host(planner, event, "next")
    page = shown(planner, event, "leinwand/")
    assert "Noch einmal? Ja Nein 1 person has voted" in page
    assert "Ada Beispiel" in page
    assert "1 Und die Bahn? 0 Wann kommt der Radweg?" in page
    assert "Wartet noch?" not in page
    host(planner, event, f"close_poll {poll.pk}")
    assert "Noch einmal?" not in shown(planner, event, "leinwand/")
