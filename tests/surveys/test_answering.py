"""Answering in steps: what is asked, what is refused, that nothing typed is lost, and that nothing is kept on the way."""

import datetime
import time

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from klimakreise.publishing import humans
from surveys import casting, codes, keys
from surveys.answers import from_json
from surveys.mixing import empty_the_urn
from surveys.models import Envelope, Issuing, Option, Survey
from surveys.opening import prepare
from tests import make
from tests.pages import words
from tests.surveys.questionnaire import Browser, first_step, pick, questionnaire, rows, second_step

pytestmark = pytest.mark.django_db


def sheets_of(survey):
    secret = keys.read(Issuing.objects.get(survey=survey).key)
    return [from_json(survey, text) for text in empty_the_urn(survey, secret)]


def code_for(survey):
    return codes.make(keys.read(prepare(survey).key))


def in_words(survey, sheet):
    """A sheet by the numbers of its questions: {number: [(option, value, text)]}."""
    numbers = dict(survey.questions.values_list("pk", "number"))
    labels = dict(Option.objects.filter(question__survey=survey).values_list("pk", "label"))
    found = {}
    for given in sheet:
        value = None if given.value is None else f"{given.value:f}"
        found.setdefault(numbers[given.question], []).append((labels.get(given.option), value, given.text))
    return found


def answered(browser, survey):
    """The browser on the page with all answers, of which one is of every type."""
    browser.press("next", first_step(survey, 3))
    browser.press(
        "next",
        second_step(
            survey,
            **{f"q{survey.other.pk}": "Bäume\r\nund Bänke"},
            **pick(survey.q["multiple"], 1, 2),
            **{f"q{survey.q['rating'].pk}": "none"},
            **rows(survey.q["ranking"], "2", "", "1"),
        ),
    )
    return browser.press(
        "next", {f"q{survey.q['number'].pk}": "1.234,5", f"q{survey.q['text'].pk}": "<b>Danke</b>"}
    )


def test_a_way_through_all_types_ends_in_one_sheet(visitor):
    survey = questionnaire()
    code = code_for(survey)
    browser = answered(Browser(visitor, survey), survey)
    assert "1.234,5 km" in browser.text
    assert "&lt;b&gt;Danke&lt;/b&gt;" in browser.html
    assert "1. Schatten 2. Wege" in browser.text
    browser.press("send", {"code": code.lower().replace("-", " ")})
    assert browser.page.url == f"/umfragen/{survey.slug}/antworten/danke/"
    (sheet,) = sheets_of(survey)
    assert in_words(survey, sheet) == {
        1: [("anderes", None, "")],
        2: [(None, None, "Bäume\nund Bänke")],
        3: [("Rad", None, ""), ("Bus", None, "")],
        4: [(None, None, "")],
        5: [("Wege", "1", ""), ("Strom", None, ""), ("Schatten", "3", "")],
        6: [("Wege", "2", ""), ("Schatten", "1", "")],
        7: [(None, "1234.5", "")],
        8: [(None, None, "<b>Danke</b>")],
    }


