"""What seating is given and what it gives back: plain values without a database, so that a run can be repeated."""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be seated. `key` and all references to circles are numbers of the caller's.

    `wishes` are circles, the first wish first; `sector` is any word, "" if it is not known; `city` says that the person
    works for the city; `facilitates` are the circles whose talk the person may lead; `fixed` is the circle in which the
    person was seated by hand.
    """

    key: int
    wishes: tuple[int, ...] = ()
    sector: str = ""
    city: bool = False
    facilitates: tuple[int, ...] = ()
    fixed: int | None = None

    def rank(self, circle):
        """Which wish the circle is, from 1; None if it is none."""
        return self.wishes.index(circle) + 1 if circle in self.wishes else None

    def price(self, circle):
        """The squared rank. A circle that was not wished for is the wish after the last one.

        So nobody gains by naming only one wish: to be seated elsewhere costs what a second wish costs the others. Who has
        no wish, and who facilitates the circle, has nothing to lose.
        """
        if circle in self.facilitates or not self.wishes:
            return 0
        return (self.rank(circle) or len(self.wishes) + 1) ** 2


@dataclass(frozen=True, slots=True)
class CircleLimits:
    """How many people a circle needs to take place, and for how many it has places (None: any number; 0: closed)."""

    key: int
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What it costs not to keep a rule, beside the squared ranks of wishes: whole numbers from 0.

    They are far apart, so that a rule gives way only to rules above it: sizes, a facilitator for each circle, who belongs
    together or apart, somebody from the city in each circle. The mixture of sectors alone is weighed against wishes: a person
    too many of one sector costs `sector`, somebody's second wish instead of the first costs 3.
    """

    over: int = 100_000  # a person more than places
    short: int = 50_000  # a person fewer than needed
    facilitator: int = 2_000  # a circle without one
    away: int = 1_000  # somebody who facilitates sits in another circle
    together: int = 500  # each circle more that people who belong together are spread over
    apart: int = 500  # each person too many of those who should be apart in one circle
    city: int = 200  # a circle without anybody from the city
    sector: int = 4  # a person of a sector too many or too few in a circle
    tolerance: int = 25  # per cent by which a sector's share in a circle may differ, beside one person


class Rule(StrEnum):
    """The rules beside the wishes, the strongest first."""

    MOST = "most"
    LEAST = "least"
    FACILITATOR = "facilitator"
    AWAY = "away"
    TOGETHER = "together"
    APART = "apart"
    CITY = "city"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class Problem:
    """People, circles and rules. `together` and `apart` are groups of two or more people by key; `seed` decides ties.

    Raises ValueError where a key is not known or is there twice, or no circle is open.
    """

    people: tuple[Person, ...]
    circles: tuple[CircleLimits, ...]
    together: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[int, ...], ...] = ()
    weights: Weights = field(default_factory=Weights)
    seed: int = 0

    def __post_init__(self):
        people, circles = {person.key for person in self.people}, {circle.key for circle in self.circles}
        if len(people) < len(self.people) or len(circles) < len(self.circles):
            raise ValueError("Each person and each circle is there once.")
        if not any(circle.most != 0 for circle in self.circles):
            raise ValueError("There is no circle to be seated in.")
        if any(circle.most is not None and circle.least > circle.most for circle in self.circles):
            raise ValueError("A circle cannot need more people than it has places.")
        for person in self.people:
            named = [*person.wishes, *person.facilitates, *([] if person.fixed is None else [person.fixed])]
            if not circles.issuperset(named) or len(set(person.wishes)) < len(person.wishes):
                raise ValueError(f"Person {person.key} names a circle twice or one that is not there.")
        for group in (*self.together, *self.apart):
            if not people.issuperset(group) or len(set(group)) < len(group):
                raise ValueError(f"The group {group} names a person twice or one who is not there.")


class Why(StrEnum):
    """What a seat goes back to."""

    HAND = "hand"
    FACILITATES = "facilitates"
    WISH = "wish"
    FREE = "free"  # the person had no wish
    OTHER = "other"  # no wish could be met


class Obstacle(StrEnum):
    """Why a better wish did not work: the strongest rule that would have been broken."""

    FULL = "full"
    CLOSED = "closed"  # the circle does not take place: the team says so, or too few people for all circles
    NEEDED = "needed"  # the circle of the seat would have had too few people
    FACILITATES = "facilitates"  # needed where the person can lead the talk
    TOGETHER = "together"
    APART = "apart"
    CITY = "city"  # the only one from the city there
    SECTOR = "sector"
    BALANCE = "balance"  # no rule: seats are kept as they were, or the solver was stopped early


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a person sits. `rank` is the wish that was met, from 1, or None.

    `refused` has an Obstacle for each better wish, in their order; it is empty for a seat by hand.
    """

    person: int
    circle: int
    why: Why
    rank: int | None = None
    refused: tuple[Obstacle, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmet:
    """A rule that could not be kept, where (`circle`, or the `people` of a group), and by how many people or circles."""

    rule: Rule
    amount: int
    circle: int | None = None
    people: tuple[int, ...] = ()
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Seating:
    """A seat for each person in the order of the problem, what could not be met, and what it all costs.

    `closed` are the circles in which nobody was to be seated. No seating costs less than `at_least`; None: not known.
    """

    seats: tuple[Seat, ...]
    unmet: tuple[Unmet, ...]
    closed: tuple[int, ...]
    cost: int
    at_least: int | None = None

    @property
    def is_best(self):
        """Whether it is proven that no seating costs less."""
        return self.cost == self.at_least

    def circle_of(self):
        """The circle of each person by key."""
        return {seat.person: seat.circle for seat in self.seats}
