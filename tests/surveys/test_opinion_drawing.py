"""The opinion map as it is drawn says what the figures say, to eyes, in words and in the table, and shows nothing that is hidden."""

import math
import re
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from surveys.models import Option
from surveys.opinion_drawing import LARGEST, WIDTH, OpinionDrawing, outline, shape_path
from surveys.opinions import Point, Said
from tests.pages import plain

PLACE = st.integers(-100, 100).map(lambda number: number / 100)
MAPS = st.lists(
    st.lists(st.tuples(PLACE, PLACE, st.integers(5, 400)), min_size=1, max_size=12), min_size=1, max_size=5
)
HIDDEN = Said(None, None, None, None)


def drawn(groups, statements=(), **more):
    points = [Point(x, y, people, group) for group, its in enumerate(groups) for x, y, people in its]
    sizes = [sum(people for _x, _y, people in its) for its in groups]
    return OpinionDrawing(points, sizes, statements, **more)


def stated(*statements):
    return [(Option(number=n, label=f"Aussage {n}"), said) for n, said in enumerate(statements, 1)]


def page(drawing):
    return render_to_string("surveys/_opinion_map.html", {"drawing": drawing, "key": "people-1"})


def words(drawing):
    return plain(page(drawing))


def corners(path):
    return [tuple(map(float, pair)) for pair in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]


def area(places):
    """Of a polygon, by Gauss."""
    turns = pairwise([*places, places[0]])
    return abs(sum(x * other_y - other_x * y for (x, y), (other_x, other_y) in turns)) / 2


# --- shapes ---


@given(MAPS)
@translation.override("de")
def test_all_points_lie_in_the_drawing_with_their_outline_and_number(groups):
    drawing = drawn(groups)
    for point in drawing.points:
        x, y = drawing.place(point)
        assert LARGEST <= x <= WIDTH - LARGEST
        assert LARGEST <= y <= drawing.height - LARGEST
    for group in drawing.groups:
        assert 0 < float(group.x) < WIDTH
        assert 20 <= float(group.y) < drawing.height
        assert "," not in group.dots + group.area + group.x + group.y, "SVG knows no decimal comma"
        assert group.dots.count("M") == len(groups[group.number - 1])


@given(MAPS)
def test_distances_on_the_drawing_are_those_of_the_map(groups):
    drawing = drawn(groups)
    first = drawing.points[0]
    for point in drawing.points:
        expected = drawing.scale * math.dist((first.x, first.y), (point.x, point.y))
        assert math.dist(drawing.place(first), drawing.place(point)) == pytest.approx(expected)
        assert (drawing.place(point)[1] < drawing.place(first)[1]) == (point.y > first.y)


@pytest.mark.parametrize("group", range(1, 5))
def test_each_shape_has_the_area_of_the_circle(group):
    assert area(corners(shape_path(group, 50, 50, 40))) == pytest.approx(math.pi * 40**2, rel=0.01)


@given(st.floats(1, LARGEST))
def test_a_circle_is_round(radius):
    """Two arcs of one radius, each exactly twice that wide."""
    path = shape_path(0, 50, 50, radius)
    arcs = re.findall(r"a([\d.]+) ([\d.]+) 0 1 0 (-?[\d.]+) 0", path)
    assert len(arcs) == 2
    for across, down, width in arcs:
        assert across == down
        assert abs(float(width)) == pytest.approx(2 * float(across), abs=1e-9)
        assert float(across) == pytest.approx(radius, abs=0.051)


def test_a_point_of_four_times_the_people_has_four_times_the_area():
    [_circles, squares] = drawn([[(0, 0, 5)], [(0.5, 0, 20), (-0.5, 0, 5)]]).groups
    large, small = (area(corners(path)) for path in re.findall(r"M[^M]+", squares.dots))
    assert large / small == pytest.approx(4, rel=0.05)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=20))
def test_an_outline_holds_all_its_places(places):
    found = outline(places)
    assert set(found) <= set(places)
    if len(found) > 2:
        for (x, y), (next_x, next_y) in pairwise([*found, found[0]]):
            sides = [(next_x - x) * (b - y) - (next_y - y) * (a - x) for a, b in places]
            assert min(sides) >= 0


# --- words ---

CAMPS = [[(-0.8, 0.1, 12), (-0.6, 0, 13)], [(1, -0.2, 10)]]


