"""Who sits where, counted: what a seating costs, and what a single move would change."""

from collections import Counter, defaultdict

from circles.seating.frame import Frame
from circles.seating.problem import Person, Problem, Rule

GROUPS = {Rule.TOGETHER: "together", Rule.APART: "apart"}
WEIGHTS = {Rule.MOST: "over", Rule.LEAST: "short"}  # the others have the name of their rule


class Counts:
    """The counts of a seating that may still change; seats are put and taken one by one."""

    def __init__(self, problem: Problem, frame: Frame):
        self.problem, self.frame = problem, frame
        self.people = {person.key: person for person in problem.people}
        self.weight = {rule: getattr(problem.weights, WEIGHTS.get(rule, rule)) for rule in Rule}
        self.total = len(problem.people)
        self.in_all = Counter(sorted(person.sector for person in problem.people if person.sector))
        self.can_be_led = {
            circle
            for person in problem.people
            for circle in person.facilitates
            if person.fixed in (None, circle) and circle in frame.least
        }
        self.enough_city = sum(person.city for person in problem.people) >= len(frame.least)
        self.where: dict[int, int] = {}
        self.size: Counter[int] = Counter()
        self.city: Counter[int] = Counter()
        self.leading: Counter[int] = Counter()
        self.sectors: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self.groups = [(rule, members) for rule, name in GROUPS.items() for members in getattr(problem, name)]
        self.groups_of = defaultdict(list)
        for number, (_, members) in enumerate(self.groups):
            for person in members:
                self.groups_of[person].append(number)
        self.spread: list[Counter[int]] = [Counter() for _ in self.groups]

    def put(self, person: Person, circle: int):
        self.where[person.key] = circle
        self._count(person, circle, 1)

    def take(self, person: Person):
        """Take the person out of the circle and say which it was."""
        circle = self.where.pop(person.key)
        self._count(person, circle, -1)
        return circle

    def _count(self, person, circle, by):
        self.size[circle] += by
        self.city[circle] += by * person.city
        self.leading[circle] += by * (circle in person.facilitates)
        if person.sector:
            self.sectors[circle][person.sector] += by
        for number in self.groups_of[person.key]:
            self.spread[number][circle] += by

    def broken_in(self, circle):
        """(rule, amount, sector) for each rule of a circle that is broken there, as far as it could be kept at all.

        Where there are too few people from the city for all circles, what counts is how many sit with another one.
        """
        size, sectors = self.size[circle], self.sectors[circle]
        most = self.frame.most[circle]
        if most is not None and size > most:
            yield Rule.MOST, size - most, ""
        if size < self.frame.least[circle]:
            yield Rule.LEAST, self.frame.least[circle] - size, ""
        if not size and not self.frame.least[circle]:
            return
        if circle in self.can_be_led and not self.leading[circle]:
            yield Rule.FACILITATOR, 1, ""
        lacking = not self.city[circle] if self.enough_city else max(0, self.city[circle] - 1)
        if lacking:
            yield Rule.CITY, int(lacking), ""
        more, less = 100 + self.problem.weights.tolerance, 100 - self.problem.weights.tolerance
        for sector, in_all in self.in_all.items():
            here, whole = 100 * self.total * sectors[sector], 100 * self.total
            outside = max(here - whole - in_all * more * size, in_all * less * size - here - whole)
            if outside > 0:
                yield Rule.SECTOR, -(-outside // whole), sector

    def broken_by(self, number):
        """By how much the group of this number breaks its rule."""
        counts = [count for count in self.spread[number].values() if count]
        if self.groups[number][0] == Rule.TOGETHER:
            return max(0, len(counts) - 1)
        return sum(count - 1 for count in counts)

    def away(self, person, circle):
        """Whether the person should lead the talk elsewhere: in a circle that takes place."""
        open_to = [key for key in person.facilitates if key in self.frame.least]
        return bool(open_to) and circle not in open_to

    def costs_around(self, person, circles):
        """What all that a move of the person between `circles` can change costs now, by rule."""
        costs = Counter()
        for circle in circles:
            for rule, amount, _ in self.broken_in(circle):
                costs[rule] += amount * self.weight[rule]
        for number in self.groups_of[person.key]:
            rule = self.groups[number][0]
            costs[rule] += self.broken_by(number) * self.weight[rule]
        if person.key in self.where and self.away(person, self.where[person.key]):
            costs[Rule.AWAY] += self.weight[Rule.AWAY]
        return costs

    def change(self, person, circle):
        """What moving the person to the circle (or putting them there) adds to the costs, by rule, without their wish."""
        came_from = self.where.get(person.key)
        touched = [circle] if came_from is None else [came_from, circle]
        before = self.costs_around(person, touched)
        if came_from is not None:
            self.take(person)
        self.put(person, circle)
        after = self.costs_around(person, touched)
        self.take(person)
        if came_from is not None:
            self.put(person, came_from)
        after.subtract(before)
        return after

    def own_cost(self, person, circle):
        """What it costs that the person sits in the circle, beside the rules of the circle and of groups."""
        return person.price(circle) + self.weight[Rule.AWAY] * self.away(person, circle)

    def rules_cost(self, circle):
        """What the broken rules of a circle cost."""
        return sum(amount * self.weight[rule] for rule, amount, _ in self.broken_in(circle))

    def groups_cost(self, numbers):
        """What the broken rules of these groups cost."""
        return sum(self.broken_by(number) * self.weight[self.groups[number][0]] for number in numbers)

    def cost(self):
        """What the whole seating costs; everybody has a seat."""
        return (
            sum(self.own_cost(person, self.where[person.key]) for person in self.problem.people)
            + sum(self.rules_cost(circle) for circle in self.frame.least)
            + self.groups_cost(range(len(self.groups)))
        )
