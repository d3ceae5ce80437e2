"""The cheapest seating of all: a whole-number programme with a slack for each rule, so that there always is one."""

import math
import random
from collections import defaultdict
from dataclasses import dataclass, field

from circles.seating.counting import Counts
from circles.seating.frame import Frame
from circles.seating.problem import Person, Problem, Rule
from circles.seating.programme import Programme

DRAWS = (
    0.5  # what the draws that decide between equals add to the costs, all together; costs are whole numbers
)
GAP = 0.4  # so what is within this gap is as cheap as can be


@dataclass
class Alike:
    """People who differ in nothing that matters, so that their number in each circle is enough to know.

    `columns` are those numbers for the circles that one of them may be given a seat in; `elsewhere` is the column of
    those who sit in any other circle.
    """

    people: list[Person]
    columns: dict[int, int] = field(default_factory=dict)
    elsewhere: int | None = None


@dataclass
class Model:
    """The programme, who is alike, and for each (sector, city) the columns of those who sit elsewhere, by circle."""

    problem: Problem
    counts: Counts
    programme: Programme = field(default_factory=Programme)
    alike: list[Alike] = field(default_factory=list)
    elsewhere: dict[tuple[str, bool], dict[int, int]] = field(default_factory=dict)
    seats: dict[int, dict[int, int]] = field(
        default_factory=dict
    )  # of people who are like nobody else, by key

    def price(self, rule):
        """A column for by how much a rule is broken, which costs its weight."""
        return self.programme.column(self.counts.weight[rule])

    def sitting_in(self, circle):
        """(person who stands for those alike, column) for all columns of a circle."""
        for alike in self.alike:
            if circle in alike.columns:
                yield alike.people[0], alike.columns[circle]
        for (sector, city), columns in self.elsewhere.items():
            yield Person(0, sector=sector, city=city), columns[circle]


def cheapest_seating(problem: Problem, frame: Frame):
    """(Counts with the cheapest seats, a whole number that no seating costs less than), or None if none was found.

    Raises ImportError where highspy is not installed.
    """
    model = Model(problem, Counts(problem, frame))
    add_people(model, frame)
    for circle in frame.least:
        add_circle(model, frame, circle)
    for rule, members in model.counts.groups:
        add_group(model, frame, rule, [model.seats[person] for person in members])
    answer = model.programme.solve(GAP)
    if answer is None:
        return None
    deal(model, answer.values)
    return model.counts, math.ceil(answer.bound - DRAWS - 1e-6)


def add_people(model, frame):
    """Everybody has one seat: a wished one for those alike or one elsewhere; any for people who are like nobody else."""
    draw = random.Random(model.problem.seed)  # noqa: S311 (a draw that can be repeated)
    smallest = DRAWS / max(1, len(model.problem.people))
    programme = model.programme
    for key, people in bundles(model).items():
        alike, person = Alike(people), people[0]
        alone = isinstance(key[0], int)
        if key[0] is None:
            add_settled(model, alike)
            continue
        for circle in frame.least if alone else (wish for wish in person.wishes if wish in frame.least):
            cost = person.price(circle) + smallest * draw.random()
            cost += model.counts.weight[Rule.AWAY] * model.counts.away(person, circle)
            lower, upper = 0, len(people)
            if person.fixed is not None:
                lower = upper = int(person.fixed == circle)
            alike.columns[circle] = programme.column(cost, upper, lower)
        if alone:
            model.seats[person.key] = alike.columns
        else:
            cost = person.price(None) + smallest * draw.random()
            alike.elsewhere = programme.column(cost, len(people))
        columns = [*alike.columns.values(), *([] if alone else [alike.elsewhere])]
        programme.choices += columns
        programme.row([(column, 1) for column in columns], len(people), len(people))
        model.alike.append(alike)
    add_elsewhere(model, frame)


def add_settled(model, alike):
    """People who sit where they sit: a column with one value, and what they cost."""
    circle, number = alike.people[0].fixed, len(alike.people)
    alike.columns[circle] = model.programme.column(0, number, number)
    model.programme.offset += sum(model.counts.own_cost(person, circle) for person in alike.people)
    model.alike.append(alike)


