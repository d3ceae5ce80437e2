"""What it takes to seat everybody at a small, a large and a huge event. Printed, not judged.

Limits of the issue: 60 people in 6 circles 0.2 s, 2,000 in 12 2 s, 10,000 in 12 15 s. "Processor" is the time of this process
alone, which is what a machine without other work would take; the solver has one thread.
"""

import random
import time
from collections import Counter
from dataclasses import replace
from unittest.mock import Mock

import pytest
from django.http import QueryDict

from circles import distributing, seats
from circles.models import Wish
from circles.seating import CircleLimits, Person, Problem, seat_all, seat_simply
from circles.seating_page import seating_context
from events.models import Registration
from tests import make

SECTORS = {
    "civil_society": 30,
    "administration": 14,
    "politics": 8,
    "science": 10,
    "business": 14,
    "private": 20,
    "": 4,
}


def event(people, circles, wishes, seed=7):
    """Some circles are wished for more than others and have places for a fifth more than all; ten pairs apart, twenty together."""
    dice = random.Random(seed)  # noqa: S311 (the same event each time)
    keys, fair = range(1, circles + 1), people / circles
    popular = [1 / (place + 1) ** 0.7 for place in range(circles)]
    everybody = []
    for key in range(1, people + 1):
        wanted: dict[int, None] = {}
        while len(wanted) < wishes:
            wanted[dice.choices(keys, popular)[0]] = None
        sector = dice.choices(list(SECTORS), list(SECTORS.values()))[0]
        leads = (key,) if key <= circles else ()
        everybody.append(Person(key, tuple(wanted), sector, sector == "administration", leads))
    limits = tuple(CircleLimits(key, int(fair * 0.8), int(fair * 1.2) + 1) for key in keys)
    others = dice.sample(range(circles + 1, people + 1), min(60, (people - circles) // 2 * 2 // 6 * 6))
    pairs = [tuple(others[place : place + 2]) for place in range(0, len(others), 2)]
    apart = len(pairs) // 3
    return Problem(tuple(everybody), limits, tuple(pairs[apart:]), tuple(pairs[:apart]), seed=seed)


@pytest.mark.parametrize("wishes", [3, 5])
@pytest.mark.parametrize(("people", "circles"), [(60, 6), (2_000, 12), (10_000, 12)])
def test_seating(people, circles, wishes, capsys):
    problem = event(people, circles, wishes)
    seat_all(event(12, 3, 2))  # loads the solver, which a process does once
    started, worked = time.perf_counter(), time.process_time()
    seating = seat_all(problem)
    passed, worked = time.perf_counter() - started, time.process_time() - worked
    ranks = Counter(seat.rank for seat in seating.seats)
    with capsys.disabled():
        print(f"\n{people} x {circles}, {wishes} wishes: {passed:.2f} s, processor {worked:.2f} s")
        print(f"  cost {seating.cost}, at least {seating.at_least}; wishes met {dict(ranks)}")
        print(f"  not met: {dict(Counter(unmet.rule.value for unmet in seating.unmet))}")
        worked = time.process_time()
        simple = seat_simply(problem).cost
        worked = time.process_time() - worked
        more = 100 * (simple / seating.cost - 1)
        print(f"  without the solver: cost {simple} ({more:.1f} % more), processor {worked:.2f} s")


@pytest.mark.parametrize("late", [1, 3])
@pytest.mark.parametrize(("people", "circles"), [(60, 6), (2_000, 12), (10_000, 12)])
def test_seating_late_people(people, circles, late, capsys):
    """Everybody else is fixed. A walk-in waits for this at the entrance."""
    problem = event(people, circles, 3)
    where = seat_simply(problem).circle_of()
    settled = tuple(
        replace(person, fixed=None if place < late else where[person.key])
        for place, person in enumerate(problem.people[::-1])
    )
    worked = time.process_time()
    seat_all(replace(problem, people=settled))
    with capsys.disabled():
        print(f"\n{late} late at {people} x {circles}: processor {time.process_time() - worked:.2f} s")


def test_the_whole_way_of_10000(db, capsys, monkeypatch):
    """From rows to rows: the job, the page of the planning team, announcing (mails are put into the outbox, not sent)."""
    monkeypatch.setattr("klimakreise.mailing.outbox.deliver", Mock())
    problem, meeting = event(10_000, 12, 3), make.meeting()
    circles = {
        each.key: make.circle(meeting, least_people=each.least, most_people=each.most)
        for each in problem.circles
    }
    rows = Registration.objects.bulk_create(
        (
            Registration(
                event=meeting, name=f"Gast {each.key}", email=f"gast-{each.key}@example.org", state="confirmed",
                turn=each.key, sector=each.sector, for_city=each.city,
            )
            for each in problem.people
        ),
        batch_size=1000,
    )  # fmt: skip
    Wish.objects.bulk_create(
        (
            Wish(registration=row, circle=circles[wish], rank=rank)
            for row, each in zip(rows, problem.people, strict=True)
            for rank, wish in enumerate(each.wishes, start=1)
        ),
        batch_size=1000,
    )
    run = meeting.seating_runs.create(seed=1)
    for name, act in [
        ("the job", lambda: distributing.distribute(run.pk)),
        ("the page", lambda: list(seating_context(meeting, QueryDict(""))["people"])),
        ("announcing", lambda: seats.release(meeting)),
    ]:
        started, worked = time.perf_counter(), time.process_time()
        act()
        passed, worked = time.perf_counter() - started, time.process_time() - worked
        with capsys.disabled():
            print(f"\n{name}: {passed:.2f} s, processor {worked:.2f} s")
