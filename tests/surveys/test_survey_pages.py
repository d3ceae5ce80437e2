"""A survey is told as what it was: who was asked, when, how, and what is not known of it."""

import datetime

import pytest
from django.utils import timezone

from klimakreise.publishing.partial_dates import PartialDate
from surveys.models import TopicChoice
from tests import make
from tests.pages import words
from tests.surveys.asking import ask, present, surveyed

pytestmark = pytest.mark.django_db


def test_a_survey_of_which_little_is_known_says_so(visitor):
    make.survey(slug="u", title="Befragung")
    page = words(visitor.get("/en/umfragen/u/"))
    assert (
        "Who was asked not known When not known Respondents not known Tool not known "
        "Incomplete answers not known Raw data not known" in page
    )
    assert "The questions are not known." in page
    assert "What it was used for not known" in page


@pytest.mark.parametrize(
    ("start", "end", "seen"),
    [
        ("2021-06", "2021-08", "June 2021 to August 2021"),
        ("2021-06", "2021-06", "June 2021"),
        ("2021", None, "from 2021"),
        (None, "2021-08-31", "until 31 August 2021"),
        (None, None, "not known"),
    ],
)
def test_the_period_is_as_precise_as_it_is_known(visitor, start, end, seen):
    make.survey(slug="u", start=start and PartialDate(start), end=end and PartialDate(end))
    assert f"When {seen} Respondents" in words(visitor.get("/en/umfragen/u/"))


def test_no_respondents_and_unknown_respondents_differ(visitor):
    make.survey(slug="u", respondents=0, incomplete_answers_allowed=False, raw_data_published=True)
    page = words(visitor.get("/en/umfragen/u/"))
    assert "Respondents 0" in page
    assert "Incomplete answers not allowed Raw data published" in page


def test_results_are_mentioned_only_when_they_are_published(visitor, planner):
    survey = make.survey(slug="u")
    event = make.event(slug="e")
    present(survey, event)
    results = make.results(survey, published_at=None)
    known = {"group": make.group(slug="g"), "topic": make.topic(slug="t"), "demand": make.demand(slug="f")}
    make.make(TopicChoice, event=event, topic=known["topic"])
    ask(survey, [("Ja", 4711)], number=1, answered_by=14711).options.update(**known)
    address = "/en/umfragen/u/ergebnisse/"
    pages = [
        "/en/", "/en/umfragen/", "/en/umfragen/u/", "/en/veranstaltungen/e/", "/en/themenwahl/e/",
        "/en/buendnis/gruppen/g/", "/en/themen/t/", "/en/forderungen/f/", "/en/bilanz/", "/sitemap.xml",
    ]  # fmt: skip

    def mentioned(browser):
        texts = {page: browser.get(page).content.decode() for page in pages}
        return {page for page in pages if address in texts[page] or "4711" in texts[page]}

    assert visitor.get(address).status_code == 404
    assert mentioned(visitor) == set()
    assert "Results are not published yet." in words(visitor.get("/en/umfragen/"))
    assert "Results are not published yet." in words(visitor.get("/en/umfragen/u/"))
    assert planner.get(address).status_code == 200
    assert "draft-banner" in planner.get(address).content.decode()

    results.publish(at=timezone.now() + datetime.timedelta(days=1))
    assert visitor.get(address).status_code == 404
    assert mentioned(visitor) == set()

    results.publish()
    assert visitor.get(address).status_code == 200
    shown = {
        "/en/umfragen/",
        "/en/umfragen/u/",
        "/en/themenwahl/e/",
        "/en/buendnis/gruppen/g/",
        "/sitemap.xml",
    }
    assert shown <= mentioned(visitor)
    assert "draft-banner" not in planner.get(address).content.decode()


def test_results_of_a_draft_survey_stay_hidden(visitor, participant):
    survey = make.survey(slug="u", title="Geheim", published_at=None)
    make.results(survey)
    for browser in (visitor, participant):
        assert browser.get("/umfragen/u/").status_code == 404
        assert browser.get("/umfragen/u/ergebnisse/").status_code == 404
        assert "Geheim" not in browser.get("/umfragen/").content.decode()


