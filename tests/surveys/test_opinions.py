"""The opinion map: groups that are there are found, groups that are not there are not, and nobody stands alone on it."""

import random
import subprocess
import sys
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import opinion_space
from surveys.bounds import K
from surveys.opinions import AGREE, DISAGREE, PASS, OpinionMap, Said, map_opinions, statements_of

VOTE = st.sampled_from([AGREE, AGREE, DISAGREE, DISAGREE, PASS, None])
ANY = st.integers(0, 9).flatmap(
    lambda statements: st.lists(st.lists(VOTE, min_size=statements, max_size=statements), max_size=40)
)
CAMPS = [  # three opinions on twelve statements; the last four unite them
    [1, 1, 1, 1, -1, -1, -1, -1, 1, 1, -1, -1],
    [-1, -1, 1, -1, 1, 1, -1, 1, 1, 1, -1, -1],
    [-1, -1, -1, 1, 1, -1, 1, -1, 1, 1, -1, -1],
]

SIZES = st.lists(st.integers(8, 20), min_size=2, max_size=3)


@st.composite
def camps(draw):
    """(votes, camp of each person) in any order; each says something else on one statement and passes by up to two."""
    dice = random.Random(draw(st.integers(0, 10**6)))  # noqa: S311 (hypothesis repeats it)
    people = [(list(camp), number) for number, camp in enumerate(CAMPS)]
    everybody = []
    for (camp, number), size in zip(people, draw(SIZES), strict=False):
        for _ in range(size):
            votes = list(camp)
            votes[dice.randrange(12)] = dice.choice([AGREE, PASS, DISAGREE])
            for place in dice.sample(range(12), dice.randrange(3)):
                votes[place] = None
            everybody.append((votes, number))
    dice.shuffle(everybody)
    return [votes for votes, _ in everybody], [number for _, number in everybody]


def independent(people, statements, seed=1):
    dice = random.Random(seed)  # noqa: S311 (the same each time)
    leaning = [dice.random() for _ in range(statements)]
    return [[AGREE if dice.random() < each else DISAGREE for each in leaning] for _ in range(people)]


# --- groups ---


@given(camps())
def test_groups_that_are_there_are_found(drawn):
    votes, camp = drawn
    found = map_opinions(votes)
    pairs = Counter(zip(camp, found.groups, strict=True))
    homes = [max(set(camp), key=lambda number: pairs[number, group]) for group in range(len(found.sizes))]
    assert sorted(homes) == sorted(set(camp))
    strays = len(votes) - sum(pairs[home, group] for group, home in enumerate(homes))
    assert strays <= len(votes) // 10  # on the border, after passing by what tells the camps apart
    assert found.silhouette > 0.5


@pytest.mark.parametrize(("people", "statements"), [(12, 8), (40, 10), (300, 20)])
def test_independent_answers_make_no_groups(people, statements):
    found = map_opinions(independent(people, statements))
    assert found.sizes == (people,)
    assert set(found.groups) == {0}
    assert found.silhouette is None
    assert sum(point.people for point in found.points) == people


def test_a_few_who_say_the_opposite_of_all_do_not_hide_the_groups():
    votes = [CAMPS[0]] * 20 + [CAMPS[1]] * 15 + [[-vote for vote in CAMPS[0]]] * 3
    found = map_opinions(votes)
    assert len(set(found.groups[:20])) == len(set(found.groups[20:35])) == 1
    assert found.groups[0] != found.groups[20]
    assert min(found.sizes) >= 15


@given(st.one_of(ANY, camps().map(lambda drawn: drawn[0])), st.sampled_from([K, 10]))
def test_no_group_and_no_point_is_small_and_all_are_counted_once(votes, least):
    found = map_opinions(votes, least)
    counts = Counter(group for group in found.groups if group is not None)
    assert len(found.groups) == len(votes)
    assert found.sizes == tuple(counts[group] for group in range(len(counts)))
    assert list(found.sizes) == sorted(found.sizes, reverse=True)
    assert all(size >= least for size in found.sizes)
    assert all(point.people >= K for point in found.points)
    drawn = Counter()
    for point in found.points:
        assert -1 <= point.x <= 1
        assert -1 <= point.y <= 1
        assert (point.x, point.y) == (round(point.x, 2), round(point.y, 2))
        drawn[point.group] += point.people
    assert drawn == counts


