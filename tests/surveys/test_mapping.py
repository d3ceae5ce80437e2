"""The opinion map of a survey: drawn at the close, stored as far as it may be shown, released with its question."""

import random
from collections import Counter

import pytest

from surveys.models import (
    Ballot,
    OpinionFigure,
    OpinionGroup,
    OpinionMap,
    OpinionPoint,
    Outcome,
    QuestionResults,
)
from tests import make
from tests.pages import plain, words
from tests.surveys.counting import answered, answered_by_group, counted, rated, released
from tests.surveys.reading_results import files
from tests.surveys.test_statements import statements

pytestmark = pytest.mark.django_db

PAGE = "/en/umfragen/u/ergebnisse/"
NUMBER = 10


@pytest.fixture
def survey():
    survey = make.native(slug="u", mode="open")
    survey.asked = statements(survey, *[f"Aussage {number}" for number in range(1, NUMBER + 1)], number=1)
    return survey


def camps(*sizes, seed=1, noise=0.45):
    """Answers of people in camps: each camp has its own mind on every statement, and `noise` of the answers are by chance."""
    dice = random.Random(seed)  # noqa: S311 (no secret)
    minds = [[1] * NUMBER, [1, 1] + [-1] * (NUMBER - 2), [1, -1] * (NUMBER // 2)]
    return [
        [dice.choice([-1, 0, 1]) if dice.random() < noise else said for said in mind]
        for mind, size in zip(minds, sizes, strict=False)
        for _person in range(size)
    ]


def sheet(question, answers):
    """A list of Given; None is left out."""
    options = question.options.order_by("number")
    return [
        rated(question, said, option)
        for option, said in zip(options, answers, strict=False)
        if said is not None
    ]


def answer(survey, votes):
    answered(survey, [sheet(survey.asked, vote) for vote in votes])


def figures():
    """{statement number: {group number: (disagree, passed, agree, n)}}"""
    found = {}
    for row in OpinionFigure.objects.select_related("group", "statement"):
        said = (row.disagree, row.passed, row.agree, row.n)
        found.setdefault(row.statement.number, {})[row.group.number] = said
    return found


def test_two_camps_are_two_groups_and_their_figures_are_those_of_the_camps(survey):
    votes = camps(60, 40, noise=0)
    answer(survey, votes)
    counted(survey)
    assert [group.people for group in OpinionGroup.objects.order_by("number")] == [60, 40]
    assert OpinionMap.objects.get().unplaced == 0
    for number, by_group in figures().items():
        for group, camp in enumerate((votes[:60], votes[60:])):
            true = Counter(vote[number - 1] for vote in camp)
            assert by_group[group] == (true[-1], true[0], true[1], len(camp))


def test_a_point_stands_for_five_and_all_points_for_all_people(survey):
    answer(survey, camps(33, 21))
    counted(survey)
    for group in OpinionGroup.objects.all():
        people = [point.people for point in group.points.all()]
        assert min(people) >= 5
        assert sum(people) == group.people
    assert all(-1 <= point.x <= 1 and -1 <= point.y <= 1 for point in OpinionPoint.objects.all())


def test_no_hidden_figure_is_small_and_none_shown_is_either(survey):
    answer(survey, camps(70, 60, 50, seed=4))
    counted(survey)
    for by_group in figures().values():
        for disagree, passed, agree, _n in by_group.values():
            assert all(said is None or said == 0 or said >= 5 for said in (disagree, passed, agree))


@pytest.mark.parametrize("few", [1, 3, 9])
def test_what_is_published_of_all_less_the_groups_leaves_nobody_alone(survey, few):
    """A few answer two statements only: they are in no group, and what they said must not be left over."""
    votes = camps(60, 50) + [[-1, 1]] * few
    answer(survey, votes)
    counted(survey)
    assert OpinionMap.objects.get().unplaced == few
    assert sum(group.people for group in OpinionGroup.objects.all()) == 110
    assert any(said[0] for by_group in figures().values() for said in by_group.values())
    for number, by_group in figures().items():
        outcome = Outcome.objects.get(row__number=number)
        known = [said[3] for said in by_group.values()]
        assert None in known or sum(known) == outcome.n
        totals = [line.count for line in outcome.lines.order_by("number")]
        for answer_, total in enumerate(totals):
            said = [each[answer_] for each in by_group.values()]
            assert None in said or sum(said) == total


def test_many_who_are_not_placed_are_a_column_of_their_own(survey):
    answer(survey, camps(60, 50, noise=0) + [[1, 1]] * 12)
    counted(survey)
    assert [said[3] for said in figures()[1].values()] == [60, 50]
    assert Outcome.objects.get(row__number=1).n == 122


def test_without_groups_the_map_says_what_all_said(survey):
    dice = random.Random(3)  # noqa: S311 (no secret)
    answer(survey, [[dice.choice([-1, 0, 1]) for _each in range(NUMBER)] for _person in range(80)])
    counted(survey)
    assert [group.people for group in OpinionGroup.objects.all()] == [80]
    for number, by_group in figures().items():
        lines = Outcome.objects.get(row__number=number).lines.order_by("number")
        assert list(by_group[0][:3]) == [line.count for line in lines]


def test_a_camp_of_less_than_ten_is_no_group_of_its_own(survey):
    answer(survey, camps(40, 7))
    counted(survey)
    assert all(group.people >= 10 for group in OpinionGroup.objects.all())


def test_of_too_few_there_is_no_map(survey, visitor):
    answer(survey, camps(5, 4))
    released(survey)
    assert not OpinionGroup.objects.exists()
    assert "Too few have answered enough statements for an opinion map." in words(visitor.get(PAGE))


def test_groups_of_the_alliance_have_a_map_of_their_own(visitor):
    survey = make.native(slug="u", mode="named")
    asked = statements(survey, *[f"Aussage {number}" for number in range(1, NUMBER + 1)], number=1)
    for vote in camps(8, 6, noise=0):
        answered_by_group(survey, make.group(), sheet(asked, vote))
    released(survey)
    people, groups = (OpinionMap.objects.get(voices=voices) for voices in ("people", "groups"))
    assert (people.groups.count(), [group.people for group in groups.groups.all()]) == (0, [8, 6])
    assert all(said[3] for by_group in figures().values() for said in by_group.values())
    assert "14 voices form 2 groups of opinion" in words(visitor.get(PAGE), "question-1")


def test_page_csv_and_json_say_the_same_of_the_groups(survey, visitor):
    answer(survey, camps(60, 40))
    released(survey)
    page, lines, data = files(visitor)
    [drawn] = data["questions"][0]["opinion_maps"]
    assert [group["people"] for group in drawn["groups"]] == list(
        OpinionGroup.objects.order_by("number").values_list("people", flat=True)
    )
    found = {}
    for each in drawn["figures"]:
        counts = [said["count"] for said in each["answers"]]
        found.setdefault(each["statement"]["code"], {})[each["group"] - 1] = (*counts, each["n"])
    assert found == figures()
    told = [line for line in lines if line["Group of opinion no."]]
    assert [(line["Row"], line["Answer given"], line["Count"], line["n"]) for line in told] == [
        (each["statement"]["label"], said["label"], text(said["count"]), text(each["n"]))
        for each in drawn["figures"]
        for said in each["answers"]
    ]
    table = plain(page.split("Group of opinion</th>")[1].split("</table>")[0])
    for number, groups in found.items():
        for group, counts in groups.items():
            shown = ["hidden" if count is None else str(count) for count in counts]
            assert f"{group + 1} {' '.join(shown)}" in table.split(f"Aussage {number} ")[1]


def text(count):
    return "" if count is None else str(count)


def test_without_groups_the_files_have_no_lines_of_groups(survey, visitor):
    answer(survey, camps(30))
    released(survey)
    _page, lines, data = files(visitor)
    assert len(data["questions"][0]["opinion_maps"][0]["groups"]) == 1
    assert not [line for line in lines if line["Group of opinion no."]]


def test_no_row_of_a_map_leads_to_a_person_or_a_ballot(survey):
    answer(survey, camps(20, 15))
    counted(survey)
    keys = {str(key) for key in Ballot.objects.values_list("pk", flat=True)}
    for model in (OpinionMap, OpinionGroup, OpinionPoint, OpinionFigure):
        assert model.objects.exists()
        related = {field.related_model._meta.model_name for field in model._meta.fields if field.is_relation}
        assert related <= {"questionresults", "opinionmap", "opiniongroup", "option"}
        values = {str(value) for row in model.objects.values_list() for value in row}
        assert not values & keys


def test_nothing_is_drawn_before_the_close_and_nothing_seen_before_its_release(survey, visitor, planner):
    answer(survey, camps(30, 20))
    make.results(survey, published_at=None)
    assert "50 voices" not in planner.get(PAGE).content.decode()
    assert not OpinionMap.objects.exists()
    results = counted(survey)
    assert "50 voices form 2 groups of opinion" in words(planner.get(PAGE))
    results.publish()
    assert "Opinion map" not in words(visitor.get(PAGE))
    QuestionResults.objects.get().question.refresh_from_db()
    released(survey)
    assert "50 voices form 2 groups of opinion" in words(visitor.get(PAGE))


def test_a_draft_of_the_results_keeps_the_map(survey, visitor):
    answer(survey, camps(30, 20))
    results = released(survey)
    results.withdraw()
    assert visitor.get(PAGE).status_code == 404
    assert not OpinionMap.objects.visible_to(visitor.get("/").wsgi_request.user).exists()


@pytest.mark.parametrize("people", [12, 40])
def test_the_page_takes_the_same_queries_however_many_answer(
    survey, visitor, people, django_assert_num_queries
):
    answer(survey, camps(people, people))
    released(survey)
    visitor.get(PAGE)
    with django_assert_num_queries(14):
        visitor.get(PAGE)
