"""What it takes to draw the opinion map of a survey with many people and statements. Printed, not judged.

Limit of the issue: 1,000 people and 100 statements in 3 s. "Processor" is the time of this process alone, which is what a machine
without other work would take; the linear algebra has one thread. Disclosure, which comes after the map, is timed apart.
"""

import random
import time

import pytest

from surveys.disclosure import Table, disclose
from surveys.opinions import AGREE, DISAGREE, LEAST_N, PASS, map_opinions

ANSWERS = (AGREE, PASS, DISAGREE)


def votes_of(people, statements, camps, answered, seed=7):
    """Each camp has its opinion on each statement, which its people share in six of ten answers; without camps all is chance."""
    dice = random.Random(seed)  # noqa: S311 (the same votes each time)
    opinions = [dice.choices((AGREE, DISAGREE), k=statements) for _ in range(camps)]
    votes = []
    for _person in range(people):
        opinion = dice.choice(opinions) if camps else None
        said = [
            opinion[place] if opinion and dice.random() < 0.6 else dice.choice(ANSWERS)
            for place in range(statements)
        ]
        votes.append([vote if dice.random() < answered else None for vote in said])
    return votes


def tables(votes, groups):
    """For each statement the counts of each answer in each group, as they are before disclosure."""
    there = range(max(group for group in groups if group is not None) + 1)
    for said in zip(*votes, strict=True):
        pairs = list(zip(said, groups, strict=True))
        yield Table(tuple(tuple(pairs.count((answer, group)) for group in there) for answer in ANSWERS))


@pytest.mark.parametrize("answered", [1.0, 0.4])
@pytest.mark.parametrize("camps", [0, 3])
@pytest.mark.parametrize(("people", "statements"), [(60, 20), (1_000, 100), (10_000, 100)])
def test_opinion_map(people, statements, camps, answered, capsys):
    votes = votes_of(people, statements, camps, answered)
    map_opinions(votes[:50])  # loads numpy, which a process does once
    started, worked = time.perf_counter(), time.process_time()
    found = map_opinions(votes, LEAST_N)
    passed, worked = time.perf_counter() - started, time.process_time() - worked
    with capsys.disabled():
        print(
            f"\n{people} x {statements}, {answered:.0%} answered, {camps or 'no'} camps: {passed:.2f} s, ",
            end="",
        )
        print(f"processor {worked:.2f} s; groups {found.sizes}, {len(found.points)} points")
        worked = time.process_time()
        shown = [disclose(table) for table in tables(votes, found.groups)]
        worked = time.process_time() - worked
        whole = sum(not each.withheld for each in shown)
        print(f"  disclosure: processor {worked:.2f} s; {whole} of {statements} tables can be shown")