def test_nothing_is_kept_on_the_way_and_no_cookie_is_set(visitor):
    survey = questionnaire()
    browser = Browser(visitor, survey)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answered(browser, survey)
    assert [query["sql"] for query in queries if not query["sql"].startswith("SELECT")] == []
    assert not visitor.cookies
    assert browser.page["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("mode", ["secret", "open"])
def test_a_survey_without_questions_says_so_and_takes_nothing(visitor, mode):
    survey = make.native(mode=mode)
    address = f"/en/umfragen/{survey.slug}/antworten/"
    for page in (
        visitor.get(address),
        visitor.post(address, {"go": "send"}, HTTP_ORIGIN="http://testserver"),
    ):
        assert page.status_code == 200
        assert "There are no questions yet." in words(page)


@pytest.mark.parametrize("times", [1, 3])
def test_a_step_costs_the_same_for_any_number_of_questions(visitor, django_assert_num_queries, times):
    survey = make.native()
    for _each in range(times):
        make.choice(survey, *["ja", "nein"] * times)
    Browser(visitor, survey)  # what the frame of every page asks is remembered from here on
    with django_assert_num_queries(5):
        visitor.get(f"/umfragen/{survey.slug}/antworten/")


def test_a_missing_answer_is_named_and_what_was_typed_stays(visitor):
    survey = questionnaire()
    browser = Browser(visitor, survey).press("next")
    assert browser.problems == ["Bitte diese Frage beantworten."]
    browser.press("next", first_step(survey))
    typed = {**rows(survey.q["ranking"], "1", "1", ""), **pick(survey.q["multiple"], 1, 2, 3)}
    browser.press("next", typed)
    assert browser.problems == [
        "Bitte höchstens 2 Antworten wählen; es sind 3.",
        "Wege: Bitte in dieser Zeile eine Antwort wählen.",
        "Strom: Bitte in dieser Zeile eine Antwort wählen.",
        "Schatten: Bitte in dieser Zeile eine Antwort wählen.",
        "Wege: Rang 1 ist mehr als einmal vergeben.",
        "Strom: Rang 1 ist mehr als einmal vergeben.",
    ]
    there = browser.stands_there()
    assert there[f"q{survey.q['multiple'].pk}"] == typed[f"q{survey.q['multiple'].pk}"]
    assert browser.html.index("Fehler") < browser.html.index("Schritt 2")  # the title says so first


def test_going_back_loses_nothing_even_what_is_wrong(visitor):
    survey = questionnaire()
    browser = Browser(visitor, survey).press("next", first_step(survey, 2))
    browser.press("back", rows(survey.q["ranking"], "3", "3", ""))
    assert "Schritt 1 von" in browser.text
    assert (
        browser.stands_there()[f"q{survey.q['single'].pk}"]
        == first_step(survey, 2)[f"q{survey.q['single'].pk}"]
    )
    browser.press("next")
    assert browser.stands_there()[next(iter(rows(survey.q["ranking"], "", "", "")))] == ["3"]


def test_a_question_comes_only_if_the_earlier_answer_says_so(visitor):
    survey = questionnaire()
    browser = Browser(visitor, survey).press("next", first_step(survey, 1))
    assert "Was sonst?" not in browser.text
    browser.press("back").press("next", first_step(survey, 3))
    assert "Was sonst?" in browser.text


def test_what_was_typed_for_a_question_that_no_longer_comes_is_not_sent(visitor):
    survey = questionnaire()
    code = code_for(survey)
    browser = answered(Browser(visitor, survey), survey)
    browser.press("page-0").press("review", first_step(survey, 1))
    assert "Alle meine Antworten" in browser.text
    assert "Bäume" not in browser.text
    browser.press("send", {"code": code})
    (sheet,) = sheets_of(survey)
    assert 2 not in in_words(survey, sheet)


def test_a_question_that_comes_by_a_change_is_asked_before_sending(visitor):
    survey = questionnaire()
    browser = Browser(visitor, survey).press("next", first_step(survey, 1)).press("next", second_step(survey))
    browser.press("next").press("page-0").press("review", first_step(survey, 3))
    assert browser.problems == ["Bitte diese Frage beantworten."]
    assert "Was sonst?" in browser.text


@pytest.mark.parametrize(
    "tampered",
    [
        {"single": "999999"}, {"single": "’; DROP TABLE"}, {"single": "none"}, {"multiple": "x"},
        {"rating": "4"}, {"rating": "1.0"}, {"number": "NaN"}, {"number": "1e5"}, {"number": "٣"},
        {"number": "9" * 50}, {"number": "-1"}, {"number": "1,25"}, {"text": "a" * 4001}, {"text": "\x00"},
    ],
)  # fmt: skip
def test_what_no_form_sends_is_refused_with_a_message(visitor, tampered):
    survey = questionnaire()
    browser = answered(Browser(visitor, survey), survey)
    ((kind, value),) = tampered.items()
    browser.press("send", {f"q{survey.q[kind].pk}": value, "code": code_for(survey)})
    assert browser.page.status_code == 200
    assert len(browser.problems) == 1
    assert not Envelope.objects.exists()


@pytest.mark.parametrize(
    "wild",
    [
        {"step": "999999999999999999999"},
        {"step": "-1"},
        {"step": "x"},
        {"go": "page-x"},
        {"go": ""},
        {"seen": "x"},
    ],
)
def test_a_step_that_does_not_exist_leads_to_one_that_does(visitor, wild):
    survey = questionnaire()
    page = visitor.post(f"/umfragen/{survey.slug}/antworten/", {"go": "next", **wild})
    assert page.status_code == 200
    assert "Was zuerst?" in page.content.decode()


def test_an_option_of_another_survey_is_no_answer(visitor):
    survey, other = questionnaire(), questionnaire()
    browser = Browser(visitor, survey)
    browser.press("next", {f"q{survey.q['single'].pk}": str(other.q["single"].options.first().pk)})
    assert browser.problems == ["Bitte eine dieser Antworten wählen."]


def test_a_wrong_code_is_told_at_the_code_and_a_used_one_too(visitor):
    survey = questionnaire()
    code = code_for(survey)
    browser = answered(Browser(visitor, survey), survey).press("send", {"code": "ABCD"})
    assert 'aria-describedby="code-hint code-error"' in browser.html
    assert browser.html.index('<a href="#code">') < browser.html.index('class="all-answers"'), "seen at once"
    browser.press("send", {"code": code}).open()
    answered(browser, survey).press("send", {"code": code})
    assert "Dieser Code ist schon eingelöst." in browser.text
    assert len(sheets_of(survey)) == 1


def test_many_wrong_codes_are_slowed_down_and_the_right_one_still_counts(visitor, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "survey_code": "1/10m/ip"}
    survey = questionnaire()
    browser = answered(Browser(visitor, survey), survey)
    browser.press("send", {"code": "ABCD"}).press("send", {"code": "ABCD"})
    assert browser.page.status_code == 429
    browser.press("send", {"code": code_for(survey)})
    assert browser.page.status_code == 302


def test_a_form_on_another_site_is_refused(visitor):
    survey = questionnaire()
    browser = Browser(visitor, survey)
    assert (
        browser.press("next", first_step(survey), HTTP_ORIGIN="https://fremd.example").page.status_code == 403
    )
    browser.open()
    refused = browser.press("next", first_step(survey), HTTP_SEC_FETCH_SITE="cross-site")
    assert refused.page.status_code == 403
    browser.open()
    assert "Schritt 2" in browser.press("next", first_step(survey), HTTP_ORIGIN="http://testserver").text


def test_keys_that_are_gone_are_told_and_nothing_typed_is_lost(visitor, settings, tmp_path):
    survey = questionnaire()
    code = code_for(survey)
    browser = answered(Browser(visitor, survey), survey)
    settings.SURVEY_KEYS = tmp_path / "empty"
    browser.press("send", {"code": code})
    assert browser.page.status_code == 503
    assert "1.234,5 km" in browser.text


def opened_long_ago():
    return signing.dumps(time.time() - 60, salt=humans.SALT)


def test_an_open_survey_takes_answers_without_a_code_and_says_what_they_are_worth(visitor):
    survey = questionnaire(mode=Survey.Mode.OPEN)
    browser = Browser(visitor, survey)
    assert "nicht repräsentativ" in browser.text
    answered(browser, survey).press("send", {"opened": opened_long_ago()})
    assert browser.page.status_code == 302
    assert len(sheets_of(survey)) == 1
    assert Survey.objects.get(pk=survey.pk).is_frozen
    assert not visitor.cookies


def test_a_robot_is_thanked_and_not_counted(visitor):
    survey = questionnaire(mode=Survey.Mode.OPEN)
    browser = answered(Browser(visitor, survey), survey)
    browser.press("send", {"opened": opened_long_ago(), "nickname": "bot"})
    assert browser.page.url.endswith("/danke/")
    assert not Envelope.objects.exists()


def test_whoever_is_too_fast_looks_once_more(visitor):
    survey = questionnaire(mode=Survey.Mode.OPEN)
    browser = answered(Browser(visitor, survey), survey).press("send")
    assert "Das ging sehr schnell." in browser.text
    assert not Envelope.objects.exists()


def test_an_open_survey_counts_by_connection(visitor, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "survey_open": "1/h/ip"}
    cache.clear()
    survey = questionnaire(mode=Survey.Mode.OPEN)
    for status in (302, 429):
        browser = answered(Browser(visitor, survey), survey).press("send", {"opened": opened_long_ago()})
        assert browser.page.status_code == status
    assert len(sheets_of(survey)) == 1


def test_questions_that_changed_until_the_first_answer_are_looked_at_again(visitor):
    survey = questionnaire(mode=Survey.Mode.OPEN)
    browser = answered(Browser(visitor, survey), survey)
    survey.q["text"].required = True
    survey.q["text"].save()
    sent = browser.stands_there() | {f"q{survey.q['text'].pk}": "", "opened": opened_long_ago()}
    browser.press("send", sent)
    assert browser.problems == ["Bitte diese Frage beantworten."]
    assert not Envelope.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"opens_at": timezone.now() + datetime.timedelta(days=1), "closes_at": None},
            "Die Umfrage öffnet am",
        ),
        ({"closes_at": timezone.now() - datetime.timedelta(hours=1)}, "Die Umfrage ist seit"),
        ({"opens_at": None, "closes_at": None}, "Die Umfrage ist noch nicht geöffnet."),
    ],
)
def test_a_survey_that_is_not_open_says_why(visitor, fields, words):
    survey = questionnaire(**fields)
    assert words in Browser(visitor, survey).text


