"""What a chart draws is what the rows say."""

import re
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from surveys.charts import BARS_SHOWN, Evaluation
from surveys.models import Option, Question, Tally
from tests import make
from tests.pages import words
from tests.surveys.asking import ask, surveyed

PERCENT = st.decimals(0, 100, places=1)
KNOWN = st.tuples(st.integers(0, 5000), PERCENT)
FIGURES = st.lists(st.one_of(st.none(), KNOWN), max_size=60)


def evaluated(figures, **fields):
    """An evaluation of unsaved rows; `figures` are (count, percent) for each option, None for what is not known."""
    question = Question(pk=1, number=1, **fields)
    options = [Option(number=number, label=f"Antwort {number}") for number in range(1, len(figures) + 1)]
    for option, figure in zip(options, figures, strict=True):
        if figure:
            option.tally = Tally(count=figure[0], percent=figure[1])
        else:
            Option.tally.related.set_cached_value(option, None)
    question._prefetched_objects_cache = {"options": options}
    return Evaluation(question)


def length(width):
    assert re.fullmatch(r"\d+\.\d\d%", width), "SVG knows no decimal comma"
    return Decimal(width.rstrip("%"))


@given(FIGURES, st.sampled_from(["single_choice", "multiple_choice", ""]))
@translation.override("de")
def test_every_bar_is_as_long_as_its_percentage(figures, kind):
    marks = evaluated(figures, type=kind).marks()
    assert len(marks) == min(len(figures), BARS_SHOWN)
    for mark in marks:
        figure = figures[mark.answer.option.number - 1]
        assert length(mark.width) == (figure[1] if figure else 0)
        assert mark.value == (f"{figure[1]}\u00a0%".replace(".", ",") if figure else "")


@given(st.lists(KNOWN, min_size=1, max_size=60))
def test_bars_stand_from_the_most_to_the_least_chosen(figures):
    counts = [mark.answer.count for mark in evaluated(figures, type="single_choice").marks()]
    assert counts == sorted((count for count, _ in figures), reverse=True)[:BARS_SHOWN]


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=20))
@translation.override("de")
def test_without_n_and_percentages_bars_are_measured_by_the_longest(counts):
    evaluation = evaluated([(count, None) for count in counts], type="multiple_choice")
    assert not evaluation.has_percentages
    longest = max(counts) or 1
    for mark in evaluation.marks():
        assert length(mark.width) == round(Decimal(100 * mark.answer.count) / longest, 2)
        assert mark.value.replace(".", "") == str(mark.answer.count)


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 500)), max_size=11),
    st.one_of(st.none(), st.integers(0, 6000)),
)
def test_a_rating_is_one_bar_in_the_order_of_its_points(counts, answered_by):
    figures = [None if count is None else (count, None) for count in counts]
    stretches = evaluated(figures, type="rating", answered_by=answered_by).stack()
    whole = max(sum(count or 0 for count in counts), answered_by or 0) or 1
    end = Decimal(0)
    for stretch, count in zip(stretches, counts, strict=True):
        assert abs(length(stretch.x) - end) < Decimal("0.02")
        assert abs(length(stretch.width) - Decimal(100 * (count or 0)) / whole) < Decimal("0.01")
        end += Decimal(100 * (count or 0)) / whole
    assert end <= 100
    assert [stretch.number for stretch in stretches] == list(range(1, len(counts) + 1))


@given(st.integers(1, 5000), st.data())
def test_a_missing_percentage_is_computed_from_n(n, data):
    count = data.draw(st.integers(0, n))
    evaluation = evaluated([(count, None)], type="multiple_choice", answered_by=n)
    assert evaluation.computes_percentages
    assert abs(evaluation.answers[0].percent - Decimal(100 * count) / n) <= Decimal("0.05")


def test_more_answers_than_people_give_no_percentage():
    assert evaluated([(11, None)], answered_by=10).answers[0].percent is None


@translation.override("de")
def test_what_is_not_known_is_no_zero():
    evaluation = evaluated([(0, Decimal(0)), None], type="single_choice", answered_by=5)
    assert [(answer.count, answer.percent) for answer in evaluation.answers] == [(0, 0), (None, None)]
    assert [mark.value for mark in evaluation.marks()] == ["0,0\u00a0%", ""]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answers", "seen"),
    [
        ([], "No figures are known for this question."),
        ([("Ja", 0, 0)], "Ja 0.0 %"),
        ([("Ja", 10, 100)], "Ja 100.0 %"),
        ([("Ja", None)], "No figures are known for this question."),
        ([("Ja", 1, 10), ("Nein", None)], "Ja 10.0 % Nein not known"),
    ],
)
def test_the_page_draws_few_answers_too(visitor, answers, seen):
    survey = surveyed(slug="u")
    ask(survey, answers, number=1, answered_by=10)
    assert seen in words(visitor.get("/en/umfragen/u/ergebnisse/"), "question-1")


@pytest.mark.django_db
def test_of_300_options_the_first_40_are_drawn_and_all_are_in_the_table(visitor):
    survey = surveyed(slug="u")
    ask(survey, [(f"Antwort {number}", 300 - number) for number in range(300)], number=1, answered_by=300)
    page = visitor.get("/en/umfragen/u/ergebnisse/").content.decode()
    assert page.count('class="chart__bar"') == 40
    assert page.count('scope="row"') == 300
    assert "260 more options stand in the table only." in page


@pytest.mark.django_db
def test_a_label_is_text_and_never_markup(visitor):
    survey = surveyed(slug="u")
    ask(survey, [("<script>alert(1)</script>" + "W" * 270, 1, 10)], number=1, text='"><b>', type="rating")
    page = visitor.get("/en/umfragen/u/ergebnisse/").content.decode()
    assert "<script>" not in page
    assert '"><b>' not in page
    assert "&lt;script&gt;" in page


@pytest.mark.django_db
def test_a_rating_shows_its_scale_in_order_with_numbers(visitor):
    survey = surveyed(slug="u")
    points = [("unwichtig", 1, 10), ("teils", 3, 30), ("wichtig", 6, 60)]
    ask(survey, points, number=1, type="rating", answered_by=10)
    response = visitor.get("/en/umfragen/u/ergebnisse/")
    assert "1  unwichtig 10.0 % 2  teils 30.0 % 3  wichtig 60.0 %".replace("  ", " ") in words(response)
    page = response.content.decode()
    assert 'role="img" aria-labelledby="stack-1 stack-1-text"' in page
    assert ">1: 10.0\u00a0%; 2: 30.0\u00a0%; 3: 60.0\u00a0%</desc>" in page
    assert re.findall(r'text-anchor="middle">(\d)<', page) == ["1", "2", "3"]


@pytest.mark.django_db
def test_a_tally_belongs_to_the_survey_of_its_option():
    mine, other = surveyed(), surveyed()
    [option] = ask(mine, [("Ja", None)]).options.all()
    with pytest.raises(Exception, match="einer anderen Umfrage"):
        make.make(Tally, results=other.results, option=option, count=1).full_clean()


@pytest.mark.django_db
def test_points_that_carry_their_number_are_not_numbered_twice(visitor):
    survey = surveyed(slug="u")
    ask(survey, [("1 (schlecht)", 1, 50), ("2", 1, 50), ("33", 0, 0)], number=1, type="rating", answered_by=2)
    section = words(visitor.get("/en/umfragen/u/ergebnisse/"), "question-1")
    assert " 1 (schlecht) 50.0 % 2 50.0 % 3 33 0.0 % " in section