def test_the_agenda_item_that_presented_it_leads_to_the_event(visitor):
    survey = make.survey(slug="u")
    event = make.event(slug="e", title="1. Klimakreise", date="2021-12-08")
    item = present(survey, event, title="Zusammenfassung der KliMa-Umfrage")
    response = visitor.get("/en/umfragen/u/")
    assert "8 December 2021 Zusammenfassung der KliMa-Umfrage 1. Klimakreise" in words(response, "use")
    assert f"/en/veranstaltungen/e/#programmpunkt-{item.pk}" in response.content.decode()


def test_a_draft_event_that_presents_it_is_not_named(visitor, planner):
    survey = make.survey(slug="u")
    present(survey, make.event(title="Geheimtreffen", published_at=None), title="Geheimpunkt")
    assert "Geheim" not in visitor.get("/umfragen/u/").content.decode()
    assert "Geheimpunkt" in planner.get("/umfragen/u/").content.decode()


def test_an_example_is_labelled_in_list_page_and_results(visitor):
    survey = surveyed(slug="u", is_example=True)
    ask(survey, [("Ja", 1)])
    for address in ("/en/umfragen/", "/en/umfragen/u/", "/en/umfragen/u/ergebnisse/"):
        assert " Example " in words(visitor.get(address))


def test_surveys_stand_with_the_latest_first_and_undated_last(visitor):
    make.survey(title="Undatiert")
    make.survey(title="Alt", end=PartialDate("2020"))
    make.survey(title="Neu", end=PartialDate("2021-08"))
    day = datetime.datetime(2021, 6, 30, 12, tzinfo=datetime.UTC)
    make.survey(title="Hier", mode="open", opens_at=day, closes_at=day + datetime.timedelta(days=1))
    page = words(visitor.get("/en/umfragen/"))
    assert page.index("Neu") < page.index("Hier") < page.index("Alt") < page.index("Undatiert")


def test_without_a_survey_the_list_says_so(visitor):
    assert "No survey is recorded yet." in words(visitor.get("/en/umfragen/"))


def test_a_question_of_which_nothing_is_known_is_still_a_question(visitor):
    survey = surveyed(slug="u")
    ask(survey, [], number=2, text="", type="", note="Weitere Fragen waren nicht lesbar.")
    for address in ("/en/umfragen/u/", "/en/umfragen/u/ergebnisse/"):
        assert "Wording not known" in words(visitor.get(address))
        assert "Weitere Fragen waren nicht lesbar." in words(visitor.get(address))


def test_german_content_is_marked_on_english_pages_only(visitor):
    make.survey(slug="u", title="Befragung")
    assert '<h1 lang="de">Befragung</h1>' in visitor.get("/en/umfragen/u/").content.decode()
    assert "<h1>Befragung</h1>" in visitor.get("/umfragen/u/").content.decode()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_costs_the_same_for_any_number_of_surveys(visitor, django_assert_num_queries, count):
    for _ in range(count):
        surveyed()
    visitor.get("/umfragen/")
    with django_assert_num_queries(2):
        visitor.get("/umfragen/")


def discussed(survey):
    """Let an event present the survey, with a whole thread from there to a measure."""
    event = make.event(date="2021-12-08")
    present(survey, event)
    measure = make.measure(demand=make.demand())
    measure.results.add(make.result(make.circle(event)))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_survey_page_costs_the_same_for_any_number_of_questions(visitor, django_assert_num_queries, count):
    survey = surveyed(slug="u")
    for number in range(1, count + 1):
        ask(survey, [("Ja", 1, 10)], number=number)
        discussed(survey)
    visitor.get("/umfragen/u/")
    with django_assert_num_queries(10):
        visitor.get("/umfragen/u/")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_results_cost_the_same_for_any_number_of_questions_and_options(
    visitor, django_assert_num_queries, count
):
    survey = surveyed(slug="u")
    discussed(survey)
    for number in range(1, min(count, 30) + 1):
        options = count if number == 1 else 2
        question = ask(survey, [(f"Antwort {n}", 1, 10) for n in range(options)], number=number)
        question.options.update(group=make.group(), topic=make.topic(), demand=make.demand())
    visitor.get("/umfragen/u/ergebnisse/")
    with django_assert_num_queries(10):
        visitor.get("/umfragen/u/ergebnisse/")


def test_what_can_be_answered_now_stands_first(visitor, db):
    make.survey(title="Von damals", end="2021-08")
    make.native(title="Von heute")
    page = visitor.get("/umfragen/").text
    assert page.index("Von heute") < page.index("Von damals")