def test_a_survey_that_closed_meanwhile_says_so(visitor):
    survey = questionnaire()
    browser = answered(Browser(visitor, survey), survey)
    Survey.objects.filter(pk=survey.pk).update(closed_at=timezone.now())
    assert "Die Umfrage ist seit" in browser.press("send", {"code": "x"}).text


def test_a_question_without_a_type_is_not_asked(visitor):
    survey = questionnaire()
    make.question(survey, text="Wird noch?", section=survey.q["single"].section)
    assert "Wird noch?" not in Browser(visitor, survey).press("next", first_step(survey)).text


def test_drafts_and_imported_surveys_are_not_answered(visitor):
    assert visitor.get(f"/umfragen/{questionnaire(published_at=None).slug}/antworten/").status_code == 404
    assert visitor.get(f"/umfragen/{make.survey().slug}/antworten/").status_code == 404


def test_an_english_page_shows_english_words_where_there_are_some(visitor):
    survey = questionnaire(title_en="What first?")
    browser = Browser(visitor, survey, "/en")
    assert "<h1>What first?</h1>" in browser.html
    assert '<h2 lang="de">Themen' in browser.html
    answered(browser, survey)
    assert "About you" in browser.text


def test_a_point_and_a_comma_both_stand_for_decimals(visitor):
    survey = questionnaire()
    browser = answered(Browser(visitor, survey), survey)
    for typed, shown in [
        ("12.5", "12,5 km"),
        ("12,5", "12,5 km"),
        ("1.234", "1.234 km"),
        ("1 234", "1.234 km"),
    ]:
        browser.press("page-2").press("review", {f"q{survey.q['number'].pk}": typed})
        assert shown in browser.text


def test_casting_is_what_sending_calls(visitor, monkeypatch):
    survey = questionnaire()
    sent = []
    monkeypatch.setattr(casting, "cast", lambda *given: sent.append(given))
    answered(Browser(visitor, survey), survey).press("send", {"code": " abc "})
    ((of, code, sheet),) = sent
    assert (of, code, len(sheet)) == (survey, "abc", 12)
