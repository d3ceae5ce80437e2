"""Statements that people agree with, disagree with or pass on: who thinks alike, what unites all and what divides them.

After Polis (Small et al. 2021, “Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces”, RECERCA 26/2), with two
differences: groups must be clearer than chance, and no point stands for fewer than K people.
Pure functions, without database or chance: the order of people changes nothing. numpy is imported only for a map.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import prod

from surveys.bounds import K
from surveys.disclosure import LEAST_N

AGREE, PASS, DISAGREE = 1, 0, -1
ENOUGH = 7  # answers somebody must have given to be placed; all, where there are fewer statements
DIVIDED = Fraction(1, 5)  # a statement divides if shares of agreement lie this far apart


@dataclass(frozen=True)
class Point:
    """At least K neighbours of one group, at the mean of their places: x and y from -1 to 1, with two digits."""

    x: float
    y: float
    people: int
    group: int


@dataclass(frozen=True)
class OpinionMap:
    """`groups[person]` is a number from 0, or None for who answered too little; `sizes[group]` its people, largest first.

    One group: no groups can be told apart; then `silhouette` (-1 to 1, the mean over all people) is None. `points` are sorted.
    Without points and sizes: too few people to draw a map.
    """

    groups: tuple[int | None, ...]
    sizes: tuple[int, ...] = ()
    points: tuple[Point, ...] = ()
    silhouette: float | None = None


def map_opinions(votes, least=K):
    """The OpinionMap of `votes`: for each person AGREE, PASS, DISAGREE or None (not answered) for each statement.

    `least` is how many people a group must have (LEAST_N where its answers go through `disclose()`, which shows no table of fewer).
    Places: the first two principal components; a missing answer counts as the statement's mean, and places are stretched by
    √(statements / answers) so that few answers do not draw towards the middle. The sign of a component is such that the statement
    that weighs most (the first of equals) points right or up. Groups: k-means for 2 to 5, the number with the best silhouette.
    They count if the silhouette is at least 0.4 and the first component explains more than in each of 19 maps whose answers were
    dealt out anew within each statement (Horn's parallel analysis, 5 %); else there is one group. Who would be in a group of fewer
    than `least` belongs to the nearest other one. Of groups of one size the one further left, then further down, comes first.
    Raises ValueError if people have different numbers of statements.
    """
    from surveys import opinion_space

    answers = opinion_space.table(votes)
    placed = opinion_space.placed(answers, ENOUGH)
    groups: list[int | None] = [None] * len(answers)
    if len(placed) < LEAST_N:
        return OpinionMap(tuple(groups))
    places, labels, silhouette = opinion_space.divide(answers[placed], least)
    for person, label in zip(placed.tolist(), labels.tolist(), strict=True):
        groups[person] = label
    sizes = tuple(labels.tolist().count(label) for label in range(int(labels.max()) + 1))
    points = tuple(sorted((Point(*each) for each in opinion_space.aggregate(places, labels, K)), key=place))
    return OpinionMap(tuple(groups), sizes, points, silhouette)


def place(point):
    return (point.group, point.x, point.y)


# --- what unites and what divides: of disclosed figures only ---


@dataclass(frozen=True)
class Said:
    """What a group said to a statement, as far as it may be shown: None is hidden. `n` people of the group answered it."""

    agree: int | None
    passed: int | None
    disagree: int | None
    n: int | None

    def share(self, answer):
        """The share of those who answered, as a Fraction; None where it is hidden or nobody answered."""
        count = self.count(answer)
        return None if count is None or not self.n else Fraction(count, self.n)

    def count(self, answer):
        return {AGREE: self.agree, PASS: self.passed, DISAGREE: self.disagree}[answer]


@dataclass(frozen=True)
class Ranked:
    """A statement by its place in the list that was given; `answer` is what unites all (AGREE or DISAGREE), None if it divides.

    `score`: what unites, the product over the groups of (count + 1) / (n + 2), Polis's group-informed consensus; what divides,
    the greatest difference between the shares of agreement of two groups.
    """

    statement: int
    score: Fraction
    answer: int | None = None


def statements_of(said):
    """(what unites, what divides), each a list of Ranked with the strongest first; `said[statement][group]` is a Said.

    A statement unites if more than half of each group give the same answer, agree or disagree; nothing of it may be hidden.
    It divides if it does not unite and shares of agreement differ by DIVIDED or more; a hidden share and one of fewer than K
    answers are not compared. Equal ones stand in the order of the statements.
    """
    uniting = {number: found for number, groups in enumerate(said) if (found := unites(number, groups))}
    dividing = [divides(number, groups) for number, groups in enumerate(said) if number not in uniting]
    return strongest(uniting.values()), strongest(found for found in dividing if found)


def strongest(found):
    return sorted(found, key=lambda ranked: (-ranked.score, ranked.statement))


def unites(number, groups):
    for answer in (AGREE, DISAGREE):
        shares = [said.share(answer) for said in groups]
        if shares and all(share is not None and share > Fraction(1, 2) for share in shares):
            score = prod(Fraction(said.count(answer) + 1, said.n + 2) for said in groups)
            return Ranked(number, score, answer)
    return None


def divides(number, groups):
    shares = [said.share(AGREE) for said in groups if said.n and said.n >= K]
    known = [share for share in shares if share is not None]
    widest = max((abs(one - other) for one, other in combinations(known, 2)), default=Fraction(0))
    return Ranked(number, widest) if widest >= DIVIDED else None
