"""The steps in which a survey is answered, with and without errors, as the Nu HTML checker sees them. Run by `make html`."""

import pytest

from surveys.models import Correction, Survey
from tests import make
from tests.html.test_html import mistakes
from tests.surveys.questionnaire import Browser, first_step, questionnaire, rows, second_step

pytestmark = [pytest.mark.html, pytest.mark.django_db]


def test_every_step_of_answering(visitor, tmp_path):
    survey = questionnaire(mode=Survey.Mode.OPEN)
    browser, found = Browser(visitor, survey), {}
    steps = [
        ("next", {}),
        ("next", first_step(survey, 3)),
        ("next", rows(survey.q["ranking"], "1", "1", "")),
        (
            "next",
            second_step(survey, **{f"q{survey.other.pk}": "Bäume"})
            | rows(survey.q["ranking"], "1", "2", "3"),
        ),
        ("next", {f"q{survey.q['number'].pk}": "viel"}),
        ("next", {f"q{survey.q['number'].pk}": "3"}),
        ("send", {}),
    ]
    for number, (button, values) in enumerate(steps):
        found[f"step {number}"] = browser.press(button, values).page
    assert "Absenden" in browser.text
    assert mistakes(found, tmp_path / "steps") == []


def test_the_page_of_a_survey_by_name_with_a_correction(visitor, tmp_path):
    survey = questionnaire(mode=Survey.Mode.NAMED)
    make.make(
        Correction, survey=survey, where="Frage 1", before="Radwge", after="Radwege", reason="Tippfehler"
    )
    Survey.objects.update(frozen_at=survey.opens_at)
    page = visitor.get(survey.get_absolute_url())
    assert "Radwge" in page.content.decode()
    assert mistakes({"survey": page}, tmp_path / "named") == []
