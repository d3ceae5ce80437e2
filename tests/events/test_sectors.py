"""How many of which sector came is told as far as it points at nobody."""

import importlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from events.models import AttendanceBySector
from events.sectors import fold
from tests import make

FEWEST = AttendanceBySector.FEWEST
counted = st.dictionaries(st.text(max_size=4), st.integers(0, 12), max_size=7)
moving = importlib.import_module("events.migrations.0013_sectors_become_rows")


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, ([], 0)),
        ({"a": 9, "b": 3}, ([("a", 9), ("b", 3)], 0)),
        ({"a": 9, "b": 2, "c": 1}, ([("a", 9)], 3)),
        ({"a": 9, "b": 4, "c": 1}, ([("a", 9)], 5)),
        ({"a": 9, "b": 1}, ([], 0)),
        ({"a": 2, "b": 2}, ([], 0)),
        ({"a": 9, "b": 0}, ([("a", 9)], 0)),
    ],
)
def test_small_sectors_and_if_need_be_the_next_one_go_into_the_rest(counts, shown):
    assert fold(counts) == shown


@given(counted)
@example({"a": 3, "b": 3, "c": 1})
def test_nothing_shown_stands_for_fewer_than_three(counts):
    shown, rest = fold(counts)
    assert all(number >= FEWEST for _name, number in shown)
    assert rest == 0 or rest >= FEWEST
    assert not rest or shown, "a rest alone says nothing"


@given(counted)
def test_what_is_shown_is_true_and_adds_up(counts):
    shown, rest = fold(counts)
    assert all(counts[name] == number for name, number in shown)
    assert sum(number for _name, number in shown) + rest in {0, sum(counts.values())}


@given(counted)
def test_nothing_is_folded_that_need_not_be(counts):
    shown, rest = fold(counts)
    if all(number >= FEWEST for number in counts.values() if number):
        assert dict(shown) == {name: number for name, number in counts.items() if number}
    elif shown:
        smallest = min(number for _name, number in shown)
        folded = [number for name, number in counts.items() if number and name not in dict(shown)]
        assert max(folded) <= smallest
        big = [number for number in folded if number >= FEWEST]
        assert rest - (max(big) if big else rest) < FEWEST or not big


@given(counted, st.randoms())
def test_the_order_in_which_sectors_are_counted_does_not_matter(counts, chance):
    items = list(counts.items())
    chance.shuffle(items)
    assert fold(dict(items)) == fold(counts)


@pytest.mark.django_db
def test_lines_of_before_become_rows_and_what_the_entrance_counted_is_folded():
    """The old lines are gone from the model: they are put on the event as the migration saw them."""
    event = make.event()
    source = make.source(key="einlass")
    event.attendance.create(source=source, kind="exact", value=10)
    event.sectors_present = [
        "Interessierte", "Interessierte", "Verein: 5", "Wissenschaft: 5", "Politik: 1", "Verwaltung: 2"
    ]  # fmt: skip
    rows = [(each["sector"], each.get("value")) for each in moving.rows_of(event)]
    assert rows == [
        ("Interessierte", None),
        ("Verein: 5", None),
        ("Wissenschaft", 5),
        ("weitere und ohne Angabe", 5),
    ]
    event.attendance.all().delete()
    rows = [(each["sector"], each.get("value")) for each in moving.rows_of(event)]
    assert rows[2:] == [("Wissenschaft: 5", None), ("Politik: 1", None), ("Verwaltung: 2", None)]
