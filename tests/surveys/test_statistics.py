"""Shares, means, deviations and histograms are what pandas computes of the same answers."""

import math
from collections import Counter
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import statistics

POINTS = st.lists(st.integers(-3, 10), min_size=1, max_size=60)
NUMBERS = st.integers(0, 4).flatmap(
    lambda places: st.tuples(
        st.just(places),
        st.lists(st.decimals(-5000, 100_000, places=places), min_size=1, max_size=60),
    )
)


@given(POINTS)
def test_mean_and_deviation_are_those_of_pandas(values):
    counts, series = Counter(values), pd.Series(values)
    assert float(statistics.mean(counts)) == pytest.approx(series.mean())
    if len(values) == 1:
        assert statistics.deviation(counts) is None
    else:
        assert statistics.deviation(counts) == pytest.approx(series.std(), abs=1e-9)


@given(POINTS)
def test_shares_are_those_of_pandas(values):
    counts, expected = Counter(values), pd.Series(values).value_counts(normalize=True) * 100
    for value, count in counts.items():
        assert float(statistics.share(count, len(values))) == pytest.approx(expected[value])


@given(NUMBERS)
def test_a_histogram_counts_like_pandas_and_has_round_bars_of_one_width(drawn):
    places, values = drawn
    bars = statistics.bins(Counter(values), places)
    assert 1 <= len(bars) <= statistics.BINS
    width = bars[0].below - bars[0].least
    assert width >= Decimal(1).scaleb(-places)
    assert width.normalize().as_tuple().digits in {(1,), (2,), (5,)}
    assert all(bar.below - bar.least == width and bar.least % width == 0 for bar in bars)
    edges = [bars[0].least, *[bar.below for bar in bars]]
    scaled = [int(edge.scaleb(places)) for edge in edges]
    whole = pd.Series([int(value.scaleb(places)) for value in values])
    cut = pd.cut(whole, scaled, right=False).value_counts(sort=False)
    assert [bar.count for bar in bars] == cut.tolist()
    assert bars[0].count
    assert bars[-1].count


@pytest.mark.parametrize(
    ("number", "seen"), [(0.125, "0.13"), (-0.125, "-0.13"), (2.0, "2.00"), (None, None)]
)
def test_halves_are_rounded_away_from_zero(number, seen):
    assert statistics.rounded(number) == (Decimal(seen) if seen else None)


def test_of_nobody_nothing_is_computed():
    assert statistics.mean({}) is None
    assert statistics.deviation({}) is None
    assert statistics.share(0, 0) is None
    assert statistics.share(None, 20) is None
    assert statistics.bins({}) == []


def test_a_deviation_of_equal_values_is_zero_and_not_nothing():
    assert statistics.deviation({Decimal("0.1"): 3}) == 0
    assert math.isclose(statistics.deviation({1: 1, 2: 1}), math.sqrt(0.5))
