"""Making a seating better by exchanges: moves, swaps, rounds of several people, and whole groups."""

from collections import defaultdict

from circles.seating.counting import Counts
from circles.seating.problem import Person, Rule

MOST_PASSES = 100  # it ends by itself, for each exchange saves a whole number; this is for whoever is unlucky


class Exchanges:
    """Exchanges between circles. People of one kind (sector, city) are the same to the rules of a circle.

    So of each kind only the one who loses least by going from here to there has to be looked at. People who can lead
    a talk or belong to a group (`special`) are looked at one by one.
    """

    def __init__(self, counts: Counts):
        self.counts, self.circles = counts, list(counts.frame.least)
        free = [person for person in counts.problem.people if person.fixed is None]
        free.sort(key=lambda person: person.key)
        self.special = [person for person in free if person.facilitates or counts.groups_of[person.key]]
        special = {person.key for person in self.special}
        self.plain: defaultdict[tuple, dict[int, Person]] = defaultdict(dict)  # by (kind, circle)
        for person in free:
            if person.key not in special:
                self.plain[kind_of(person), counts.where[person.key]][person.key] = person
        self.kinds = sorted({kind for kind, _circle in self.plain})
        self.known_rules: dict[int, dict] = {circle: {} for circle in self.circles}
        self.known_best: dict[tuple, dict] = {}
        self.changed = False

    def make_better(self):
        """Exchange until nothing is gained by it any more."""
        for _ in range(MOST_PASSES):
            self.changed = False
            self.moves_and_swaps()
            self.rounds()
            self.special_people()
            self.whole_groups()
            if not self.changed:
                break

    def move(self, person, circle):
        """Let the person sit in the circle, and forget what that makes untrue."""
        came_from = self.counts.take(person)
        self.counts.put(person, circle)
        kind = kind_of(person)
        if self.plain[kind, came_from].pop(person.key, None):
            self.plain[kind, circle][person.key] = person
        for each in (came_from, circle):
            self.known_rules[each].clear()
            self.known_best.pop((kind, each), None)
        self.changed = True
        return came_from

    def best(self, kind, circle):
        """{other circle: (what it costs more, who)}: whoever of the kind loses least by going from the circle there."""
        if (kind, circle) not in self.known_best:
            found, seen = {}, set()
            for person in self.plain[kind, circle].values():
                if person.wishes in seen:
                    continue
                seen.add(person.wishes)
                now = person.price(circle)
                for other in self.circles:
                    more = person.price(other) - now
                    if other != circle and (other not in found or more < found[other][0]):
                        found[other] = more, person
            self.known_best[kind, circle] = found
        return self.known_best[kind, circle]

    def rules(self, circle, out=None, into=None):
        """What the rules of the circle cost more without one of the kind `out` and with one of the kind `into`."""
        known = self.known_rules[circle]
        if (out, into) not in known:
            before = known[None] if None in known else known.setdefault(None, self.counts.rules_cost(circle))
            self.count(circle, out, -1)
            self.count(circle, into, 1)
            known[out, into] = self.counts.rules_cost(circle) - before
            self.count(circle, out, 1)
            self.count(circle, into, -1)
        return known[out, into]

    def count(self, circle, kind, by):
        if kind is None:
            return
        sector, city, leads = kind
        self.counts.size[circle] += by
        self.counts.city[circle] += by * city
        self.counts.leading[circle] += by * leads
        if sector:
            self.counts.sectors[circle][sector] += by

    def moves_and_swaps(self):
        for here in self.circles:
            for there in self.circles:
                if here != there:
                    for kind in self.kinds:
                        self.move_one(kind, here, there)
                        self.swap_two(kind, here, there)

    def move_one(self, kind, here, there):
        while there in (best := self.best(kind, here)):
            more, person = best[there]
            if more + self.rules(here, out=kind) + self.rules(there, into=kind) >= 0:
                break
            self.move(person, there)

    def swap_two(self, kind, here, there):
        for other in self.kinds:
            while there in (best := self.best(kind, here)) and here in (back := self.best(other, there)):
                (more, person), (more_back, partner) = best[there], back[here]
                rules = self.rules(here, kind, other) + self.rules(there, other, kind)
                if more + more_back + rules >= 0:
                    break
                self.move(person, there)
                self.move(partner, here)

    def rounds(self):
        """Let several of one kind go round, each into the next one's circle: to the rules that is no change at all."""
        for kind in self.kinds:
            while way := self.cheap_round(kind):
                people = [
                    (self.best(kind, here)[there][1], there)
                    for here, there in zip(way, way[1:] + way[:1], strict=True)
                ]
                for person, there in people:
                    self.move(person, there)

    def cheap_round(self, kind):
        """Circles in an order in which going round saves something; None if there is none (Bellman and Ford)."""
        cost, came = dict.fromkeys(self.circles, 0), dict.fromkeys(self.circles)
        last = None
        for _ in self.circles:
            last = None
            for here in self.circles:
                for there, (more, _person) in self.best(kind, here).items():
                    if cost[here] + more < cost[there]:
                        cost[there], came[there], last = cost[here] + more, here, there
            if last is None:
                return None
        for _ in self.circles:
            last = came[last]
        way, place = [last], came[last]
        while place != last:
            way.append(place)
            place = came[place]
        return way[::-1]

    def special_people(self):
        for person in self.special:
            for there in self.circles:
                if self.counts.where[person.key] != there:
                    more, partner = self.exchange_for(person, there)
                    if more < 0:
                        self.exchange(person, there, partner)

    def exchange(self, person, there, partner):
        here = self.move(person, there)
        if partner:
            self.move(partner, here)

    def exchange_for(self, person, there):
        """(what it costs more, partner): the cheapest way of the person to the circle, alone (None) or for a partner."""
        here = self.counts.where[person.key]
        plain = [self.best(kind, there).get(here) for kind in self.kinds]
        partners = [None, *(best[1] for best in plain if best)]
        partners += [other for other in self.special if self.counts.where[other.key] == there]
        costs = [self.costs_more(person, here, there, partner) for partner in partners]
        return min(costs), partners[costs.index(min(costs))]

    def costs_more(self, person, here, there, partner):
        """What it costs more if the person goes from here to there, and the partner, if there is one, the other way."""
        counts = self.counts
        moves = [(person, here, there), *([(partner, there, here)] if partner else [])]
        more = sum(counts.own_cost(each, to) - counts.own_cost(each, at) for each, at, to in moves)
        more += self.rules(here, kind_in(person, here), partner and kind_in(partner, here))
        more += self.rules(there, partner and kind_in(partner, there), kind_in(person, there))
        numbers = {number for each, _at, _to in moves for number in counts.groups_of[each.key]}
        if numbers:
            before = counts.groups_cost(numbers)
            self.spread(moves, 1)
            more += counts.groups_cost(numbers) - before
            self.spread(moves, -1)
        return more

    def spread(self, moves, by):
        for each, at, to in moves:
            for number in self.counts.groups_of[each.key]:
                self.counts.spread[number][at] -= by
                self.counts.spread[number][to] += by

    def whole_groups(self):
        """Try to bring who belongs together into each circle, one after the other; what saves nothing is undone."""
        free = {person.key: person for person in self.special}
        for rule, keys in self.counts.groups:
            members = [free[key] for key in keys if key in free]
            if rule == Rule.TOGETHER and len(members) > 1:
                for there in self.circles:
                    self.bring(members, there)

    def bring(self, members, there):
        done, more, changed = [], 0, self.changed
        for person in members:
            if (here := self.counts.where[person.key]) != there:
                costs, partner = self.exchange_for(person, there)
                more += costs
                self.exchange(person, there, partner)
                done.append((person, here, partner))
        if more >= 0:
            for person, here, partner in reversed(done):
                self.exchange(person, here, partner)
            self.changed = changed


def kind_of(person):
    """What of a plain person matters to the rules of a circle: sector, city, and whether they can lead the talk (no)."""
    return person.sector, person.city, False


def kind_in(person, circle):
    """The same of anybody in a certain circle."""
    return person.sector, person.city, circle in person.facilitates
