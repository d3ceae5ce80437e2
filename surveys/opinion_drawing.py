"""The opinion map as its page shows it: groups with a shape each, points as large as their people, what unites and what divides.

Made of what may be shown and nothing else: the points and sizes of an OpinionMap, and for each statement what each group said, as
far as `disclose()` let it through. Lengths are units of the drawing's own (`width`), which grows and shrinks with the page.
"""

import math
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.utils.translation import pgettext_lazy

from klimakreise.publishing.templatetags.figures import percent
from surveys.charts import across
from surveys.opinions import AGREE, DISAGREE, PASS, Said, statements_of
from surveys.statistics import rounded

WIDTH = 400
MARGIN, ABOVE = 22, 42  # hold the outline of a group; above there is its number, too
LEAST_UNIT, LARGEST = 2.1, 16  # the radius of a point for one person, at most; of the largest point, at most
SHOWN = 5  # statements that unite, and that divide; the table has all
SIDES = {DISAGREE: "low", PASS: "middle", AGREE: "high"}  # as in the bars of a statement
SHAPES = [
    pgettext_lazy("shape", "circle"),
    pgettext_lazy("shape", "square"),
    pgettext_lazy("shape", "triangle"),
    pgettext_lazy("shape", "diamond"),
    pgettext_lazy("shape", "cross"),
]


@dataclass(frozen=True)
class Group:
    """A group of opinion: its number from 1, its people and their share of all who were placed, and its paths."""

    number: int
    people: int
    percent: str
    dots: str
    area: str
    x: str
    y: str

    @property
    def shape(self):
        return SHAPES[self.number - 1]

    @property
    def key(self):
        """The shape alone, in a square of 20 units."""
        return shape_path(self.number - 1, 10, 10, 7)


@dataclass(frozen=True)
class Line:
    """What a group said to a statement: `stretches` of a bar are (side, x, width)."""

    number: int
    said: Said
    stretches: list
    agree: str
    disagree: str

    @property
    def counts(self):
        """In the order of the table, n last; None is hidden."""
        return [self.said.disagree, self.said.passed, self.said.agree, self.said.n]


@dataclass(frozen=True)
class Row:
    """A statement and what each group said to it; `gap` is how many points lie between the shares of agreement if it divides."""

    statement: Any
    lines: list = field(default_factory=list)
    all_agree: bool = False
    gap: int | None = None

    @property
    def hides_agreement(self):
        return any(line.said.agree is None for line in self.lines)


class OpinionDrawing:
    """`points` have x, y, people and group; `statements` are (option, [Said of each group]) in the order of the question;
    `unplaced` is how many answered too few statements, None if that is not shown. `uncompared` counts the statements that neither
        unite nor divide because something is hidden.
    """

    def __init__(self, points, sizes, statements, unplaced=None):
        self.points, self.sizes, self.unplaced = list(points), list(sizes), unplaced
        self.rows = [Row(option, lines_of(said)) for option, said in statements]
        uniting, dividing = statements_of([said for _option, said in statements])
        self.uniting = [self.found(each, all_agree=each.answer == AGREE) for each in uniting[:SHOWN]]
        self.dividing = [self.found(each, gap=round(100 * each.score)) for each in dividing[:SHOWN]]
        ranked = {each.statement for each in uniting + dividing}
        self.uncompared = sum(
            row.hides_agreement for number, row in enumerate(self.rows) if number not in ranked
        )

    def found(self, ranked, **what):
        row = self.rows[ranked.statement]
        return Row(row.statement, row.lines, **what)

    @property
    def n(self):
        return sum(self.sizes)

    @property
    def has_groups(self):
        return len(self.sizes) > 1

    @property
    def width(self):
        return WIDTH

    @property
    def height(self):
        return round(ABOVE + MARGIN + self.scale * extent([point.y for point in self.points]))

    @property
    def scale(self):
        """How many units one unit of a place is long, alike in both directions."""
        widest = max(extent([point.x for point in self.points]), extent([point.y for point in self.points]))
        return (WIDTH - 2 * MARGIN) / widest if widest else 1

    def place(self, point):
        """Where a point stands in the drawing, in whose middle the map's is; up is up."""
        sideways, upwards = middle([each.x for each in self.points]), middle([each.y for each in self.points])
        y = (ABOVE + self.height - MARGIN) / 2 - (point.y - upwards) * self.scale
        return WIDTH / 2 + (point.x - sideways) * self.scale, y

    @property
    def groups(self):
        unit = min(LEAST_UNIT, LARGEST / math.sqrt(max((point.people for point in self.points), default=1)))
        return [self.group(number, people, unit) for number, people in enumerate(self.sizes)]

    def group(self, number, people, unit):
        points = [point for point in self.points if point.group == number]
        places = [self.place(point) for point in points]
        dots = [
            shape_path(number, x, y, unit * math.sqrt(point.people))
            for point, (x, y) in zip(points, places, strict=True)
        ]
        top = min(y for _x, y in places) - 18
        centre = sum(x * point.people for (x, _y), point in zip(places, points, strict=True)) / people
        return Group(
            number + 1,
            people,
            percent(rounded(Fraction(100 * people, self.n), 1)),
            "".join(dots),
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in outline(places)) + "Z",
            f"{centre:.1f}",
            f"{top:.1f}",
        )


