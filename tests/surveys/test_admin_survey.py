"""The planning team builds a survey: in order, tried out, complete before it opens, and fixed from the first code on."""

import datetime
import re

import pytest
from django.utils import timezone

from klimakreise.publishing.audit import AuditRecord
from surveys import casting
from surveys.completeness import problems
from surveys.freezing import freeze
from surveys.models import BallotTerms, Correction, Envelope, Option, Question, Survey
from tests import make
from tests.surveys.questionnaire import Browser, first_step, pick, questionnaire, second_step
from tests.typed import faults, part, typed

pytestmark = pytest.mark.django_db


def page_of(thing, act="change"):
    return f"/verwaltung/surveys/{thing._meta.model_name}/{thing.pk}/{act}/"


def missing(survey):
    return {problem.text for problem in problems(survey) if problem.grave}


@pytest.fixture
def draft():
    """A native survey that is no more than a title, and that anyone may answer."""
    survey = make.survey(mode="secret", published_at=None)
    make.make(BallotTerms, survey=survey, who="anyone")
    return survey


def test_a_new_survey_is_secret_unless_somebody_chooses_otherwise(planner):
    page = planner.get("/verwaltung/surveys/survey/add/")
    saved = planner.post(
        "/verwaltung/surveys/survey/add/", typed(page, title="Neu", slug="neu", sources=None)
    )
    assert saved.status_code == 302, faults(saved)
    assert Survey.objects.get().mode == "secret"


def test_sections_and_questions_come_on_the_page_of_the_survey(planner, draft):
    page = planner.get(page_of(draft))
    data = typed(
        page,
        **part("sections", 0, title="Zur Person"),
        **part("questions", 0, text="Wie alt?", type="number"),
        **part("questions", 1, text="Zuerst?", type="single_choice"),
        **{"questions-1-number": "1"},
    )
    planner.post(page_of(draft), data | {"sections-TOTAL_FORMS": 1, "questions-TOTAL_FORMS": 2})
    assert list(draft.questions.values_list("number", "text")) == [(1, "Zuerst?"), (2, "Wie alt?")]
    assert draft.sections.get().number == 1


def test_two_questions_change_places_and_one_goes(planner, draft):
    for number, text in enumerate(["A", "B", "C"], 1):
        make.question(draft, number=number, text=text)
    data = typed(
        planner.get(page_of(draft)),
        **{"questions-0-number": "3", "questions-2-number": "1", "questions-1-DELETE": "on"},
    )
    planner.post(page_of(draft), data)
    assert list(draft.questions.values_list("number", "text")) == [(1, "C"), (3, "A")]


def test_a_number_that_is_taken_moves_the_others_on(planner, draft):
    for number, text in enumerate(["A", "B", "C"], 1):
        make.question(draft, number=number, text=text)
    planner.post(page_of(draft), typed(planner.get(page_of(draft)), **{"questions-2-number": "1"}))
    assert list(draft.questions.values_list("number", "text")) == [(1, "C"), (2, "A"), (3, "B")]


def test_options_and_points_stand_with_their_question(planner, draft):
    question = make.question(draft, type="matrix", text="Wie dringend?")
    topic = make.topic()
    data = typed(planner.get(page_of(question))) | part("options", 0, label="Wege", topic=topic.pk)
    data |= {"scale_points-0-number": "1", "scale_points-0-label": "gar nicht", "scale_points-1-number": "2"}
    planner.post(page_of(question), data | {"options-TOTAL_FORMS": 1, "scale_points-TOTAL_FORMS": 2})
    assert question.options.get().subject == topic
    assert list(question.scale_points.values_list("number", "label")) == [(1, "gar nicht"), (2, "")]


def test_a_condition_is_offered_only_from_earlier_choices_of_the_same_survey(planner):
    survey, other = questionnaire(), questionnaire()
    page = planner.get(page_of(survey.q["multiple"])).content.decode()
    offered = set(
        re.findall(r'<option value="(\d+)"', page.split('name="shown_if"')[1].split("</select>")[0])
    )
    assert offered == {str(each.pk) for each in survey.q["single"].options.all()}
    later = survey.q["multiple"].options.first()
    data = typed(planner.get(page_of(survey.q["single"])), shown_if=later.pk)
    assert "shown_if" in faults(planner.post(page_of(survey.q["single"]), data))
    data = typed(planner.get(page_of(survey.q["multiple"])), shown_if=other.q["single"].options.first().pk)
    assert "shown_if" in faults(planner.post(page_of(survey.q["multiple"]), data))