@given(st.one_of(ANY, camps().map(lambda drawn: drawn[0])), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(votes, dice):
    order = list(range(len(votes)))
    dice.shuffle(order)
    found, shuffled = map_opinions(votes), map_opinions([votes[person] for person in order])
    assert shuffled.groups == tuple(found.groups[person] for person in order)
    assert (shuffled.sizes, shuffled.points, shuffled.silhouette) == (
        found.sizes,
        found.points,
        found.silhouette,
    )


@given(ANY)
def test_who_answered_too_little_is_not_placed(votes):
    answered = sum(
        any(person[place] is not None for person in votes) for place in range(len((votes or [[]])[0]))
    )
    enough = [sum(vote is not None for vote in person) >= max(min(7, answered), 1) for person in votes]
    found = map_opinions(votes)
    if sum(enough) < 10:
        assert found == OpinionMap((None,) * len(votes))
    else:
        assert [group is not None for group in found.groups] == enough
        assert found.points


# --- little to see ---


ONE_EACH = [[AGREE if place == person % 10 else None for place in range(10)] for person in range(30)]


@pytest.mark.parametrize("votes", [[], [[]] * 12, [[None] * 5] * 30, [[AGREE] * 8] * 9, ONE_EACH])
def test_too_few_answers_make_no_map(votes):
    assert map_opinions(votes) == OpinionMap((None,) * len(votes))


def test_who_all_say_the_same_stand_in_one_place():
    found = map_opinions([[AGREE, DISAGREE, PASS, AGREE]] * 25)
    [point] = found.points
    assert (point.x, point.y, point.people) == (0, 0, 25)
    assert found.sizes == (25,)


def test_one_statement_makes_no_groups_but_a_line():
    found = map_opinions([[AGREE]] * 20 + [[DISAGREE]] * 10)
    assert found.sizes == (30,)
    assert {(point.x, point.y) for point in found.points} >= {(0.5, 0), (-1, 0)}


def test_ten_people_can_be_two_groups_of_five():
    votes = [CAMPS[0]] * 5 + [CAMPS[1]] * 5
    assert map_opinions(votes).sizes == (5, 5)
    assert map_opinions(votes, least=10).sizes == (10,)


def test_people_who_saw_none_of_the_same_statements_can_be_placed():
    half = [None] * 7
    found = map_opinions([[AGREE] * 7 + half] * 10 + [half + [DISAGREE] * 7] * 10)
    assert sum(found.sizes) == 20


def test_rows_of_different_length_are_refused():
    with pytest.raises(ValueError, match="inhomogeneous"):
        map_opinions([[AGREE, PASS], [AGREE]] * 10)


def test_many_people_make_no_more_points_than_can_be_told_apart():
    found = map_opinions(independent(3000, 12))
    assert 30 <= len(found.points) <= 120


def test_numpy_is_loaded_only_for_a_map():
    code = "import sys, surveys.opinions; assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


# --- the arithmetic, computed otherwise ---


def answers_of(people, statements, seed):
    dice = random.Random(seed)  # noqa: S311 (the same each time)
    camp = [[dice.choice([1, 0, -1]) for _ in range(statements)] for _ in range(3)]
    votes = []
    for person in range(people):
        row = [each if dice.random() < 0.6 else dice.choice([1, 0, -1]) for each in camp[person % 3]]
        votes.append([None if dice.random() < 0.2 else vote for vote in row])
    votes[0] = [1] * statements
    return opinion_space.table(votes)


@pytest.mark.parametrize("seed", range(4))
def test_places_are_those_of_a_singular_value_decomposition(seed):
    answers = answers_of(40, 9, seed)
    filled = answers.copy()
    for column in filled.T:
        column[np.isnan(column)] = column[~np.isnan(column)].mean()
    _u, _values, vectors = np.linalg.svd(filled - filled.mean(axis=0))
    expected = np.zeros((40, 2))
    for person, row in enumerate(answers):
        known = ~np.isnan(row)
        for axis in (0, 1):
            sign = np.sign(vectors[axis][np.abs(vectors[axis]).argmax()])
            away = sum(
                (row[s] - filled[:, s].mean()) * vectors[axis][s] * sign for s in np.flatnonzero(known)
            )
            expected[person, axis] = away * (9 / known.sum()) ** 0.5
    assert opinion_space.project(answers) == pytest.approx(expected / np.abs(expected).max())


def plain_silhouette(places, labels):
    """Rousseeuw 1987, word by word."""
    values = []
    for person, label in enumerate(labels):
        mean = {}
        for group in set(labels):
            others = [o for o, its in enumerate(labels) if its == group and o != person]
            if others:
                mean[group] = sum(np.hypot(*(places[person] - places[o])) for o in others) / len(others)
        if label not in mean:
            values.append(0)
            continue
        own, other = mean.pop(label), min(mean.values())
        values.append((other - own) / max(own, other) if max(own, other) else 0)
    return sum(values) / len(values)


def plain_squares(places, labels):
    return sum(
        ((places[labels == group] - places[labels == group].mean(axis=0)) ** 2).sum() for group in set(labels)
    )


def plain_k_means(places, k, dice):
    centres = places[dice.sample(range(len(places)), k)]
    for _ in range(30):
        labels = np.array(
            [min(range(k), key=lambda c: ((place - centres[c]) ** 2).sum()) for place in places]
        )
        centres = np.array(
            [places[labels == c].mean(axis=0) if (labels == c).any() else centres[c] for c in range(k)]
        )
    return labels


@pytest.mark.parametrize("seed", range(4))
def test_the_division_is_the_best_of_k_means_from_many_chance_starts(seed):
    """For the number of groups that was chosen; and no other number has a better silhouette."""
    places = opinion_space.project(answers_of(45, 9, seed))
    labels, silhouette = opinion_space.clearest(places, least=1)
    assert silhouette == pytest.approx(plain_silhouette(places, labels.tolist()))
    dice = random.Random(seed)  # noqa: S311
    for k in range(2, 6):
        tries = [plain_k_means(places, k, dice) for _ in range(8)]
        best = min(tries, key=lambda labels: plain_squares(places, labels))
        assert plain_silhouette(places, best.tolist()) <= silhouette + 0.02
        if k == len(set(labels.tolist())):
            assert plain_squares(places, labels) <= plain_squares(places, best) * 1.001


def test_many_places_are_divided_like_few():
    """Where people are put on a grid first, they are in the group they would be in without it."""
    dice = np.random.default_rng(1)
    middles = np.array([[-0.7, -0.5], [0.7, -0.4], [0, 0.7]])
    places = np.concatenate([middle + 0.08 * dice.standard_normal((1000, 2)) for middle in middles])
    labels, _silhouette = opinion_space.clearest(places, K)
    assert len(opinion_space.to_spots(places)[1]) <= opinion_space.MOST_SPOTS
    assert [len(set(labels[start : start + 1000])) for start in (0, 1000, 2000)] == [1, 1, 1]
    assert len(set(labels)) == 3


# --- what unites and what divides ---

COUNTS = st.tuples(st.integers(0, 30), st.integers(0, 10), st.integers(0, 30))
SAID = COUNTS.map(lambda counts: Said(*counts, sum(counts)))
HIDDEN = st.sampled_from([Said(None, None, 12, 25), Said(None, None, None, None), Said(20, None, None, 25)])
STATEMENTS = st.integers(1, 4).flatmap(
    lambda groups: st.lists(st.lists(st.one_of(SAID, HIDDEN), min_size=groups, max_size=groups), max_size=8)
)


@given(STATEMENTS)
def test_what_unites_has_a_majority_in_each_group_and_the_product_of_polis(statements):
    uniting, dividing = statements_of(statements)
    for ranked in uniting:
        name = "agree" if ranked.answer == AGREE else "disagree"
        groups = statements[ranked.statement]
        assert all(2 * getattr(said, name) > said.n for said in groups)
        product = 1.0
        for said in groups:
            product *= (getattr(said, name) + 1) / (said.n + 2)
        assert float(ranked.score) == pytest.approx(product)
    for ranked in dividing:
        shares = [
            said.agree / said.n
            for said in statements[ranked.statement]
            if said.agree is not None and said.n and said.n >= K
        ]
        assert float(ranked.score) == pytest.approx(max(shares) - min(shares))
        assert ranked.score >= Fraction(1, 5)
    for found in (uniting, dividing):
        assert [ranked.score for ranked in found] == sorted((ranked.score for ranked in found), reverse=True)
    assert not {ranked.statement for ranked in uniting} & {ranked.statement for ranked in dividing}


def test_the_rankings_by_hand():
    said = [
        [Said(18, 1, 1, 20), Said(9, 0, 1, 10)],  # both agree
        [Said(1, 1, 18, 20), Said(0, 0, 10, 10)],  # both disagree, still more so
        [Said(18, 1, 1, 20), Said(2, 0, 8, 10)],  # 90 % and 20 %
        [Said(12, 1, 7, 20), Said(4, 0, 6, 10)],  # 60 % and 40 %
        [Said(10, 2, 8, 20), Said(4, 0, 6, 10)],  # neither
        [Said(20, 0, 0, 20), Said(None, 2, None, 10)],  # the other is hidden
        [Said(20, 0, 0, 20), Said(0, 0, 4, 4)],  # four are too few
    ]
    uniting, dividing = statements_of(said)
    assert [(each.statement, each.answer) for each in uniting] == [(1, DISAGREE), (0, AGREE)]
    assert uniting[1].score == Fraction(19, 22) * Fraction(10, 12)
    assert [(each.statement, each.score) for each in dividing] == [(2, Fraction(7, 10)), (3, Fraction(1, 5))]
    assert statements_of([]) == ([], [])
