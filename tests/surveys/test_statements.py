"""Statements to agree or disagree with: how they are asked, what is kept, what is counted and how it is shown."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from surveys.answering_for_groups import sheet_of
from surveys.completeness import problems
from surveys.copying import copy_survey
from surveys.correcting import correct, wordings
from surveys.models import GroupAnswer, Outcome, Question, Survey
from surveys.opinions import AGREE, DISAGREE, PASS
from tests import make
from tests.pages import words
from tests.surveys.counting import answered, answered_by_group, counted, rated, released
from tests.surveys.questionnaire import Browser, rows
from tests.surveys.test_answering import code_for, opened_long_ago, sheets_of

pytestmark = pytest.mark.django_db

PAGE = "/en/umfragen/u/ergebnisse/"
LABELS = ["Mehr Bäume in die Innenstadt", "Autofreier Domplatz", "Parken bleibt billig"]


def statements(survey, *labels, **fields):
    return make.choice(
        survey, *(labels or LABELS), **{"type": "statements", "text": "Was meinen Sie?", **fields}
    )


@pytest.fixture
def survey():
    survey = make.native(slug="u", mode="open", audience="alle")
    survey.asked = statements(survey, number=1)
    return survey


def kept(sheet):
    return [given.value for given in sheet]


@pytest.mark.parametrize("mode", ["secret", "open"])
def test_what_is_agreed_to_is_kept_and_what_was_left_out_is_not(visitor, mode):
    survey = make.native(slug="u", mode=mode)
    asked = statements(survey)
    more = {"code": code_for(survey)} if mode == "secret" else {"opened": opened_long_ago()}
    browser = Browser(visitor, survey)
    for word in ("stimme zu", "stimme nicht zu", "enthalte mich"):
        assert browser.text.count(word) >= 3
    browser.press("next", rows(asked, "1", "", "-1"))
    assert "Mehr Bäume in die Innenstadt: stimme zu" in browser.text
    assert "Parken bleibt billig: stimme nicht zu" in browser.text
    assert "Autofreier Domplatz" not in browser.text
    browser.press("send", more)
    assert browser.page.url.endswith("/danke/")
    (sheet,) = sheets_of(survey)
    first, _second, third = asked.options.all()
    assert [(each.option, each.value) for each in sheet] == [(first.pk, AGREE), (third.pk, DISAGREE)]


def test_a_group_changes_its_answer_and_finds_what_it_said(speaker, speakers_group):
    survey = make.native(mode="named")
    asked = statements(survey)
    Browser(speaker, survey).press("next", rows(asked, "1", "0", "")).press("send")
    browser = Browser(speaker, survey)
    there = browser.stands_there()
    assert [there.get(name) for name in rows(asked, "", "", "")] == [["1"], ["0"], None]
    browser.press("next", rows(asked, "-1", "0", "1")).press("send")
    (answer,) = GroupAnswer.objects.all()
    assert kept(sheet_of(answer)) == [DISAGREE, PASS, AGREE]


def test_a_required_question_takes_one_statement_and_needs_one(visitor, survey):
    Question.objects.update(required=True)
    browser = Browser(visitor, survey).press("next")
    assert browser.problems == ["Bitte mindestens eine Aussage beantworten."]
    browser.press("next", rows(survey.asked, "", "0", ""))
    assert "Autofreier Domplatz: enthalte mich" in browser.text


@pytest.mark.parametrize("value", ["2", "none", "1.0", "x", "−1"])
def test_what_no_form_sends_is_refused_at_its_statement(visitor, survey, value):
    browser = Browser(visitor, survey).press("next", rows(survey.asked, "1", value, ""))
    assert browser.problems == ["Autofreier Domplatz: Bitte eine dieser Antworten wählen."]
    assert browser.stands_there()[next(iter(rows(survey.asked, "", "", "")))] == ["1"]


def test_english_words_stand_on_the_english_page(visitor, survey):
    survey.asked.options.filter(number=1).update(label_en="More trees in the centre")
    browser = Browser(visitor, survey, "/en")
    assert "<legend>More trees in the centre</legend>" in browser.html
    assert '<legend lang="de">Autofreier Domplatz</legend>' in browser.html
    browser.press("next", rows(survey.asked, "1", "", ""))
    assert "More trees in the centre: agree" in browser.text


def test_statements_do_not_describe_the_person_and_have_no_maximum(survey):
    for fields in ({"describes_person": True}, {"choices_max": 2}, {"offers_no_answer": True}):
        with pytest.raises(ValidationError):
            Question(survey=survey, number=9, type="statements", **fields).full_clean()
    with pytest.raises(IntegrityError):
        Question.objects.filter(pk=survey.asked.pk).update(describes_person=True)


def test_without_a_statement_it_cannot_be_opened(survey):
    assert not [each for each in problems(survey) if each.grave]
    survey.asked.options.all().delete()
    assert [each.thing for each in problems(survey) if each.grave] == [survey.asked]


def test_it_is_copied_and_corrected_like_other_questions(survey):
    copy = copy_survey(survey)
    assert [option.label for option in copy.questions.get().options.all()] == LABELS
    (wording,) = [each for each in wordings(survey) if each.text == "Autofreier Domplatz"]
    correct(survey, {wording.key: "Domplatz ohne Autos"}, "Verständlicher")
    assert survey.asked.options.get(number=2).label == "Domplatz ohne Autos"


def lines(row, voices="people"):
    return [line.count for line in Outcome.objects.get(row=row, voices=voices).lines.order_by("number")]


def test_each_statement_is_counted_by_itself(survey):
    first, second, third = survey.asked.options.all()
    sheet = [rated(survey.asked, 1, first), rated(survey.asked, 0, second)]
    answered(survey, [sheet] * 8 + [[rated(survey.asked, -1, first)]] * 3 + [[rated(survey.asked, 1, third)]])
    counted(survey)
    assert lines(first) == [3, 0, 8]
    assert (lines(second), lines(third)) == ([], []), "fewer than ten have answered these"
    outcome = Outcome.objects.get(row=first)
    assert (outcome.n, outcome.mean, outcome.sd, outcome.no_answer) == (11, None, None, None)


def test_groups_are_counted_beside_people_however_few_they_are():
    survey = make.native(mode="named")
    asked = statements(survey)
    first = asked.options.first()
    answered_by_group(survey, make.group(), [rated(asked, 1, first)])
    answered_by_group(survey, make.group(), [rated(asked, -1, first)])
    counted(survey)
    assert lines(first, "groups") == [1, 0, 1]


def test_the_page_shows_a_bar_and_a_row_for_each_statement(visitor, survey):
    first, second, _third = survey.asked.options.all()
    sheets = [[rated(survey.asked, 1, first)]] * 15 + [[rated(survey.asked, -1, first)]] * 4
    answered(survey, [*sheets, [rated(survey.asked, 0, first), rated(survey.asked, 0, second)]])
    released(survey)
    section = words(visitor.get(PAGE), "question-1")
    assert "Mehr Bäume in die Innenstadt 75.0 % agree 20 % 75 %" in section.replace("%75", "% 75")
    assert "Autofreier Domplatz Fewer than 10 answers: nothing is shown." in section
    assert "Statement disagree pass agree n Mehr Bäume in die Innenstadt 4 1 15 20" in section
    assert "Autofreier Domplatz – – – < 10" in section


def test_before_the_close_nobody_sees_a_figure(planner, survey):
    answered(survey, [[rated(survey.asked, 1, survey.asked.options.first())]] * 117)
    make.results(survey, published_at=None)
    for address in (PAGE, "/en/umfragen/u/", "/verwaltung/surveys/questionresults/"):
        assert not re.search(r"\b117\b", planner.get(address).content.decode())
    assert not Outcome.objects.exists()
    assert Survey.objects.get(pk=survey.pk).closed_at is None