def test_what_is_missing_is_named_at_its_thing(planner, draft):
    assert missing(draft) == {"Es gibt noch keine Fragen.", "Es steht nicht da, wer befragt wird."}
    choice = make.choice(draft, "ja", text="Frage eins", number=2)
    rating = make.rating(draft, "gut", text="Frage zwei", number=1, shown_if=choice.options.get())
    Survey.objects.filter(pk=draft.pk).update(
        audience="alle", opens_at=timezone.now() - datetime.timedelta(days=2),
        closes_at=timezone.now() - datetime.timedelta(days=1),
    )  # fmt: skip
    draft.refresh_from_db()
    assert missing(draft) == {
        "Die Frage bietet zu wenige Antworten zur Auswahl.",
        "Die Skala hat weniger als zwei Punkte.",
        "Die Bedingung gehört zu einer Frage, die nicht vor dieser kommt.",
        "Der Zeitpunkt, zu dem sie schließt, ist vorbei.",
    }
    Survey.objects.update(closes_at=None)
    page = planner.get(page_of(draft)).content.decode()
    assert f'href="{page_of(rating)}">Die Skala hat weniger als zwei Punkte.</a>' in page
    assert "1 von 1 Antworten hat keinen englischen Wortlaut." in page


def test_an_incomplete_survey_does_not_open(planner, visitor, draft):
    answer = planner.post(page_of(draft, "open"), follow=True)
    assert "Es gibt noch keine Fragen." in answer.content.decode()
    assert 'value="Jetzt eröffnen"' not in answer.content.decode()
    data = typed(planner.get(page_of(draft)), _save="publish", opens_at="2026-01-01T10:00")
    assert faults(planner.post(page_of(draft), data))
    assert visitor.get(draft.get_absolute_url()).status_code == 404


def test_a_complete_one_opens_by_a_button_and_the_audit_knows(planner, visitor, draft):
    make.choice(draft, "ja", "nein", text="Zuerst?")
    Survey.objects.update(audience="alle")
    assert 'value="Jetzt eröffnen"' in planner.get(page_of(draft, "open")).content.decode()
    planner.post(page_of(draft, "open"))
    draft.refresh_from_db()
    assert draft.is_open
    assert "Zuerst?" in Browser(visitor, draft).text
    assert AuditRecord.objects.filter(act="opened", key=draft.pk).count() == 1


def test_it_closes_by_a_button_after_asking_and_for_good(planner, visitor):
    survey = questionnaire()
    assert 'value="Jetzt schließen"' in planner.get(page_of(survey, "close")).text
    survey.refresh_from_db()
    assert survey.is_open
    assert "Die Umfrage ist geschlossen." in planner.post(page_of(survey, "close"), follow=True).text
    survey.refresh_from_db()
    assert survey.is_closed
    assert "Umfrage schließen" not in planner.get(page_of(survey)).text
    assert "geschlossen" in visitor.get(f"/umfragen/{survey.slug}/antworten/").text
    assert planner.post(page_of(survey, "close")).status_code == 302
    assert AuditRecord.objects.filter(act="closed", key=survey.pk).count() == 1


def test_without_its_keys_a_survey_with_answers_stays_open_and_says_why(planner, settings, tmp_path):
    survey = make.native(mode="open")
    make.choice(survey, "ja", "nein")
    casting.cast_openly(survey, [])
    settings.SURVEY_KEYS = tmp_path / "elsewhere"
    assert "Die Schlüssel der Umfrage fehlen" in planner.post(page_of(survey, "close")).text
    survey.refresh_from_db()
    assert survey.is_open


def test_trying_out_goes_all_the_way_and_keeps_nothing(planner, visitor):
    survey = questionnaire(published_at=None, opens_at=None, closes_at=None)
    browser = Browser(planner, survey)
    browser.address = page_of(survey, "walk")
    browser.open().press("next", first_step(survey)).press("next", second_step(survey)).press("next")
    assert "Alle meine Antworten" in browser.text
    browser.press("send", {"code": "x"})
    assert "In einer Probe kann nichts gesendet werden." in browser.text
    assert not Envelope.objects.exists()
    assert not Survey.objects.get().is_frozen
    assert visitor.get(page_of(survey, "walk")).status_code == 302


def test_a_copy_asks_the_same_and_is_a_draft(planner):
    survey = questionnaire()
    freeze(survey)
    planner.post(page_of(survey, "copy"))
    copy = Survey.objects.exclude(pk=survey.pk).get()
    assert (copy.title, copy.published_at, copy.opens_at, copy.frozen_at) == (
        f"{survey.title} (Kopie)",
        None,
        None,
        None,
    )
    assert shape(copy) == shape(survey)
    own = copy.questions.get(number=2).shown_if
    assert (own.question.survey, own.label) == (copy, "anderes")


