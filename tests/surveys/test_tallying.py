"""A closed survey is counted once, and what is kept is what pandas counts of the same answers."""

import random

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.models import BallotAnswer, Outcome, SurveyResults
from surveys.tallying import count_closed, tally
from tests import make
from tests.surveys.counting import (
    answered,
    answered_by_group,
    any_sheet,
    asked_about_everything,
    chose,
    counted,
    rated,
)

pytestmark = pytest.mark.django_db


def frame(sheets):
    rows = [
        (who, each.question, each.option, None if each.value is None else float(each.value))
        for who, sheet in enumerate(sheets)
        for each in sheet
        if not each.text
    ]
    return pd.DataFrame(rows, columns=["who", "question", "option", "value"])


def outcome(question, voices="people", row=None):
    return Outcome.objects.get(of__question=question, voices=voices, row=row)


def close_to(number):
    return pytest.approx(number, abs=0.00501)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), people=st.integers(10, 60))
def test_what_is_counted_is_what_pandas_counts(db, seed, people):
    survey, dice = asked_about_everything(), random.Random(seed)  # noqa: S311 (no secret)
    sheets = [any_sheet(survey, dice) for _ in range(people)]
    answered(survey, sheets)
    counted(survey)
    data = frame(sheets)
    for name in ("traffic", "groups"):
        asked, there = survey.asked[name], data[data.question == survey.asked[name].pk]
        found = outcome(asked)
        n = there.who.nunique()
        assert found.n == (n if n >= 10 else None)
        if found.n:
            expected = there.option.value_counts()
            assert {line.option_id: line.count for line in found.lines.all()} == {
                option.pk: int(expected.get(option.pk, 0)) for option in asked.options.all()
            }
    city = data[(data.question == survey.asked["city"].pk)]
    compare_points(outcome(survey.asked["city"]), city.value.dropna(), no_answer=int(city.value.isna().sum()))
    for row in survey.asked["topics"].options.all():
        compare_points(outcome(survey.asked["topics"], row=row), data[data.option == row.pk].value)
    compare_ranks(survey.asked["order"], data)
    far = data[data.question == survey.asked["far"].pk].value
    found = outcome(survey.asked["far"])
    if len(far) >= 10:
        assert (float(found.mean), float(found.sd)) == (close_to(far.mean()), close_to(far.std()))
        for line in found.lines.all():
            assert line.count == far.between(float(line.least), float(line.most), inclusive="left").sum()


def compare_points(found, values, no_answer=None):
    if len(values) < 10:
        assert (found.n, found.mean, found.lines.count()) == (None, None, 0)
        return
    assert found.n == len(values)
    assert found.no_answer == no_answer
    assert (float(found.mean), float(found.sd)) == (close_to(values.mean()), close_to(values.std()))
    expected = values.value_counts()
    assert {float(line.least): line.count for line in found.lines.all()} == {
        point: int(expected.get(point, 0)) for point in (1.0, 2.0, 3.0)
    }


def compare_ranks(asked, data):
    there = data[data.question == asked.pk]
    if there.who.nunique() >= 10:
        expected = there.groupby("option").value.agg(["mean", "count"])
        for line in outcome(asked).lines.exclude(count=0):
            assert float(line.mean) == close_to(expected.loc[line.option_id, "mean"])
            assert line.count == expected.loc[line.option_id, "count"]


def test_counting_before_the_close_is_refused():
    with pytest.raises(ValueError, match="closed"):
        tally(make.native())
    assert not SurveyResults.objects.exists()


def test_a_survey_is_counted_once_and_stays_a_draft():
    survey = make.native()
    asked = make.choice(survey, "ja", "nein")
    answered(survey, [[chose(asked.options.first())]] * 12)
    results = counted(survey)
    assert results.is_draft
    BallotAnswer.objects.all().delete()
    assert not tally(survey)
    assert count_closed() == 0
    assert outcome(asked).n == 12
    assert results.people == 12


def test_people_and_groups_are_never_mixed():
    survey = make.native(mode="named")
    asked = make.choice(survey, "ja", "nein")
    yes, no = asked.options.all()
    answered(survey, [[chose(yes)]] * 11)
    answered_by_group(survey, make.group(), [chose(no)])
    counted(survey)
    assert [line.count for line in outcome(asked).lines.all()] == [11, 0]
    assert [line.count for line in outcome(asked, "groups").lines.all()] == [0, 1]
    assert survey.results.groups == 1


def test_of_nine_people_nothing_is_kept_but_of_three_groups_everything():
    survey = make.native(mode="named")
    asked = make.rating(survey, "schlecht", "gut")
    answered(survey, [[rated(asked, 2)]] * 9)
    for _each in range(3):
        answered_by_group(survey, make.group(), [rated(asked, 1)])
    results = counted(survey)
    people, groups = outcome(asked), outcome(asked, "groups")
    assert (people.n, people.mean, people.withheld, people.lines.count()) == (None, None, "few", 0)
    assert (groups.n, groups.mean) == (3, 1)
    assert (results.people, results.groups) == (None, 3)


def test_a_small_trait_is_kept_nowhere():
    survey = make.native()
    asked = make.choice(survey, "Handwerk", "Pflege", "Büro", describes_person=True)
    craft, care, office = asked.options.all()
    answered(survey, [[chose(craft)]] * 3 + [[chose(care)]] * 8 + [[chose(office)]] * 40)
    counted(survey)
    assert [line.count for line in outcome(asked).lines.all()] == [None, None, 40]


def test_ages_are_put_together_until_nobody_stands_alone_and_then_have_no_mean():
    survey = make.native()
    asked = make.question(survey, type="number", describes_person=True)
    answered(survey, [[rated(asked, age)] for age in [34] * 20 + [35] * 9 + [97]])
    counted(survey)
    found = outcome(asked)
    assert (found.n, found.mean, found.sd) == (30, None, None)
    assert all(line.count >= 5 for line in found.lines.all() if line.count)
    assert sum(line.count for line in found.lines.all()) == 30


@pytest.mark.parametrize("people", [10, 30])
def test_counting_takes_the_same_queries_however_many_answer(people, django_assert_num_queries):
    survey = asked_about_everything()
    dice = random.Random(1)  # noqa: S311 (no secret)
    answered(survey, [any_sheet(survey, dice) for _ in range(people)])
    survey.closed_at = survey.opens_at
    survey.save()
    with django_assert_num_queries(32):
        tally(survey)
