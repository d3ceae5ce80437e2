"""What counts say: shares, mean and deviation, mean ranks, bins of a histogram. Pure functions of counts, exact until the last step."""

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

BINS = 12  # a histogram has at most as many bars


def share(count, n):
    """Per cent of `n` people; None where there are none or the count is hidden."""
    return None if count is None or not n else Decimal(100 * count) / n


def mean(counts):
    """The mean of the values of {value: count} as a Fraction; None without any."""
    n = sum(counts.values())
    return sum(Fraction(value) * count for value, count in counts.items()) / n if n else None


def deviation(counts):
    """The standard deviation of a sample (divided by n - 1) as a float; None for fewer than two."""
    n = sum(counts.values())
    if n < 2:
        return None
    middle = mean(counts)
    squares = sum((Fraction(value) - middle) ** 2 * count for value, count in counts.items())
    return math.sqrt(squares / (n - 1))


def rounded(number, places=2):
    """A Fraction or float as a Decimal with `places` digits, halves away from zero; None stays None."""
    if number is None:
        return None
    if isinstance(number, float):
        number = Fraction(number)
    scaled = abs(number) * 10**places
    digits = math.floor(scaled + Fraction(1, 2))
    return Decimal(digits if number >= 0 else -digits).scaleb(-places)


@dataclass(frozen=True)
class Bin:
    """A bar of a histogram: values from `least` up to, but not including, `below`."""

    least: Decimal
    below: Decimal
    count: int


def bins(counts, decimals=0):
    """At most BINS bins of the same round width (1, 2 or 5 times a power of ten) that hold all values of {value: count}.

    `decimals` says how finely values can differ: a bin is never narrower than that. Without values there are none.
    """
    if not counts:
        return []
    least, greatest = min(counts), max(counts)
    finest = Fraction(1, 10**decimals)
    for width in widths(finest):
        start = math.floor(Fraction(least) / width)
        number = math.floor(Fraction(greatest) / width) - start + 1
        if number <= BINS:
            break
    tops = [0] * number
    for value, count in counts.items():
        tops[math.floor(Fraction(value) / width) - start] += count
    return [
        Bin(decimal(width * (start + place)), decimal(width * (start + place + 1)), count)
        for place, count in enumerate(tops)
    ]


def widths(finest):
    """Round widths from the finest one upwards, without end."""
    power = finest
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def decimal(number):
    """A Fraction with a finite decimal expansion as a Decimal."""
    return Decimal(number.numerator) / Decimal(number.denominator)
