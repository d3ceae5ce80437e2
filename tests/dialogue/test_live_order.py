"""The list of speakers suggests an order in which not always the same are heard; a host decides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimakreise.dialogue.live.order import suggest
from klimakreise.dialogue.models import LiveTurn
from tests import make
from tests.dialogue.live import do, seated, shown

people = st.integers(1, 30)
sectors = st.sampled_from(["", "science", "politics", "business"])
speeches = st.lists(st.tuples(people, sectors), max_size=12)
lists = st.lists(st.tuples(people, sectors), max_size=12, unique_by=lambda one: one[0])


def names(waiting, spoken=()):
    return "".join(waiting[place][0] for place in suggest(waiting, list(spoken)))


@pytest.mark.parametrize(
    ("waiting", "spoken", "order"),
    [
        ([], [], ""),
        ([("A", "x"), ("B", "x"), ("C", "x")], [], "ABC"),
        ([("A", "x"), ("B", "x"), ("C", "y")], [], "ACB"),
        ([("A", "x"), ("B", "x")], [("A", "x")], "BA"),
        ([("A", "x"), ("B", "y")], [("Z", "x")], "BA"),
        ([("A", "x"), ("B", "y")], [("Y", "y"), ("Z", "x")], "BA"),
        ([("A", "x"), ("B", "")], [("Z", "x")], "BA"),
    ],
)
def test_first_who_has_not_spoken_then_who_is_heard_less_then_who_asked_first(waiting, spoken, order):
    assert names(waiting, spoken) == order


@given(lists, speeches)
def test_everybody_is_called_once(waiting, spoken):
    assert sorted(suggest(waiting, spoken)) == list(range(len(waiting)))


@given(lists, speeches)
def test_nobody_speaks_again_before_who_has_spoken_less(waiting, spoken):
    so_far = [person for person, _sector in spoken]
    often = [so_far.count(waiting[place][0]) for place in suggest(waiting, spoken)]
    assert often == sorted(often)


@given(lists, speeches)
def test_of_the_same_sector_and_as_many_speeches_who_asked_first_is_first(waiting, spoken):
    so_far = [person for person, _sector in spoken]
    alike = {}
    for place in suggest(waiting, spoken):
        person, sector = waiting[place]
        alike.setdefault((sector, so_far.count(person)), []).append(place)
    assert all(places == sorted(places) for places in alike.values())


@pytest.mark.django_db
def test_hosts_see_the_suggestion_and_call_whom_they_like(planner):
    room = make.live_room()
    event = room.event
    turns = {}
    for name, sector in (
        ("Ada Beispiel", "science"),
        ("Ben Beispiel", "science"),
        ("Cem Beispiel", "politics"),
    ):
        browser = seated(make.registration(event, name=name, sector=sector))
        do(browser, event, "speak")
        turns[name] = LiveTurn.objects.last().pk
    assert "Suggested order" not in shown(browser, event)
    assert "Suggested order: Ada Beispiel, Cem Beispiel, Ben Beispiel" in shown(planner, event, "leiten/")
    page = do(planner, event, f"call {turns['Ada Beispiel']}", "leiten/")
    assert "Suggested order: Cem Beispiel, Ben Beispiel" in page
    assert "Call Cem Beispiel" in page
    page = do(planner, event, "next", "leiten/")
    assert "Speaking now: Ben Beispiel" in page
    assert "Suggested order" not in page, "one who waits alone needs none"
