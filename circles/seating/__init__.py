"""Fair seating: everybody in one circle, so that the sum of the squared ranks of the wishes met is as small as possible.

Whoever gets the first wish costs 1, the second 4, the third 9: two second wishes are better than a first and a third. Rules
beside the wishes (sizes, facilitators, the city, sectors, together and apart) have a price each (`Weights`), so that there
is always a best seating, and a list of what could not be met. Seats by hand are kept. Equal seatings are drawn by lot from
the seed; the same problem has the same seating. Nothing here knows the database.
"""

from circles.seating.explaining import explained
from circles.seating.frame import frame_of
from circles.seating.greedy import one_after_the_other
from circles.seating.problem import (
    CircleLimits,
    Obstacle,
    Person,
    Problem,
    Rule,
    Seat,
    Seating,
    Unmet,
    Weights,
    Why,
)
from circles.seating.programme import NEAR
from circles.seating.solving import cheapest_seating

__all__ = [
    "CircleLimits",
    "Obstacle",
    "Person",
    "Problem",
    "Rule",
    "Seat",
    "Seating",
    "Unmet",
    "Weights",
    "Why",
    "seat_all",
    "seat_simply",
]


def seat_all(problem: Problem) -> Seating:
    """The cheapest Seating of a problem; where the solver is missing or stopped early, the best that is known."""
    frame = frame_of(problem)
    if sum(person.fixed is None for person in problem.people) <= 1:  # a late person: all circles are tried
        counts = one_after_the_other(problem, frame)
        return explained(problem, counts, counts.cost())
    try:
        solved = cheapest_seating(problem, frame)
    except ImportError:
        solved = None
    if not solved:
        return seat_simply(problem)
    counts, at_least = solved
    if counts.cost() > at_least * (1 + NEAR):
        counts = min(counts, one_after_the_other(problem, frame), key=lambda each: each.cost())
    return explained(problem, counts, at_least)


def seat_simply(problem: Problem) -> Seating:
    """A Seating made without a solver: one person after the other, in an order drawn from the seed."""
    return explained(problem, one_after_the_other(problem, frame_of(problem)))
