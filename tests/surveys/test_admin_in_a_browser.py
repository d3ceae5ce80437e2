"""What the planning team sees of surveys and of the choice of topics, in a real browser: no barrier, nothing too wide, no complaint."""

from decimal import Decimal

import pytest
from django.utils import timezone

from surveys.freezing import freeze
from surveys.models import BallotTerms, FreeText, GroupAnswer, Survey, TopicChoice
from tests import make
from tests.browsing import Window, go_by
from tests.surveys.counting import answered, asked_about_everything, chose, counted
from tests.surveys.plenty import LONG_LABEL, plenty
from tests.surveys.questionnaire import questionnaire

pytestmark = pytest.mark.browser

SCREENS = [(320, "dark"), (1280, "light")]


@pytest.fixture(params=SCREENS, ids=["phone-at-night", "desk-by-day"])
def window(request, browser, live_server, planner, transactional_db):
    width, scheme = request.param
    return Window(browser, live_server, planner, width=width, scheme=scheme)


def page_of(thing, act="change"):
    return f"/verwaltung/surveys/{thing._meta.model_name}/{thing.pk}/{act}/"


def list_of(model, act=""):
    return f"/verwaltung/surveys/{model}/{act}"


def must_be_for_everyone(window, *paths):
    """No barrier, nothing too wide and no complaint on these pages, or on the one that is open."""
    faults = {}
    for path in paths or [""]:
        page = window.open(path) if path else window.page
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        too_wide = [f"{window.overflow()} px too wide"] if window.overflow() > 0 else []
        if found := window.barriers() + too_wide:
            faults[path or page.url] = found
    assert faults == {}
    assert window.complaints == []


def draft(**fields):
    return plenty(
        sections=3,
        questions=12,
        options=6,
        rows=6,
        published_at=None,
        opens_at=None,
        closes_at=None,
        **fields,
    )


def test_building_a_survey_with_long_words(window):
    survey = draft()
    big = survey.big
    must_be_for_everyone(
        window, list_of("survey"), list_of("survey", "add/"), page_of(survey), page_of(survey, "open"),
        page_of(survey, "history"), page_of(survey, "delete"), list_of("question"),
        list_of("question", f"add/?survey={survey.pk}"), page_of(big["matrix"]), page_of(big["rating"]),
        page_of(big["single_choice"]), page_of(big["ranking"], "delete"), list_of("option"),
    )  # fmt: skip


def test_a_form_that_was_refused(window):
    survey = draft()
    page = window.open(page_of(survey))
    page.fill("[name=title]", "")
    page.locator("#sections-0 summary").click()
    page.fill("[name=sections-0-title]", "")
    go_by(page.get_by_role("button", name="Speichern", exact=True))
    assert page.locator(".errorlist").count() > 1
    must_be_for_everyone(window)


def test_trying_a_survey_out(window):
    survey = draft()
    page = window.open(page_of(survey, "walk"))
    must_be_for_everyone(window)
    go_by(page.get_by_role("button", name="Weiter", exact=True))
    assert page.get_by_role("alert").count() or page.locator(".kern-error").count()
    must_be_for_everyone(window)


def test_a_survey_that_is_open_is_corrected_and_closed(window):
    survey = questionnaire(title=LONG_LABEL)
    freeze(survey)
    must_be_for_everyone(
        window, page_of(survey), page_of(survey, "correct"), page_of(survey, "close"), page_of(survey.q["matrix"]),
    )  # fmt: skip
    page = window.open(page_of(survey, "correct"))
    page.locator("textarea").first.fill("")
    go_by(page.get_by_role("button", name="Berichtigung speichern"))
    assert page.locator(".errorlist").count()
    must_be_for_everyone(window)


def test_settling_who_may_answer(window):
    surveys = [make.native(title=f"{number}. {LONG_LABEL}") for number in range(4)]
    listed = make.make(BallotTerms, survey=surveys[0], who="list")
    printed = make.make(BallotTerms, survey=surveys[1], who="printed")
    guests = make.make(BallotTerms, survey=surveys[2], who="event", event=make.meeting())
    must_be_for_everyone(
        window, list_of("ballotterms"), list_of("ballotterms", "add/"), page_of(listed), page_of(guests),
        page_of(printed), page_of(printed, "delete"),
    )  # fmt: skip
    page = window.open(page_of(printed))
    page.fill("[name=number]", "3")
    go_by(page.get_by_role("button", name="Blätter drucken"))
    assert page.locator(".paper-codes li").count() == 3
    must_be_for_everyone(window)
    page = window.open(page_of(listed))
    page.fill("[name=pasted]", "Jonas")
    go_by(page.get_by_role("button", name="Speichern", exact=True))
    assert page.locator(".errorlist").count()
    must_be_for_everyone(window)


def test_reading_and_releasing_results(window):
    survey = asked_about_everything(title=LONG_LABEL)
    answered(survey, [[chose(survey.asked["traffic"].options.first())] for _person in range(12)])
    FreeText.objects.create(question=survey.asked["words"], text=f"{LONG_LABEL}. " * 12)
    group = GroupAnswer.objects.create(survey=survey, group=make.group(name=LONG_LABEL[:120]))
    group.lines.create(question=survey.asked["words"], text=LONG_LABEL)
    results = counted(survey)
    imported = make.results(make.survey())
    must_be_for_everyone(
        window, page_of(survey), list_of("surveyresults"), list_of("surveyresults", "add/"), page_of(results),
        page_of(imported), list_of("questionresults"), list_of("freetext"), list_of("groupanswerline"),
    )  # fmt: skip


def test_the_choice_of_topics_and_its_candidates(window):
    event = make.meeting()
    selection = make.topic_selection(event, published_at=None, text=LONG_LABEL)
    source = make.source()
    for title in ("Energie", "Verkehr"):
        candidate = make.make(
            TopicChoice, event=event, selection=selection, topic=make.topic(title=title), chosen=True
        )
        candidate.reasons.create(kind="influence", value=Decimal(2), text=LONG_LABEL, source=source)
    must_be_for_everyone(
        window, list_of("topicselection"), list_of("topicselection", "add/"), list_of("topicchoice"),
        list_of("topicchoice", f"add/?event={event.pk}"), page_of(selection), page_of(candidate),
        page_of(candidate, "delete"),
    )  # fmt: skip
    selection.publish()
    page = window.open(page_of(selection))
    page.fill("[name=places]", "1")
    go_by(page.get_by_role("button", name="Speichern", exact=True))
    assert page.locator(".errorlist").count()
    must_be_for_everyone(window)
    must_be_for_everyone(window, page_of(selection), page_of(candidate), list_of("topiccorrection"))


def test_a_survey_that_is_over(window):
    survey = questionnaire(mode=Survey.Mode.NAMED)
    Survey.objects.filter(pk=survey.pk).update(closed_at=timezone.now(), frozen_at=timezone.now())
    must_be_for_everyone(window, page_of(survey), page_of(survey.q["single"]), page_of(survey, "history"))