def bundles(model):
    """{key: people who are alike}. The key is (wishes, sector, city), or (number,) for who is like nobody else.

    People in no group who are fixed have (None, …): they are alike whatever they wished for.
    """
    grouped = {person for _, members in model.counts.groups for person in members}
    found = defaultdict(list)
    for person in sorted(model.problem.people, key=lambda person: person.key):
        if person.fixed is not None and person.key not in grouped:
            found[None, person.fixed, person.sector, person.city, person.facilitates].append(person)
        elif person.facilitates or person.key in grouped:
            found[person.key,].append(person)
        else:
            found[person.wishes, person.sector, person.city].append(person)
    return found


def add_elsewhere(model, frame):
    """All who are seated elsewhere sit in some circle; that and their sector is enough to know of them."""
    leaving = defaultdict(list)
    for alike in model.alike:
        if alike.elsewhere is not None:
            person = alike.people[0]
            leaving[person.sector, person.city].append((alike.elsewhere, 1))
    for kind, people in leaving.items():
        columns = {circle: model.programme.column() for circle in frame.least}
        model.elsewhere[kind] = columns
        model.programme.row([*people, *((column, -1) for column in columns.values())], 0, 0)


def add_circle(model, frame, circle):
    """The rules of a circle: size, somebody who leads the talk, somebody from the city, the mixture of sectors."""
    programme, counts, least = model.programme, model.counts, frame.least[circle]
    by_sector, city, leading = defaultdict(list), [], []
    for person, column in model.sitting_in(circle):
        by_sector[person.sector].append((column, 1))
        if person.city:
            city.append((column, 1))
        if circle in person.facilitates:
            leading.append((column, 1))
    numbers = {sector: total(programme, columns) for sector, columns in by_sector.items()}
    size = total(programme, [(number, 1) for number in numbers.values()])
    if (most := frame.most[circle]) is not None:
        programme.row([(size, 1), (model.price(Rule.MOST), -1)], upper=most)
    used = []  # a circle that needs people is always used
    if least:
        programme.row([(size, 1), (model.price(Rule.LEAST), 1)], least)
    else:
        used = [(programme.column(upper=1), -1)]
        programme.row([(size, 1), (used[0][0], -counts.total)], upper=0)
    if counts.enough_city:
        programme.row([*city, (model.price(Rule.CITY), 1), *used], 0 if used else 1)
    else:
        programme.row([*city, (model.price(Rule.CITY), -1)], upper=1)
    if circle in counts.can_be_led:
        programme.row([*leading, (model.price(Rule.FACILITATOR), 1), *used], 0 if used else 1)
    mix_sectors(model, numbers, size)


def total(programme, terms):
    """A column that is the sum of the terms."""
    column = programme.column(whole=False)
    programme.row([*terms, (column, -1)], 0, 0)
    return column


def mix_sectors(model, numbers, size):
    """The people of a sector in the circle are its share of all, give or take the tolerance and one person."""
    more = 100 + model.problem.weights.tolerance
    less = 100 - model.problem.weights.tolerance
    for sector, in_all in model.counts.in_all.items():
        share = in_all / (100 * model.counts.total)
        here = [(numbers[sector], 1)] if sector in numbers else []
        model.programme.row([*here, (size, -more * share), (model.price(Rule.SECTOR), -1)], upper=1)
        model.programme.row([*here, (size, -less * share), (model.price(Rule.SECTOR), 1)], lower=-1)


def add_group(model, frame, rule, seats):
    """People who belong together are in few circles; of those who should be apart one is in each circle at most."""
    if rule == Rule.TOGETHER:
        model.programme.offset -= model.counts.weight[rule]  # one circle is no offence
    for circle in frame.least:
        columns = [(seat[circle], 1) for seat in seats]
        if rule == Rule.APART:
            model.programme.row([*columns, (model.price(rule), -1)], upper=1)
        else:
            spread = model.price(rule)
            for column in columns:
                model.programme.row([column, (spread, -1)], upper=0)


def deal(model, values):
    """Give each person a seat; who of those alike sits where is drawn by lot."""
    draw = random.Random(model.problem.seed)  # noqa: S311 (a draw that can be repeated)
    left = defaultdict(list)
    for alike in model.alike:
        waiting = draw.sample(alike.people, len(alike.people))
        for circle, column in alike.columns.items():
            for _ in range(round(values[column])):
                model.counts.put(waiting.pop(), circle)
        if waiting:
            left[waiting[0].sector, waiting[0].city] += waiting
    for kind, columns in model.elsewhere.items():
        waiting = draw.sample(left[kind], len(left[kind]))
        for circle, column in columns.items():
            for _ in range(round(values[column])):
                model.counts.put(waiting.pop(), circle)
