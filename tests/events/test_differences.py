"""What is told of two states of an agenda: new, moved, changed and cancelled items, each in words."""

import datetime

import pytest
from django.utils.translation import override

from events.differences import changes_between
from events.models import ReleasedItem

numbers = {}


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def item(title, start=None, key=None, **fields):
    """An item; those of one title are the same item unless a `key` is given."""
    key = key or numbers.setdefault(title, len(numbers) + 100)
    start = start and datetime.time.fromisoformat(start)
    return ReleasedItem(key=key, title=title, start=start, **{"kind": "talk", **fields})


def told(old, new):
    return [str(each) for each in changes_between(old, new)]


def agenda(letters):
    """Items without times: "abc" are the items a, b and c."""
    return [item(letter) for letter in letters]


def test_nothing_is_told_of_an_agenda_that_is_as_it_was():
    assert told(agenda("abc"), agenda("abc")) == []


def test_what_is_new_is_told_in_its_place_and_what_is_cancelled_last():
    assert told(agenda("abc"), agenda("xbc")) == ["x: new", "a: is left out"]


def test_everything_of_a_first_agenda_is_new():
    assert told([], agenda("ab")) == ["a: new", "b: new"]


def test_an_item_at_another_time_has_moved_and_its_old_time_is_told():
    assert told([item("Rede", "18:30")], [item("Rede", "19:00")]) == ["19:00 Rede: moved (before: 18:30)"]


def test_so_has_one_that_got_or_lost_its_time():
    assert told([item("Rede")], [item("Rede", "19:00")]) == ["19:00 Rede: moved (before: without a time)"]
    assert told([item("Rede", "19:00")], [item("Rede")]) == ["Rede: moved (before: 19:00)"]


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ("abc", "bca", "a"),
        ("abc", "cab", "c"),
        ("abcd", "bacd", "a"),
        ("abcde", "adbce", "d"),
        ("abc", "xaybc", ""),
        ("abcd", "bd", ""),
    ],
)
def test_of_an_order_as_few_items_as_possible_are_said_to_have_moved(old, new, moved):
    found = [each.item.title for each in changes_between(agenda(old), agenda(new)) if each.is_moved]
    # Of two neighbours that changed places, either may be said to have moved.
    assert found in (list(moved), ["b"] if (old, new) == ("abcd", "bacd") else list(moved))


def test_an_item_that_others_pass_has_not_moved():
    old = [item("Rede", "18:00"), item("Pause", "18:30")]
    new = [item("Pause", "18:30"), item("Rede", "19:00")]
    assert told(old, new) == ["19:00 Rede: moved (before: 18:00)"]


def test_changed_words_are_told_with_the_old_ones():
    old = [item("Alt", key=1, presenter="Umweltamt", duration_minutes=30, kind="input", description="Lang.")]
    new = [item("Neu", key=1, presenter="Stadtplanung", duration_minutes=45, description="Kurz.")]
    assert told(old, new) == [
        (
            "Neu: changed (title, before: „Alt“; kind, before: input; presented by, before: „Umweltamt“; "
            "duration, before: 30 minutes; description)"
        )
    ]


def test_an_item_can_have_moved_and_changed():
    old, new = [item("Alt", "18:00", key=1)], [item("Neu", "19:00", key=1)]
    assert told(old, new) == ["19:00 Neu: moved (before: 18:00), changed (title, before: „Alt“)"]


def test_another_number_for_the_same_order_is_no_difference():
    old = [item("a", position=1), item("b", position=2)]
    new = [item("a", position=10), item("b", position=20)]
    assert told(old, new) == []


def test_hundreds_of_items_in_reverse_are_told():
    letters = [item(str(n), key=n) for n in range(1, 301)]
    assert len(told(letters, letters[::-1])) == 299
