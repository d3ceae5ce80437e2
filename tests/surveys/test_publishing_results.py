"""Results appear after the close, when they are published, question by question; texts when somebody has read them."""

import random
import re

import pytest
from django.core.exceptions import ValidationError

from klimakreise.publishing.models import Entry
from surveys.answers import Given
from surveys.models import FreeText, GroupAnswerLine, QuestionResults
from tests import make
from tests.pages import words
from tests.surveys.counting import (
    answered,
    answered_by_group,
    any_sheet,
    asked_about_everything,
    chose,
    counted,
    rated,
    released,
)

pytestmark = pytest.mark.django_db

PAGE = "/en/umfragen/u/ergebnisse/"


@pytest.fixture
def survey():
    survey = make.native(slug="u", mode="named")
    survey.bus = make.choice(survey, "Bus", "Bahn", number=1, text="Womit?")
    survey.mood = make.rating(survey, "schlecht", "gut", number=2, text="Wie?")
    survey.words = make.question(survey, number=3, type="free_text", text="Was noch?")
    bus = survey.bus.options.first()
    answered(survey, [[chose(bus), rated(survey.mood, 2), Given(survey.words.pk, text="Mehr Linden")]] * 117)
    group = make.group(name="Chor")
    answered_by_group(survey, group, [rated(survey.mood, 1), Given(survey.words.pk, text="Mehr Lieder")])
    return survey


def test_before_the_close_nothing_can_be_published(survey):
    make.results(survey, published_at=None)
    with pytest.raises(ValidationError, match="Vor dem Schluss"):
        survey.results.publish()


def test_before_the_close_not_even_the_team_sees_a_figure_or_a_text(survey, planner):
    make.results(survey, published_at=None)
    addresses = [
        PAGE,
        "/verwaltung/surveys/questionresults/",
        "/verwaltung/surveys/freetext/",
        "/verwaltung/surveys/groupanswerline/",
        f"/verwaltung/surveys/surveyresults/{survey.results.pk}/change/",
    ]
    for address in addresses:
        page = planner.get(address, follow=True).content.decode()
        assert "Mehr L" not in page
        assert not re.search(r"\b117\b", page)


def test_after_the_close_only_the_team_sees_figures_until_they_are_published(survey, planner, visitor):
    counted(survey)
    assert "n = 117" in planner.get(PAGE).content.decode()
    assert visitor.get(PAGE).status_code == 404
    survey.results.publish()
    page = visitor.get(PAGE).content.decode()
    assert "No question is released yet." in page
    assert "Womit" not in page


def test_questions_are_released_one_by_one(survey, planner, visitor):
    counted(survey).publish()
    row = QuestionResults.objects.get(question=survey.bus)
    lists = "/verwaltung/surveys/questionresults/"
    planner.post(lists, {"action": "release", "_selected_action": [row.pk]})
    page = visitor.get(PAGE)
    assert "117 answers (n = 117)" in words(page, "question-1")
    assert "question-2" not in page.content.decode()
    assert Entry.objects.filter(act="changed", address__endswith="/u/ergebnisse/").exists()
    planner.post(lists, {"action": "hold_back", "_selected_action": [row.pk]})
    assert "Womit" not in visitor.get(PAGE).content.decode()


def test_of_fewer_than_ten_texts_none_is_seen_however_many_answered_the_survey(planner, visitor):
    survey = make.native(slug="u")
    bus = make.choice(survey, "Bus", "Bahn", number=1).options.first()
    question = make.question(survey, number=2, type="free_text", text="Was noch?")
    few = [[chose(bus), Given(question.pk, text="Mehr Linden")]] * 9
    answered(survey, few + [[chose(bus)]] * 20)
    released(survey)
    texts = FreeText.objects.values_list("pk", flat=True)
    act = {"action": "release", "_selected_action": list(texts)}
    said = planner.post("/verwaltung/surveys/freetext/", act, follow=True).content.decode()
    assert "„Was noch?“ haben weniger als 10 Personen beantwortet: Die Texte werden nicht gezeigt." in said
    assert "Mehr Linden" not in planner.get(PAGE).content.decode()
    page = words(visitor.get(PAGE))
    assert "n = 29" in page
    assert "Fewer than 10 answers: nothing is shown." in page
    assert "No texts are released." not in page


def test_what_describes_people_stays_in_its_order_whoever_is_more(visitor):
    survey = make.native(slug="u")
    age = make.choice(survey, "unter 30", "30 bis 60", number=1, describes_person=True)
    young, older = age.options.order_by("number")
    answered(survey, [[chose(young)]] * 10 + [[chose(older)]] * 20)
    released(survey)
    page = words(visitor.get(PAGE))
    assert page.index("unter 30") < page.index("30 bis 60")


def test_a_text_is_seen_when_somebody_has_read_and_released_it(survey, planner, visitor):
    released(survey)
    assert "Mehr L" not in visitor.get(PAGE).content.decode()
    one = FreeText.objects.first()
    assert "Mehr Linden" in planner.get("/verwaltung/surveys/freetext/").content.decode()
    planner.post("/verwaltung/surveys/freetext/", {"action": "release", "_selected_action": [one.pk]})
    line = GroupAnswerLine.objects.get(text="Mehr Lieder")
    planner.post("/verwaltung/surveys/groupanswerline/", {"action": "release", "_selected_action": [line.pk]})
    assert visitor.get(PAGE).content.decode().count("Mehr Linden") == 1
    assert "Chor: Mehr Lieder" in words(visitor.get(PAGE), "question-3")
    planner.post("/verwaltung/surveys/freetext/", {"action": "hold_back", "_selected_action": [one.pk]})
    assert "Mehr Linden" not in visitor.get(PAGE).content.decode()


def test_people_and_groups_stand_beside_each_other(survey, visitor):
    released(survey)
    section = words(visitor.get(PAGE), "question-2")
    assert "Personal voices 117 answers (n = 117). mean 2, standard deviation (SD) 0" in section
    assert "They are never added to the personal voices. 1 answer (n = 1). mean 1 " in section


def test_an_open_survey_is_called_not_representative(visitor):
    survey = make.native(slug="u", mode="open")
    released(survey)
    assert "not representative" in visitor.get(PAGE).content.decode()
    secret = make.native(slug="geheim")
    released(secret)
    assert "not representative" not in visitor.get("/en/umfragen/geheim/ergebnisse/").content.decode()


@pytest.mark.parametrize("people", [12, 40])
def test_the_page_takes_the_same_queries_however_many_have_answered(
    people, visitor, django_assert_num_queries
):
    dice = random.Random(3)  # noqa: S311 (no secret)
    survey = asked_about_everything(slug="u")
    answered(survey, [any_sheet(survey, dice) for _ in range(people)])
    released(survey)
    visitor.get(PAGE)
    with django_assert_num_queries(12):
        page = visitor.get(PAGE)
    assert "Womit am liebsten?" in page.content.decode()
