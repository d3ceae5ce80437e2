"""A survey with far too much of everything, from the first step to its results: nothing too wide at 320 pixels, no barrier."""

import pytest
from django.utils import timezone

from surveys.answers import Given
from surveys.models import FreeText, Survey
from tests import make
from tests.browsing import Window, go_by
from tests.surveys.counting import answered, answered_by_group, released
from tests.surveys.plenty import LONG_LABEL, LONG_WORD, POINTS, plenty

pytestmark = pytest.mark.browser

SIZE = {"sections": 3, "questions": 12, "options": 12, "rows": 10}


@pytest.fixture
def phone(browser, live_server, transactional_db):
    """Opens a window of a narrow phone at night."""
    return lambda client=None, **options: Window(
        browser, live_server, client, width=320, scheme="dark", **options
    )


def must_be_for_everyone(window):
    assert window.barriers() == []
    assert window.overflow() <= 0
    assert window.complaints == []


def press(page, name):
    go_by(page.get_by_role("button", name=name, exact=True))


def test_every_step_and_all_answers(phone):
    survey = plenty(mode="open", **SIZE)
    window = phone()
    page = window.open(f"/umfragen/{survey.slug}/antworten/")
    must_be_for_everyone(window)
    press(page, "Weiter")
    assert page.title().startswith("Fehler")
    must_be_for_everyone(window)
    page.locator("input[type=radio]").first.check()
    page.get_by_label("trifft voll und ganz zu").first.check()
    page.locator("select").first.select_option("1")
    for _step in range(2):
        press(page, "Weiter")
        must_be_for_everyone(window)
    page.locator("textarea").first.fill(f"{LONG_LABEL}\n" * 8)
    press(page, "Weiter")
    assert page.get_by_role("heading", name="Alle meine Antworten").is_visible()
    must_be_for_everyone(window)
    assert max(each.bounding_box()["height"] for each in page.get_by_role("button", name="Ändern").all()) < 60


def test_a_group_chooses_for_whom_it_answers(phone, speaker):
    survey = plenty(mode="named", **SIZE)
    for name in (LONG_WORD, LONG_LABEL[:100]):
        group = make.group(name=f"Bündnis {name}")
        group.memberships.create(user_id=speaker.session["_auth_user_id"], role="speaker")
        answered_by_group(survey, group, [])
    window = phone(speaker)
    page = window.open(f"/umfragen/{survey.slug}/antworten/")
    must_be_for_everyone(window)
    go_by(page.get_by_role("link", name=f"Bündnis {LONG_WORD}"))
    assert "Die Gruppe hat am" in page.locator("main").inner_text()
    must_be_for_everyone(window)
    page = window.open(survey.get_absolute_url())
    assert page.get_by_role("link", name=f"Bündnis {LONG_WORD}").is_visible()
    must_be_for_everyone(window)


@pytest.mark.parametrize("path", ["", "/ergebnisse/"])
def test_the_pages_of_the_survey(phone, path):
    survey = plenty(**SIZE)
    answered(survey, [sheet(survey) for _person in range(12)])
    answered_by_group(survey, make.group(name=f"Bündnis {LONG_WORD}"), sheet(survey))
    results = released(survey)
    FreeText.objects.update(standing="released")
    results.summary = f"{LONG_LABEL}. " * 5
    results.save()
    Survey.objects.filter(pk=survey.pk).update(closed_at=timezone.now())
    window = phone()
    page = window.open(f"/umfragen/{survey.slug}{path}" if path else "/umfragen/")
    assert LONG_WORD[:10] in page.locator("main").inner_text()
    must_be_for_everyone(window)


def sheet(survey):
    """Something to every question: the first of the options, the last of the points, long words."""
    given = []
    for question in survey.questions.prefetch_related("options", "scale_points"):
        options = list(question.options.all())
        if question.type == "matrix":
            given += [Given(question.pk, option.pk, len(POINTS)) for option in options]
        elif question.type == "ranking":
            given += [Given(question.pk, option.pk, rank) for rank, option in enumerate(options, 1)]
        elif options:
            given.append(Given(question.pk, options[0].pk))
        elif question.type == "free_text":
            given.append(Given(question.pk, text=f"{LONG_WORD}\n" * 5))
        else:
            given.append(Given(question.pk, value=1))
    return given
