"""The example's survey from the first code to the published results: the figures of 2021 stand beside what a newcomer answered."""

import re

import pytest
from django.core import mail
from django.core.management import call_command

from klimakreise.site.example.ballots import fill_the_example, let_some_wait
from surveys import tallying
from surveys.models import QuestionResults, Survey
from tests.pages import words
from tests.surveys.questionnaire import Browser
from tests.surveys.test_issuing import CODE, opened
from tests.typed import typed

pytestmark = pytest.mark.django_db

PAGE = "/umfragen/beispiel-umfrage-2/"
AGAIN = "Welche dieser Initiativen kennen Sie?"


def code_by_mail(visitor, run):
    """Ask for a code with an address, as the tenth, and read the mail."""
    with run(execute=True):
        visitor.post(f"{PAGE}code/", {"address": "neu@beispiel.invalid", "opened": opened()})
    [letter] = [each for each in mail.outbox if each.to == ["neu@beispiel.invalid"]]
    return CODE.search(letter.body)[1]


def answer(visitor, survey, code):
    """Choose the first topic and one initiative, and send it."""
    first = survey.questions.get(number=1)
    again = survey.questions.get(text=AGAIN)
    browser = Browser(visitor, survey)
    browser.press("next", {f"q{first.pk}": [str(first.options.first().pk)]})
    while "Alle meine Antworten" not in browser.text:
        here = f"q{again.pk}"
        known = {here: [str(again.options.first().pk)]} if f'name="{here}"' in browser.html else {}
        browser.press("next", known)
    browser.press("send", {"code": code})
    assert browser.page.status_code == 302, browser.text


def test_the_figures_of_2021_stand_beside_it(process, planner, visitor, django_capture_on_commit_callbacks):
    call_command("make_example", verbosity=0)
    fill_the_example()
    let_some_wait()
    survey = Survey.objects.get(slug="beispiel-umfrage-2")
    answer(visitor, survey, code_by_mail(visitor, django_capture_on_commit_callbacks))

    planner.post(f"/verwaltung/surveys/survey/{survey.pk}/close/")
    tallying.count_closed()  # the worker does it within a minute
    survey.refresh_from_db()
    rows = QuestionResults.objects.filter(question__survey=survey).values_list("pk", flat=True)
    planner.post("/verwaltung/surveys/questionresults/", {"action": "release", "_selected_action": [*rows]})
    assert visitor.get(f"{PAGE}ergebnisse/").status_code == 404
    admin = f"/verwaltung/surveys/surveyresults/{survey.results.pk}/change/"
    planner.post(admin, typed(planner.get(admin), _save="publish"))

    results = visitor.get(f"{PAGE}ergebnisse/")
    assert "n = 47" in words(results, "question-1"), "46 invented answers and that of the newcomer"
    again = survey.questions.get(text=AGAIN)
    section = words(results, f"question-{again.number}-earlier-1")
    assert section.startswith("Früher gefragt: KliMa-Umfrage (2021)")
    assert "Wortlaut damals Welche Initiativen des Bündnisses sind bekannt?" in section
    assert (
        "damals: Mitglieder und Interessierte des Bündnisses jetzt: alle mit einer E-Mail-Adresse" in section
    )
    assert "Haben damals geantwortet n = 122" in section
    assert "Quelle Klimabündnis Magdeburg" in section
    assert re.search(r"Fridays for Future Magdeburg jetzt \d+,\d % damals \(2021\) 76,2 %", section)
    assert "Nur jetzt gefragt: Radgruppe Musterstadt (Beispiel)" in section
    assert "19 von 50 Antwortmöglichkeiten sind bekannt." in section
    assert "jetzt und damals" in section
    topics = words(results, "question-1-earlier-1")
    assert re.search(r"Radwege jetzt \d+,\d % damals \(2026\) 40,5 %", topics)