@translation.override("en")
def test_it_says_in_words_how_many_stand_where_and_who_could_not_be_placed():
    drawing = drawn(CAMPS, stated([Said(20, 2, 3, 25), Said(9, 0, 1, 10)]), unplaced=3)
    html, text = page(drawing), words(drawing)
    assert ">Opinion map of 35 voices in 2 groups of opinion</title>" in html
    assert ">Group 1 (circle): 25 voices; Group 2 (square): 10 voices</desc>" in html
    assert "35 voices form 2 groups of opinion" in text
    assert "3 more voices answered too few statements to be placed." in text
    assert "Group 1: 25 voices (71.4 %)" in text
    assert "style=" not in html


@translation.override("en")
def test_what_unites_and_what_divides_stands_below_with_shares_and_n():
    said = stated(
        [Said(20, 2, 3, 25), Said(9, 0, 1, 10)],
        [Said(25, 0, 0, 25), Said(2, 0, 8, 10)],
        [Said(2, 3, 20, 25), Said(0, 0, 10, 10)],
    )
    text = words(drawn(CAMPS, said))
    uniting, dividing = text.split("What unites all")[1].split("What divides")
    assert uniting.index("Aussage 3 the majority disagrees") < uniting.index("Aussage 1 the majority agrees")
    assert "Group 1 (n = 25) 80.0 % agree Group 2 (n = 10) 90.0 % agree" in uniting
    assert "Group 1 (n = 25) 80.0 % disagree Group 2 (n = 10) 100.0 % disagree" in uniting
    assert "Aussage 2 80 percentage points apart Group 1 (n = 25) 100.0 % agree" in dividing
    assert "Aussage 2" not in uniting
    table = dividing.split("Group of opinion disagree pass agree n")[1]
    assert "Aussage 1 1 3 2 20 25 2 1 0 9 10 Aussage 2 1 0 0 25 25" in table


@translation.override("en")
def test_what_is_hidden_is_neither_in_words_nor_in_bars():
    said = stated([HIDDEN, Said(2, 0, 8, 10)], [Said(20, None, None, 25), Said(2, 0, 8, 10)])
    drawing = drawn(CAMPS, said)
    assert drawing.rows[0].lines[0].stretches == []
    assert drawing.rows[1].lines[0].stretches == [("high", "20.00%", "80.00%")]
    text = words(drawing)
    assert "Aussage 2 60 percentage points apart" in text
    assert "Of 1 statement it is hidden how many of a group agree" in text
    table = text.split("Group of opinion disagree pass agree n")[1]
    assert "Aussage 1 1 hidden hidden hidden hidden 2 8 0 2 10 Aussage 2 1 hidden hidden 20 25" in table


@given(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(1, 60)))
def test_a_bar_is_full_and_in_the_order_of_the_answers(counts):
    agree, passed, disagree = counts
    [row] = drawn([[(0, 0, 20)]], stated([Said(*counts, sum(counts))])).rows
    [line] = row.lines
    assert [side for side, _x, _width in line.stretches] == ["low", "middle", "high"]
    ends = 0
    for (_side, x, width), count in zip(line.stretches, (disagree, passed, agree), strict=True):
        assert float(x[:-1]) == pytest.approx(ends, abs=0.02)
        assert float(width[:-1]) == pytest.approx(100 * count / sum(counts), abs=0.01)
        ends += 100 * count / sum(counts)
    assert ends == pytest.approx(100)


@translation.override("en")
def test_without_groups_nothing_is_numbered_and_nothing_divides():
    drawing = drawn([[(0, 0, 30), (0.5, 0.5, 6)]], stated([Said(30, 1, 5, 36)], [Said(10, 10, 16, 36)]))
    html, text = page(drawing), words(drawing)
    assert "The 36 voices form no groups of opinion" in text
    assert "Aussage 1 the majority agrees All (n = 36) 83.3 % agree" in text
    assert "What divides" not in text
    assert "Group 1" not in html.split("</desc>")[1]


@translation.override("en")
def test_too_few_answers_are_said_instead_of_an_empty_map():
    text = words(OpinionDrawing([], [], stated([]), unplaced=9))
    assert "Too few have answered enough statements for an opinion map." in text
    assert "<svg" not in page(OpinionDrawing([], [], stated([]), unplaced=9))


@translation.override("en")
def test_where_all_is_hidden_it_says_so():
    text = words(drawn(CAMPS, stated([HIDDEN, HIDDEN])))
    assert "gets the same answer from more than half of each group" in text
    assert "No statement, as far as it can be shown, has 20 percentage points" in text
