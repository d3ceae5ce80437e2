"""What is settled before anybody is seated: which circles take place, and with how many places."""

from collections import Counter
from dataclasses import dataclass

from circles.seating.problem import CircleLimits, Problem


@dataclass(frozen=True, slots=True)
class Frame:
    """The circles that take place (`least` and `most` people by key; most is None for any number) and those `closed`."""

    least: dict[int, int]
    most: dict[int, int | None]
    closed: tuple[int, ...]


def frame_of(problem: Problem):
    """The Frame of a problem.

    If there are too few people for all circles, those that are wished for least do not take place, one after the other, until
    there are enough for the others; a circle with a seat by hand takes place. If there are more people than places, each
    circle gets more of them in proportion: what is missing is shared, not heaped on the circle that everybody wants.
    """
    by_hand = Counter(person.fixed for person in problem.people if person.fixed is not None)
    open_circles = [circle for circle in problem.circles if circle.most != 0 or by_hand[circle.key]]
    running = enough_people(problem, open_circles, by_hand)
    places = {circle.key: circle.most for circle in running}
    if None not in places.values():
        room = sum(max(most, by_hand[key]) for key, most in places.items())
        missing = max(0, len(problem.people) - room)
        places = {
            key: most + more
            for (key, most), more in zip(places.items(), shared(missing, places), strict=True)
        }
    taking_place = {circle.key for circle in running}
    return Frame(
        least={circle.key: circle.least for circle in running},
        most=places,
        closed=tuple(circle.key for circle in problem.circles if circle.key not in taking_place),
    )


def enough_people(problem: Problem, circles: list[CircleLimits], by_hand):
    """The circles without those for which there are too few people."""
    demand: Counter[int] = Counter()
    for person in problem.people:
        for rank, wished in enumerate(person.wishes, start=1):
            demand[wished] += 60 // rank
    running = list(circles)
    can_fall = sorted(
        (circle for circle in circles if circle.least and not by_hand[circle.key]),
        key=lambda circle: (demand[circle.key], -circle.least, circle.key),
    )
    for circle in can_fall:
        if sum(each.least for each in running) <= len(problem.people) or len(running) == 1:
            break
        running.remove(circle)
    return running


def shared(number, places):
    """`number` in whole parts, in proportion to the places (a dict), by largest remainder."""
    total = sum(places.values()) or len(places)
    parts = [divmod(number * (most or 1), total) for most in places.values()]
    left = number - sum(part for part, _ in parts)
    first = sorted(range(len(parts)), key=lambda index: -parts[index][1])[: max(left, 0)]
    return [part + (index in first) for index, (part, _) in enumerate(parts)]
