"""The relevance of a topic is taken over from published results with n, year and source, instead of being typed."""

import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from klimakreise.publishing.partial_dates import PartialDate
from surveys.models import Option, QuestionResults, Tally, TopicChoice, TopicReason
from surveys.relevance import said_of
from tests import make
from tests.surveys.asking import ask, surveyed
from tests.surveys.counting import answered, chose, counted, rated
from tests.typed import faults, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def choice():
    """A candidate of a choice by shares; a survey of 2021 has asked about its topic."""
    event, topic = make.event(slug="e"), make.topic(title="Wege")
    selection = make.topic_selection(
        event, published_at=None, relevance_measure="share", relevance_low=0, relevance_high=100
    )
    return make.make(TopicChoice, event=event, topic=topic, selection=selection)


def of_2021(topic):
    survey = surveyed(title="Befragung", end=PartialDate.parse("2021-08"))
    survey.sources.add(make.source(publisher="Klimabündnis"))
    question = ask(survey, [("Radwege", 93, 76.2), ("Bus", 3)], number=1, answered_by=122)
    question.options.filter(number=1).update(topic=topic)
    return question.options.get(number=1)


def page_of(choice):
    return f"/verwaltung/surveys/topicchoice/{choice.pk}/change/"


def offered(planner, choice):
    field = planner.get(page_of(choice)).text.split('name="take_over"')[1].split("</select>")[0]
    return re.findall(r'<option value="(\d+)"[^>]*>([^<]*)<', field)


def test_a_published_figure_is_taken_over_with_n_year_and_source(planner, visitor, choice):
    option = of_2021(choice.topic)
    assert offered(planner, choice) == [(str(option.pk), "76,2\xa0% (n = 122): Radwege – Befragung, Frage 1")]
    planner.post(page_of(choice), typed(planner.get(page_of(choice)), take_over=option.pk))
    reason = choice.reasons.get()
    assert (reason.kind, reason.value, reason.unit) == ("relevance", Decimal("76.2"), "%")
    assert (reason.answered_by, reason.year, reason.option) == (122, 2021, option)
    assert reason.source.publisher == "Klimabündnis"
    choice.selection.publish()
    page = visitor.get("/themenwahl/e/").text
    assert "n = 122" in page


def test_taking_over_anew_replaces_the_figure(planner, choice):
    option = of_2021(choice.topic)
    make.make(TopicReason, choice=choice, kind="relevance", value=1, source=make.source())
    planner.post(page_of(choice), typed(planner.get(page_of(choice)), take_over=option.pk))
    assert choice.reasons.get().value == Decimal("76.2")


def answered_here(topic):
    """A survey answered here by 30, of whom 20 chose the topic, and who rated it with 2.5; counted, neither released nor published."""
    survey = make.native(title="Neue")
    question = make.choice(survey, "Rad", "Bus", number=1)
    matrix = make.rating(survey, "egal", "wichtig", number=2, type="matrix")
    row = matrix.options.create(number=1, label="Wege", topic=topic)
    question.options.filter(number=1).update(topic=topic)
    first, second = question.options.all()
    answered(
        survey, [[chose(first), rated(matrix, 2, row)]] * 20 + [[chose(second), rated(matrix, 1, row)]] * 10
    )
    return counted(survey)


def test_of_a_survey_answered_here_only_released_questions_of_published_results_are_offered(planner, choice):
    results = answered_here(choice.topic)
    assert 'name="take_over"' not in planner.get(page_of(choice)).text
    results.publish()
    assert 'name="take_over"' not in planner.get(page_of(choice)).text
    QuestionResults.objects.filter(question__number=1).update(released_at=timezone.now())
    [(key, words)] = offered(planner, choice)
    assert words == "66,7\xa0% (n = 30): Rad – Neue, Frage 1"
    planner.post(page_of(choice), typed(planner.get(page_of(choice)), take_over=key))
    reason = choice.reasons.get()
    assert (reason.value, reason.answered_by) == (Decimal("66.7"), 30)
    assert reason.year == results.survey.closed_at.year


def test_a_choice_by_means_takes_means(choice):
    of_2021(choice.topic)
    answered_here(choice.topic).publish()
    QuestionResults.objects.update(released_at=timezone.now())
    [said] = said_of(choice.topic, "mean")
    assert (said.value, said.n) == (Decimal("1.67"), 30)
    assert [each.value for each in said_of(choice.topic, "share")] == [Decimal("76.2"), Decimal("66.7")]


def test_by_hand_no_question_is_named_that_is_not_released(choice):
    results = answered_here(choice.topic)
    results.publish()
    option = results.survey.questions.get(number=1).options.get(number=1)
    reason = TopicReason(choice=choice, kind="relevance", value=60, option=option)
    with pytest.raises(ValidationError, match="freigegeben"):
        reason.full_clean()
    QuestionResults.objects.update(released_at=timezone.now())
    TopicReason(
        choice=choice, kind="relevance", value=60, option=Option.objects.get(pk=option.pk)
    ).full_clean()


def test_in_a_frozen_choice_it_needs_a_correction(planner, choice):
    option = of_2021(choice.topic)
    make.make(TopicReason, choice=choice, kind="relevance", value=10, source=make.source())
    choice.selection.publish()
    data = typed(planner.get(page_of(choice)), take_over=option.pk)
    assert "correction" in faults(planner.post(page_of(choice), data))
    assert choice.reasons.get().value == 10
    planner.post(page_of(choice), data | {"correction": "Die Zahl der Umfrage."})
    assert choice.reasons.get().value == Decimal("76.2")
    assert choice.selection.corrections.get().text == "Die Zahl der Umfrage."


def test_what_is_withdrawn_meanwhile_is_not_taken_over(planner, choice):
    option = of_2021(choice.topic)
    data = typed(planner.get(page_of(choice)), take_over=option.pk)
    Tally.objects.get(option=option).results.withdraw()
    planner.post(page_of(choice), data)
    assert not choice.reasons.exists()
