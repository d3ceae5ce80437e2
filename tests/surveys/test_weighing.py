"""The rule that weighs topics, as numbers alone: what it promises for every rule and all figures, and cases to do by hand."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.triangles import HEIGHT, WIDTH, dots, place_of
from surveys.weighing import GRID, Figures, Hurdle, Outcome, Rule, firmness, weigh

SPANS = ((Decimal(1), Decimal(5)), (Decimal(0), Decimal(40)), (Decimal(0), Decimal(3)))
RANGES = [("0", "6"), ("0", "60"), ("0", "3")]


def topic(relevance=None, emissions=None, influence=None):
    return Figures(
        tuple(None if each is None else Decimal(each) for each in (relevance, emissions, influence))
    )


def tenths(low, high):
    return st.integers(int(low * 10), int(high * 10)).map(lambda number: Decimal(number) / 10)


def value(span):
    return st.none() | tenths(*map(Decimal, span))


topics = st.lists(st.tuples(*map(value, RANGES)).map(Figures), min_size=1, max_size=8)
weights = st.tuples(*[st.integers(0, 100)] * 3).filter(any)
rules = st.builds(
    Rule,
    weights=weights,
    spans=st.just(SPANS),
    places=st.none() | st.integers(1, 5),
    least_points=st.none() | tenths(0, 100),
    least_influence=st.none() | st.integers(0, 3).map(Decimal),
    unknown_is_zero=st.booleans(),
    least_known=st.integers(0, 100),
)


def outcomes(rule, candidates):
    return [verdict.outcome for verdict in weigh(rule, candidates)]


def test_points_and_score_can_be_calculated_by_hand():
    rule = Rule((2, 2, 1), SPANS, places=1)
    mobility, waste = weigh(rule, [topic(4, 31, 3), topic("2.2", 2, 1)])
    assert mobility.points == (750, 775, 1000)
    assert (mobility.score, mobility.rank, mobility.outcome) == (810, 1, Outcome.IN)  # (150 + 155 + 100) / 5
    assert waste.points == (300, 50, 333)
    assert (waste.score, waste.rank) == (207, 2)  # (60 + 10 + 33.3) / 5 = 20.66
    assert (waste.outcome, waste.hurdle) == (Outcome.OUT, Hurdle.PLACES)


def test_what_lies_outside_the_span_is_cut():
    [low, high] = weigh(Rule((1, 1, 1), SPANS, places=2), [topic(0, 0, 0), topic(6, 60, 3)])
    assert (low.points, high.points) == ((0, 0, 0), (1000, 1000, 1000))


def test_what_is_unknown_is_left_out_or_counts_as_nothing_as_the_rule_says():
    candidate = topic(3, None, 3)
    left_out = Rule((1, 2, 1), SPANS, places=1)
    assert weigh(left_out, [candidate])[0].score == 750
    assert weigh(replace(left_out, unknown_is_zero=True), [candidate])[0].score == 375


def test_of_a_topic_of_which_too_little_is_known_the_rule_says_nothing():
    rule = Rule((1, 1, 2), SPANS, places=3, least_known=50)
    enough, too_little, nothing = weigh(rule, [topic(3, 20), topic(5), topic()])
    assert enough.outcome == Outcome.IN
    assert {too_little.outcome, nothing.outcome} == {Outcome.OPEN}
    assert (too_little.score, too_little.rank, too_little.hurdle) == (None, None, Hurdle.UNKNOWN)
    assert outcomes(replace(rule, least_known=0), [topic(5), topic()]) == [Outcome.IN, Outcome.OPEN]


def test_a_topic_that_is_known_only_by_what_does_not_count_has_no_score():
    assert weigh(Rule((1, 0, 0), SPANS, places=1), [topic(None, 30, 3)])[0].score is None


def test_thresholds_leave_topics_out_before_the_places_are_given():
    rule = Rule((1, 0, 0), SPANS, places=1, least_points=Decimal(50), least_influence=Decimal(2))
    candidates = [topic(5, None, 1), topic(4, None, 2), topic("2.9", None, 3)]
    assert [verdict.hurdle for verdict in weigh(rule, candidates)] == ["influence", "", "points"]


def test_an_unknown_influence_is_held_against_a_topic_only_if_unknown_is_0():
    rule = Rule((1, 0, 0), SPANS, places=1, least_influence=Decimal(1))
    assert outcomes(rule, [topic(5)]) == [Outcome.IN]
    assert outcomes(replace(rule, unknown_is_zero=True), [topic(5)]) == [Outcome.OUT]


def test_topics_with_the_score_of_the_last_place_are_all_in():
    rule = Rule((1, 0, 0), SPANS, places=2)
    assert outcomes(rule, [topic(3), topic(5), topic(3), topic(2)]) == ["in", "in", "in", "out"]


@pytest.mark.parametrize(
    "wrong", [{"weights": (0, 0, 0)}, {"weights": (1, -1, 1)}, {"spans": (SPANS[0][::-1],)}]
)
def test_a_rule_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"weights|span"):
        replace(Rule((1, 1, 1), SPANS, places=1), **wrong)


@given(rules, topics, st.data())
def test_a_better_figure_never_costs_a_topic_its_place(rule, candidates, data):
    number = data.draw(st.integers(0, len(candidates) - 1))
    known = [place for place, each in enumerate(candidates[number].values) if each is not None]
    if not known:
        return
    place = data.draw(st.sampled_from(known))
    values = list(candidates[number].values)
    values[place] = data.draw(tenths(values[place], Decimal(RANGES[place][1])))
    better = [*candidates[:number], Figures(tuple(values)), *candidates[number + 1 :]]
    before, after = weigh(rule, candidates)[number], weigh(rule, better)[number]
    assert before.outcome != Outcome.IN or after.outcome == Outcome.IN
    assert before.score is None or (after.score >= before.score and after.rank <= before.rank)


@given(rules, topics, st.integers(2, 9))
def test_only_the_proportion_of_the_weights_counts(rule, candidates, factor):
    larger = replace(rule, weights=tuple(factor * weight for weight in rule.weights))
    assert weigh(larger, candidates) == weigh(rule, candidates)


@given(rules, topics, st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_decides_nothing(rule, candidates, random):
    order = list(range(len(candidates)))
    random.shuffle(order)
    shuffled = weigh(rule, [candidates[number] for number in order])
    verdicts = weigh(rule, candidates)
    assert shuffled == [verdicts[number] for number in order]
    assert weigh(rule, candidates) == verdicts


@given(rules, topics)
def test_scores_are_those_of_an_independent_calculation(rule, candidates):
    for figures, verdict in zip(candidates, weigh(rule, candidates), strict=True):
        parts = [
            (weight, min(max(float((each - low) / (high - low)), 0), 1) * 100)
            for weight, each, (low, high) in zip(rule.weights, figures.values, SPANS, strict=True)
            if each is not None
        ]
        if verdict.score is None:
            assert sum(weight for weight, _ in parts) <= rule.least_known * sum(rule.weights) / 100
        else:
            base = sum(rule.weights) if rule.unknown_is_zero else sum(weight for weight, _ in parts)
            mean = sum(weight * points for weight, points in parts) / base
            assert verdict.score / 10 == pytest.approx(mean, abs=0.11)


@given(rules, topics)
def test_no_more_topics_are_in_than_there_are_places_unless_they_are_equal(rule, candidates):
    scores = sorted(
        (each.score for each in weigh(rule, candidates) if each.outcome == Outcome.IN), reverse=True
    )
    assert rule.places is None or len(set(scores[rule.places - 1 :])) <= 1


@settings(max_examples=25)
@given(rules, topics)
def test_each_point_of_the_grid_is_the_rule_with_those_weights(rule, candidates):
    columns = [outcomes(replace(rule, weights=weights), candidates) for weights in GRID]
    found = firmness(rule, candidates)
    assert [each.is_in for each in found] == [
        tuple(column[number] == Outcome.IN for column in columns) for number in range(len(candidates))
    ]
    for each, by_rule in zip(found, outcomes(rule, candidates), strict=True):
        is_in = by_rule == Outcome.IN
        assert (each.turning is None) == all(other == is_in for other in each.is_in)
        assert each.turning is None or each.is_in[GRID.index(each.turning)] != is_in


def test_the_grid_holds_every_weighting_in_tenths_once():
    assert len(GRID) == len(set(GRID)) == 66
    assert {sum(weights) for weights in GRID} == {10}


def test_the_turning_weighting_is_the_nearest_one():
    rule = Rule((6, 3, 1), SPANS, places=1)
    leading, following = firmness(rule, [topic(5, 0, 0), topic(1, 40, 0)])
    # Relevance and emissions alike: both are in with 5 : 5, so the second turns there, the first only beyond.
    assert following.turning in {(5, 5, 0), (4, 4, 2)}
    assert leading.turning[1] > leading.turning[0]
    assert abs(Fraction(leading.turning[0], 10) - Fraction(6, 10)) <= Fraction(2, 10)


def test_the_corners_of_the_triangle_are_the_criteria_alone():
    (left, bottom), (right, ground), (middle, top) = map(place_of, [(1, 0, 0), (0, 5, 0), (0, 0, 70)])
    assert bottom == ground
    assert float(top) < float(bottom) <= HEIGHT
    assert float(left) < float(middle) < float(right) <= WIDTH
    assert dots([weights == (10, 0, 0) for weights in GRID]) == f"M{left} {bottom}h0"
