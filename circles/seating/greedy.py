"""Seating without a solver: one after the other, whoever would lose most by waiting first, then better by exchanges.

It is what is done where no solver is installed or it was stopped early, and what the solver is compared with.
"""

import heapq
import random

from circles.seating.counting import Counts
from circles.seating.exchanging import Exchanges
from circles.seating.frame import Frame
from circles.seating.problem import Problem, Rule

MOST_BEGINNINGS, ENOUGH = 5, 500  # as many as take about a second


def one_after_the_other(problem: Problem, frame: Frame):
    """Counts with a seat for each person; no exchange that `Exchanges` knows makes them cheaper.

    At a small event there are several beginnings, of which the best counts.
    """
    draw = random.Random(problem.seed)  # noqa: S311 (a draw that can be repeated)
    free = sum(person.fixed is None for person in problem.people)
    beginnings = 1 if free < 2 else max(1, min(MOST_BEGINNINGS, ENOUGH // free))
    return min((seated(problem, frame, draw) for _ in range(beginnings)), key=lambda counts: counts.cost())


def seated(problem, frame, draw):
    counts = Counts(problem, frame)
    for person in problem.people:
        if person.fixed is not None:
            counts.put(person, person.fixed)
    fill(counts, units_of(counts, draw))
    Exchanges(counts).make_better()
    return counts


def units_of(counts, draw):
    """Those who are free, in lists of who belongs together: facilitators first, then the city, among them as drawn."""
    order = sorted(counts.problem.people, key=lambda person: person.key)
    draw.shuffle(order)
    order.sort(key=lambda person: (not person.facilitates, not person.city))
    free = {person.key: person for person in order if person.fixed is None}
    units = [[free.pop(key) for key in members if key in free] for members in counts.problem.together]
    return [[person] for person in free.values()] + [unit for unit in units if unit]


def fill(counts, units):
    """Seat all units: facilitators and the city as they come, then always the unit whose second-best circle costs most more."""
    waiting = []
    for number, unit in enumerate(units):
        if any(person.facilitates or person.city for person in unit):
            put(counts, unit, offers(counts, unit)[0][1])
        else:
            heapq.heappush(waiting, (-regret(offers(counts, unit)), number, unit))
    while waiting:
        known, number, unit = heapq.heappop(waiting)
        found = offers(counts, unit)
        now = -regret(found)
        if waiting and now > waiting[0][0] and now > known:
            heapq.heappush(waiting, (now, number, unit))  # others have more to lose by now
        else:
            put(counts, unit, found[0][1])


def put(counts, unit, circle):
    for person in unit:
        counts.put(person, circle)


def regret(found):
    return found[1][0] - found[0][0] if len(found) > 1 else 0


def offers(counts, unit):
    """(cost, circle) of seating the unit in each circle, the cheapest first, of equals the emptiest.

    The fewest people and the mixture of sectors do not count before everybody has a seat.
    """
    groups = {number for person in unit for number in counts.groups_of[person.key]}
    found = []
    for circle in counts.frame.least:
        most = counts.frame.most[circle]
        size = counts.size[circle] + len(unit)
        cost = sum(counts.own_cost(person, circle) for person in unit)
        if most is not None and size > most:
            cost += counts.weight[Rule.MOST] * (size - max(most, counts.size[circle]))
        if any(person.city for person in unit):
            cost += counts.weight[Rule.CITY] * bool(counts.city[circle])
        for number in groups:
            cost += group_cost(counts, number, circle)
        found.append((cost, counts.size[circle] / (most or counts.total), circle))
    found.sort()
    return [(cost, circle) for cost, _share, circle in found]


def group_cost(counts, number, circle):
    """What one more of the group in the circle adds to the costs."""
    before = counts.broken_by(number)
    counts.spread[number][circle] += 1
    after = counts.broken_by(number)
    counts.spread[number][circle] -= 1
    return (after - before) * counts.weight[counts.groups[number][0]]