def shape(survey):
    return [
        (
            each.number, each.type, each.text, each.section.title, each.required,
            [*each.options.values_list("number", "label")], [*each.scale_points.values_list("number", "label")],
        )
        for each in survey.questions.select_related("section")
    ]  # fmt: skip


@pytest.fixture
def frozen():
    survey = questionnaire()
    freeze(survey)
    return survey


def test_what_is_frozen_is_shown_and_not_changed(planner, frozen):
    page = planner.get(page_of(frozen)).content.decode()
    assert 'name="questions-0-text"' not in page
    assert 'name="mode"' not in page
    question = frozen.q["single"]
    assert 'name="text"' not in planner.get(page_of(question)).content.decode()
    assert planner.post(page_of(question, "delete"), {"post": "yes"}).status_code in {302, 403}
    assert Question.objects.filter(pk=question.pk).exists()


def test_a_form_that_was_opened_before_the_first_code_changes_nothing_after_it(planner):
    survey = questionnaire()
    question, title = survey.q["single"], survey.title
    forms = {page_of(thing): typed(planner.get(page_of(thing))) for thing in (survey, question)}
    freeze(survey)
    planner.post(page_of(survey), forms[page_of(survey)] | {"questions-0-text": "Anders?", "mode": "open"})
    planner.post(
        page_of(question), forms[page_of(question)] | {"text": "Anders?", "options-0-label": "Anders"}
    )
    new = {
        "survey": survey.pk,
        "number": 9,
        "text": "Anders?",
        "options-TOTAL_FORMS": 0,
        "options-INITIAL_FORMS": 0,
    }
    planner.post(
        "/verwaltung/surveys/question/add/",
        new | {"scale_points-TOTAL_FORMS": 0, "scale_points-INITIAL_FORMS": 0},
    )
    assert not Question.objects.filter(text="Anders?").exists()
    assert not Option.objects.filter(label="Anders").exists()
    survey.refresh_from_db()
    assert (survey.mode, survey.title) == ("secret", title)


def test_a_survey_with_answers_is_not_deleted(planner, frozen):
    Survey.objects.update(published_at=None)
    planner.post(page_of(frozen, "delete"), {"post": "yes"})
    assert Survey.objects.exists()


def test_a_typing_error_is_mended_and_readers_see_it(planner, visitor, frozen):
    option = frozen.q["single"].options.get(number=1)
    page = planner.get(page_of(frozen, "correct"))
    texts = {field.html_name: field.value() or "" for field in page.context["form"]}
    key = f"option-{option.pk}-label"
    refused = planner.post(page_of(frozen, "correct"), texts | {key: "Radverkehr"})
    assert "reason" in refused.context["form"].errors
    assert "Radverkehr" in refused.content.decode()
    planner.post(page_of(frozen, "correct"), texts | {key: "Radverkehr", "reason": "Tippfehler"})
    option.refresh_from_db()
    assert option.label == "Radverkehr"
    seen = " ".join(re.sub(r"<[^>]+>", " ", visitor.get(frozen.get_absolute_url()).content.decode()).split())
    assert "Frage 1, Antwort 1: Bezeichnung : Radwege → Radverkehr" in seen or "Radwege → Radverkehr" in seen
    record = AuditRecord.objects.get(act="corrected")
    assert "Tippfehler" in record.detail


@pytest.mark.parametrize(
    ("text", "words"), [("", "nicht geleert"), ("x" * 301, "höchstens"), (None, "nichts anders")]
)
def test_a_correction_that_is_none_is_refused(planner, frozen, text, words):
    option = frozen.q["single"].options.get(number=1)
    page = planner.get(page_of(frozen, "correct"))
    texts = {field.html_name: field.value() or "" for field in page.context["form"]} | {
        "reason": "Tippfehler"
    }
    if text is not None:
        texts[f"option-{option.pk}-label"] = text
    refused = planner.post(page_of(frozen, "correct"), texts)
    assert words in refused.content.decode()
    assert not Correction.objects.exists()


def test_before_anybody_has_a_code_questions_are_changed_and_not_corrected(planner):
    survey = questionnaire()
    assert planner.get(page_of(survey, "correct")).url == page_of(survey)


def test_an_option_that_is_a_condition_cannot_be_deleted(planner):
    survey = questionnaire()
    data = typed(planner.get(page_of(survey.q["single"])), **{"options-2-DELETE": "on"})
    page = planner.post(page_of(survey.q["single"]), data)
    assert page.status_code == 200
    assert pick(survey.q["single"], 3)
