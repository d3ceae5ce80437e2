"""Seating one after the other: what is done where no solver is installed, and what the solver is compared with."""

import random

from circles.seating.counting import Counts
from circles.seating.frame import Frame
from circles.seating.problem import Problem, Rule

PASSES = 20


def one_after_the_other(problem: Problem, frame: Frame):
    """Counts with a seat for each person: the cheapest at their turn, then better ones as long as a move helps.

    Seats by hand come first, then who facilitates, then people from the city, then all others; the seed decides the order
    among them.
    """
    counts = Counts(problem, frame)
    order = sorted(problem.people, key=lambda person: person.key)
    random.Random(problem.seed).shuffle(order)  # noqa: S311 (a draw that can be repeated)
    order.sort(key=lambda person: (person.fixed is None, not person.facilitates, not person.city))
    free = [person for person in order if person.fixed is None]
    for person in order:
        if person.fixed is not None:
            counts.put(person, person.fixed)
        else:
            counts.put(person, cheapest(counts, person, filling=True)[0])
    for _ in range(PASSES):
        moved = False
        for person in free:
            circle, saved = cheapest(counts, person)
            if saved < 0:
                counts.take(person)
                counts.put(person, circle)
                moved = True
        if not moved:
            break
    return counts


def cheapest(counts, person, *, filling=False):
    """(circle, what it adds to the costs) for the cheapest seat; `filling` says that circles are still to fill up."""
    now = counts.where.get(person.key)
    least_cost, best = 0, now
    for circle in counts.frame.least:
        if circle == now:
            continue
        change = counts.change(person, circle)
        if filling:
            change[Rule.LEAST] = 0
        added = change.total() + person.price(circle) - (0 if now is None else person.price(now))
        if best is None or added < least_cost:
            least_cost, best = added, circle
    return best, least_cost
