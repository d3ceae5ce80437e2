"""The rule by which topics are chosen, as one function of numbers: no database, no chance, whole numbers only.

1. Each figure becomes points from 0 to 100: `low` of the criterion's span gives 0, `high` gives 100, in between it is
   linear, outside it is cut. Points are rounded to a tenth, half up.
2. The score is the mean of the points, weighted by the rule; it is rounded in the same way before scores are compared, so
   that whoever calculates with the figures of the page comes to the same list.
3. What is unknown is left out (the other criteria count the more) or counts as 0, as the rule says. A topic of which
   less than `least_known` per cent of the weight is known, or nothing at all, has no score: the rule says nothing on it.
4. A topic is in if its score and its influence reach the thresholds and fewer than `places` such topics have a higher
   score. Topics with the score of the last place are all in.

Because the spans are fixed, no candidate changes the score of another, and a better figure never costs a topic its place.
Points and scores are integers in tenths of a point.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

CRITERIA = ("relevance", "emissions", "influence")
FULL = 1000  # 100 points in tenths
STEPS = 10  # the grid of weightings goes in steps of a tenth of the whole weight
type Weights = tuple[int, int, int]


class Outcome(StrEnum):
    IN = "in"
    OUT = "out"
    OPEN = "open"


class Hurdle(StrEnum):
    """What a topic failed at."""

    NONE = ""
    UNKNOWN = "unknown"
    POINTS = "points"
    INFLUENCE = "influence"
    PLACES = "places"


@dataclass(frozen=True)
class Rule:
    """`weights` and `spans` in the order of CRITERIA; a span is (low, high), the values of 0 and of 100 points."""

    weights: Weights
    spans: tuple[tuple[Decimal, Decimal], ...]
    places: int | None = None
    least_points: Decimal | None = None
    least_influence: Decimal | None = None
    unknown_is_zero: bool = False
    least_known: int = 50

    def __post_init__(self):
        if min(self.weights) < 0 or not any(self.weights):
            raise ValueError("weights are not negative, and one is positive")
        if any(high <= low for low, high in self.spans):
            raise ValueError("a span rises")


@dataclass(frozen=True)
class Figures:
    """What is known of a topic, in the order of CRITERIA; None where nothing is."""

    values: tuple[Decimal | None, Decimal | None, Decimal | None]


@dataclass(frozen=True)
class Verdict:
    """What the rule says on one topic. `points` and `score` are tenths or None; `rank` is 1 for the highest score."""

    points: tuple[int | None, ...]
    score: int | None
    rank: int | None
    outcome: Outcome
    hurdle: Hurdle


def weigh(rule: Rule, candidates: Sequence[Figures]) -> list[Verdict]:
    """What `rule` says on each of the candidates, in their order."""
    return judged(rule, candidates, [points_of(rule, figures) for figures in candidates])


def points_of(rule: Rule, figures: Figures) -> tuple[int | None, ...]:
    """The figures as tenths of points."""
    return tuple(
        None if value is None else on_span(value, *span)
        for value, span in zip(figures.values, rule.spans, strict=True)
    )


def on_span(value: Decimal, low: Decimal, high: Decimal) -> int:
    part = Fraction(value - low) / Fraction(high - low)
    return rounded(min(max(part, Fraction(0)), Fraction(1)) * FULL)


def rounded(number: Fraction) -> int:
    """Half up; the number is not negative."""
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def judged(rule, candidates, points):
    scores = [score_of(rule, each) for each in points]
    hurdles = [hurdle_of(rule, figures, score) for figures, score in zip(candidates, scores, strict=True)]
    running = sorted(
        (score for score, hurdle in zip(scores, hurdles, strict=True) if not hurdle), reverse=True
    )
    last = running[min(rule.places, len(running)) - 1] if rule.places and running else 0
    hurdles = [
        Hurdle.PLACES if not hurdle and score < last else hurdle
        for score, hurdle in zip(scores, hurdles, strict=True)
    ]
    ranks = ranks_of(scores)
    return [
        Verdict(each, score, ranks.get(score), outcome_of(hurdle), hurdle)
        for each, score, hurdle in zip(points, scores, hurdles, strict=True)
    ]


def score_of(rule, points):
    """The weighted mean of the points in tenths; None where too little is known."""
    known = sum(weight for weight, each in zip(rule.weights, points, strict=True) if each is not None)
    whole = sum(rule.weights)
    if not known or known * 100 < rule.least_known * whole:
        return None
    total = sum(weight * (each or 0) for weight, each in zip(rule.weights, points, strict=True))
    base = whole if rule.unknown_is_zero else known
    return (2 * total + base) // (2 * base)


def hurdle_of(rule, figures, score):
    """What a topic fails at before it comes to the places. An unknown influence is not held against it, unless it is 0."""
    if score is None:
        return Hurdle.UNKNOWN
    if rule.least_points is not None and score < rule.least_points * 10:
        return Hurdle.POINTS
    influence = figures.values[CRITERIA.index("influence")]
    if influence is None and rule.unknown_is_zero:
        influence = Decimal(0)
    if rule.least_influence is not None and influence is not None and influence < rule.least_influence:
        return Hurdle.INFLUENCE
    return Hurdle.NONE


def ranks_of(scores):
    known = sorted((score for score in scores if score is not None), reverse=True)
    ranks = {}
    for place, score in enumerate(known, 1):
        ranks.setdefault(score, place)
    return ranks


def outcome_of(hurdle):
    if not hurdle:
        return Outcome.IN
    return Outcome.OPEN if hurdle == Hurdle.UNKNOWN else Outcome.OUT


GRID: list[Weights] = [
    (STEPS - emissions - influence, emissions, influence)
    for influence in range(STEPS, -1, -1)
    for emissions in range(STEPS - influence + 1)
]


@dataclass(frozen=True)
class Firmness:
    """How a topic fares under each weighting of GRID, all else in the rule being equal.

    `turning` is the weighting closest to the rule's own (least sum of differences) under which the topic is in if it is
    out by the rule, and the other way round; None if there is none.
    """

    is_in: tuple[bool, ...]
    turning: Weights | None

    @property
    def times_in(self):
        return sum(self.is_in)

    @property
    def is_always_in(self):
        return all(self.is_in)

    @property
    def is_never_in(self):
        return not any(self.is_in)


def firmness(rule: Rule, candidates: Sequence[Figures]) -> list[Firmness]:
    """How firm the outcome is for each of the candidates: the rule under all weightings of GRID."""
    points = [points_of(rule, figures) for figures in candidates]
    columns = [
        [
            verdict.outcome == Outcome.IN
            for verdict in judged(replace(rule, weights=weights), candidates, points)
        ]
        for weights in GRID
    ]
    by_rule = [verdict.outcome == Outcome.IN for verdict in judged(rule, candidates, points)]
    nearest_first = sorted(range(len(GRID)), key=lambda place: distance(rule.weights, GRID[place]))
    found = []
    for number, is_in in enumerate(by_rule):
        fares = tuple(column[number] for column in columns)
        turning = next((GRID[place] for place in nearest_first if fares[place] != is_in), None)
        found.append(Firmness(fares, turning))
    return found


def distance(weights, others):
    """The sum of the differences between two weightings, as parts of their wholes."""
    return sum(
        abs(Fraction(one, sum(weights)) - Fraction(other, sum(others)))
        for one, other in zip(weights, others, strict=True)
    )
