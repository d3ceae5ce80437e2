"""What everyone could answer without a code is called not representative wherever its results stand; nothing else is."""

import pytest
from django.core.management import call_command

from surveys.models import TopicChoice, TopicReason
from tests import make
from tests.pages import words
from tests.surveys.counting import answered, chose, released

pytestmark = pytest.mark.django_db

LABEL = "not representative"


def asked(mode):
    """A survey with published results, and a topic that was chosen by its question."""
    survey = make.native(slug="u", title="Wegeumfrage", mode=mode)
    question = make.choice(survey, "Rad", "Bus", number=1, text="Womit?")
    answered(survey, [[chose(question.options.first())]] * 12)
    released(survey)
    survey.results.summary = "Radwege liegen vorn."
    survey.results.save()
    event = make.event(slug="e")
    topic = make.topic()
    choice = make.make(TopicChoice, event=event, topic=topic)
    option = question.options.first()
    make.make(TopicReason, choice=choice, kind="relevance", value=100, unit="%", year=2026, option=option)
    circle = make.circle(event, topic=topic)
    survey.thread = f"/en/faden/{make.result(circle).pk}/"
    return survey


PAGES = {
    "the list": "/en/umfragen/",
    "the survey": "/en/umfragen/u/",
    "its results": "/en/umfragen/u/ergebnisse/",
    "the choice of topics": "/en/themenwahl/e/",
    "the home page": "/en/",
    "the whole thread": "",
}


@pytest.mark.parametrize("page", PAGES)
def test_of_an_open_survey_it_is_said(page, visitor):
    survey = asked("open")
    assert LABEL in words(visitor.get(PAGES[page] or survey.thread))


@pytest.mark.parametrize("page", PAGES)
def test_of_a_secret_one_it_is_not(page, visitor):
    survey = asked("secret")
    assert LABEL not in words(visitor.get(PAGES[page] or survey.thread))


@pytest.mark.parametrize(("mode", "number"), [("open", 2), ("secret", 0)])
def test_found_results_say_it_too(mode, number, visitor):
    asked(mode)
    call_command("rebuild_search", verbosity=0)
    page = words(visitor.get("/suche/?q=Wegeumfrage"))
    assert "Wegeumfrage" in page
    assert page.count("nicht repräsentativ") == number


def test_an_earlier_survey_that_was_open_is_called_so_beside_the_new_one(visitor):
    old = asked("open")
    new = make.native(slug="neu")
    again = make.choice(new, "Rad", "Bus", number=1, repeats=old.questions.get())
    answered(new, [[chose(again.options.first())]] * 12)
    released(new)
    assert LABEL in words(visitor.get("/en/umfragen/neu/ergebnisse/"), "question-1-earlier-1")
