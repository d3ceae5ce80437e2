"""From who sits where to why: the wish that was met, what was in the way of better ones, and what could not be kept."""

from circles.seating.counting import Counts
from circles.seating.problem import Obstacle, Person, Problem, Rule, Seat, Seating, Unmet, Why

OBSTACLES = {
    Rule.MOST: Obstacle.FULL,
    Rule.LEAST: Obstacle.NEEDED,
    Rule.FACILITATOR: Obstacle.FACILITATES,
    Rule.AWAY: Obstacle.FACILITATES,
    Rule.TOGETHER: Obstacle.TOGETHER,
    Rule.APART: Obstacle.APART,
    Rule.CITY: Obstacle.CITY,
    Rule.SECTOR: Obstacle.SECTOR,
}


def explained(problem: Problem, counts: Counts, at_least=None):
    """The Seating of the counts."""
    return Seating(
        seats=tuple(seat_of(counts, person) for person in problem.people),
        unmet=(*unmet_in_circles(problem, counts), *unmet_by_people(counts)),
        closed=counts.frame.closed,
        cost=counts.cost(),
        at_least=at_least,
    )


def seat_of(counts, person: Person):
    circle = counts.where[person.key]
    rank = person.rank(circle)
    if person.fixed is not None:
        return Seat(person.key, circle, Why.HAND, rank)
    if circle in person.facilitates:
        return Seat(person.key, circle, Why.FACILITATES, rank)
    better = person.wishes if rank is None else person.wishes[: rank - 1]
    why = Why.WISH if rank else Why.OTHER if person.wishes else Why.FREE
    return Seat(person.key, circle, why, rank, tuple(obstacle(counts, person, wish) for wish in better))


def obstacle(counts, person, circle):
    """Why the person does not sit in the circle: the strongest rule that moving them there would break."""
    if circle not in counts.frame.least:
        return Obstacle.CLOSED
    changes = counts.change(person, circle)
    return next((OBSTACLES[rule] for rule in Rule if changes[rule] > 0), Obstacle.BALANCE)


def unmet_in_circles(problem, counts):
    """What is not as it should be in a circle, also where it never could be."""
    for circle in problem.circles:
        size = counts.size[circle.key]
        if circle.most is not None and size > circle.most:
            yield Unmet(Rule.MOST, size - circle.most, circle.key)
        if size < circle.least:
            yield Unmet(Rule.LEAST, circle.least - size, circle.key)
        if not size:
            continue
        if not counts.leading[circle.key]:
            yield Unmet(Rule.FACILITATOR, 1, circle.key)
        if not counts.city[circle.key]:
            yield Unmet(Rule.CITY, 1, circle.key)
        for rule, amount, sector in counts.broken_in(circle.key):
            if rule == Rule.SECTOR:
                yield Unmet(rule, amount, circle.key, sector=sector)


def unmet_by_people(counts):
    for key, circle in counts.where.items():
        if counts.away(counts.people[key], circle):
            yield Unmet(Rule.AWAY, 1, circle, (key,))
    for number, (rule, members) in enumerate(counts.groups):
        if amount := counts.broken_by(number):
            yield Unmet(rule, amount, people=tuple(members))
