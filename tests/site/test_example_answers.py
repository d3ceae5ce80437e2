"""In the demo the example's survey has invented answers and nine who wait, so that it can be tried out to its end."""

import random

import pytest
from django.core.management import call_command

from klimakreise.site.example.ballots import fill_the_example, invented, let_some_wait
from klimakreise.site.example.opinions import keep_opinions
from klimakreise.site.example.removing import remove_example
from surveys import keys
from surveys.closing import close
from surveys.forms import Walk
from surveys.forms.walking import typed_for
from surveys.models import (
    Ballot,
    Envelope,
    FreeText,
    OpinionFigure,
    OpinionGroup,
    ProposedStatement,
    QuestionResults,
    Spent,
    Survey,
    WaitingAddress,
)
from surveys.tallying import tally
from tests.pages import words
from tests.site.test_example import everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    call_command("make_example", verbosity=0)
    return Survey.objects.get(slug="beispiel-umfrage-2")


def test_its_answers_are_such_as_the_form_takes(survey):
    questions = sorted(survey.questions.all(), key=lambda each: each.place)
    for seed in range(20):
        sheet = invented(questions, random.Random(seed))  # noqa: S311
        walk = Walk(survey, typed_for(survey, sheet))
        assert walk.first_wrong() is None
        assert set(walk.sheet) == set(sheet)


def test_after_the_close_there_is_something_to_see(survey):
    fill_the_example()
    fill_the_example()
    assert (Ballot.objects.count() + Envelope.objects.count(), Spent.objects.count()) == (46, 46)
    close(survey)
    survey.refresh_from_db()
    tally(survey)
    assert QuestionResults.objects.filter(question__survey=survey).count() == survey.questions.count()
    assert FreeText.objects.exists()


def test_the_next_one_who_asks_for_a_code_is_the_tenth(survey):
    let_some_wait()
    let_some_wait()
    assert WaitingAddress.objects.filter(address__endswith="@beispiel.invalid").count() == 9


def test_all_of_it_goes_with_the_example(django_capture_on_commit_callbacks):
    before = everything()
    call_command("make_example", verbosity=0)
    fill_the_example()
    let_some_wait()
    keep_opinions()
    survey = Survey.objects.get(slug="beispiel-umfrage-2")
    name = survey.issuing.key
    close(survey)
    survey.refresh_from_db()
    tally(survey)
    with django_capture_on_commit_callbacks(execute=True):
        remove_example()
    after = everything()
    assert {model.__name__ for model, rows in after.items() if rows != before[model]} <= {
        "Entry",
        "AuditRecord",
    }
    assert not keys.path_of(name).exists()


def test_the_survey_that_is_over_shows_a_map_with_figures(visitor):
    call_command("make_example", verbosity=0)
    assert keep_opinions() == keep_opinions()
    page = visitor.get("/umfragen/beispiel-meinungsbild/ergebnisse/")
    section = words(page, "question-1")
    assert 'class="example"' in page.content.decode()
    assert "in 2 Meinungsgruppen" in section or "2 Meinungsgruppen" in section
    assert "Busse sollen öfter fahren." in section[section.index("Was alle eint") :]
    groups = OpinionGroup.objects.count()
    assert (
        OpinionFigure.objects.exclude(agree=None).count() > OpinionFigure.objects.filter(agree=None).count()
    )
    assert (groups, ProposedStatement.objects.count()) == (2, 2)