def extent(values):
    return max(values) - min(values)


def middle(values):
    return (max(values) + min(values)) / 2


def lines_of(said):
    return [
        Line(number, each, stretches(each), share_of(each, AGREE), share_of(each, DISAGREE))
        for number, each in enumerate(said, 1)
    ]


def share_of(said, answer):
    """In words; empty where it is hidden or nobody answered."""
    share = said.share(answer)
    return "" if share is None else percent(rounded(100 * share, 1))


def stretches(said):
    """Who disagrees from the left, who agrees from the right, who passes between them; what is hidden is not drawn."""
    shares = {side: said.share(answer) for answer, side in SIDES.items()}
    starts = {"low": Fraction(0), "middle": shares["low"], "high": 1 - (shares["high"] or 0)}
    return [
        (side, across(float(100 * starts[side])), across(float(100 * share)))
        for side, share in shares.items()
        if share is not None and starts[side] is not None
    ]


# --- shapes, all of the same area as a circle of that radius ---


def shape_path(group, x, y, radius):
    """The shape of a group (from 0) around a place, as a path."""
    if group == 0:
        radius = round(radius, 1)  # half a circle has to be exactly two radii wide, or it becomes an ellipse
        arc = f"a{radius:.1f} {radius:.1f} 0 1 0"
        return f"M{x - radius:.1f} {y:.1f}{arc} {2 * radius:.1f} 0{arc} {-2 * radius:.1f} 0z"
    corners = [(x + radius * dx, y + radius * dy) for dx, dy in CORNERS[group]]
    return "M" + "L".join(f"{cx:.1f} {cy:.1f}" for cx, cy in corners) + "z"


def polygon(corners, turn):
    """A regular polygon of the area of the unit circle; the first corner lies `turn` degrees from the right."""
    away = math.sqrt(2 * math.pi / (corners * math.sin(2 * math.pi / corners)))
    angles = [math.radians(turn + 360 * corner / corners) for corner in range(corners)]
    return [(away * math.cos(angle), away * math.sin(angle)) for angle in angles]


ARM = math.sqrt(math.pi / 5) / 2  # half the width of an arm: a cross is five squares
CROSS = [
    (-1, -3), (1, -3), (1, -1), (3, -1), (3, 1), (1, 1), (1, 3), (-1, 3), (-1, 1), (-3, 1), (-3, -1), (-1, -1),
]  # fmt: skip
CORNERS = {1: polygon(4, 45), 2: polygon(3, -90), 3: polygon(4, 0), 4: [(ARM * x, ARM * y) for x, y in CROSS]}


def outline(places):
    """The corners of the convex hull, around once (Andrew's monotone chain)."""
    ordered = sorted(set(places))
    if len(ordered) < 3:
        return ordered
    return half_hull(ordered) + half_hull(ordered[::-1])


def half_hull(ordered):
    found: list[tuple[float, float]] = []
    for place in ordered:
        while len(found) > 1 and turns_right(found[-2], found[-1], place):
            found.pop()
        found.append(place)
    return found[:-1]


def turns_right(first, second, third):
    return (second[0] - first[0]) * (third[1] - first[1]) <= (second[1] - first[1]) * (third[0] - first[0])
