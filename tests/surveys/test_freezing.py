"""Once a code or an answer is out, no way of writing that the planning team has changes what was asked."""

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from surveys.copying import copy_survey
from surveys.correcting import correct, wordings
from surveys.freezing import freeze
from surveys.models import BallotTerms, Option, Question, ScalePoint, Section, Survey
from tests import make
from tests.surveys.questionnaire import questionnaire
from tests.typed import typed

pytestmark = pytest.mark.django_db

ASKED = [Section, Question, Option, ScalePoint]
MODELS = [model for model in admin.site._registry if model._meta.app_label == "surveys"]


def asked(survey):
    """All that was asked, and the mode, as it stands in the database."""
    within = {Section: {"survey": survey}, Question: {"survey": survey}}
    rows = [
        list(model.objects.filter(**within.get(model, {"question__survey": survey})).order_by("pk").values())
        for model in ASKED
    ]
    return [*rows, Survey.objects.get(pk=survey.pk).mode]


def page_of(model, name, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=arguments)


def changed(name, value):
    """Other words for what is words in a form; all else as it is."""
    is_words = name.split("-")[-1] in {"text", "label", "title", "help", "unit"} and "__prefix__" not in name
    return f"{value} anders" if is_words and value else value


@pytest.fixture
def survey(db):
    survey = questionnaire()
    make.make(BallotTerms, survey=survey, who="anyone")
    make.results(survey, published_at=None)
    return survey


def forms_with_changes(planner):
    """{address: what would be sent} for every form of surveys that can be opened now, with something else typed into it."""
    found = {}
    for model in MODELS:
        for row in model._default_manager.all():
            page = planner.get(place := page_of(model, "change", row.pk))
            if page.status_code == 200 and "adminform" in (page.context or {}):
                found[place] = {name: changed(name, value) for name, value in typed(page).items()}
    return found


def test_no_form_that_was_opened_before_changes_anything_after(planner, survey):
    forms, before = forms_with_changes(planner), asked(survey)
    assert {
        page_of(Survey, "change", survey.pk),
        page_of(Question, "change", survey.q["matrix"].pk),
    } <= forms.keys()
    freeze(survey)
    for place, data in forms.items():
        planner.post(place, data)
        planner.post(place, data | dict.fromkeys(deletions(data), "on"))
    assert asked(survey) == before


def deletions(data):
    return [
        name.removesuffix("-id") + "-DELETE"
        for name in data
        if name.endswith("-id") and "__prefix__" not in name
    ]


def test_the_form_of_the_survey_would_have_changed_it_before(planner, survey):
    place = page_of(Survey, "change", survey.pk)
    planner.post(place, forms_with_changes(planner)[place])
    assert [each.title for each in survey.sections.order_by("number")] == [
        "Themen anders",
        "Zur Person anders",
    ]


def test_the_form_of_a_question_would_have_changed_it_before(planner, survey):
    place = page_of(Question, "change", survey.q["single"].pk)
    planner.post(place, forms_with_changes(planner)[place])
    assert Question.objects.get(pk=survey.q["single"].pk).text == "Was zuerst? anders"
    assert Option.objects.filter(question=survey.q["single"], label__endswith=" anders").count() == 3


def test_no_act_of_a_list_and_no_deletion_does(planner, survey):
    freeze(survey)
    before = asked(survey)
    Survey.objects.filter(pk=survey.pk).update(
        published_at=None
    )  # what is published is kept for that reason already
    for model in MODELS:
        keys = list(model._default_manager.values_list("pk", flat=True))
        for act in ("delete_selected", "publish_selected", "withdraw_selected"):
            chosen = {"action": act, "_selected_action": keys, "post": "yes"}
            planner.post(page_of(model, "changelist"), chosen)
        for key in keys:
            planner.post(page_of(model, "delete", key), {"post": "yes"})
    assert asked(survey) == before


def test_a_question_is_neither_added_to_it_nor_moved_there_nor_away(planner, survey):
    other = make.survey(mode="secret", published_at=None)
    moving = make.question(other, text="Dazu?", type="free_text")
    away = typed(planner.get(page_of(Question, "change", survey.q["text"].pk)), survey=other.pk, section="")
    freeze(survey)
    before = asked(survey)
    data = typed(planner.get(page_of(Question, "change", moving.pk)), survey=survey.pk, section="")
    planner.post(page_of(Question, "change", moving.pk), data)
    planner.post(page_of(Question, "add"), data)
    planner.post(page_of(Question, "change", survey.q["text"].pk), away)
    assert asked(survey) == before
    assert Question.objects.get(pk=moving.pk).survey == other


def test_a_copy_leaves_the_original_as_it_is_and_can_be_changed(planner, survey):
    freeze(survey)
    before = asked(survey)
    copy = copy_survey(survey)
    assert not copy.is_frozen
    question = copy.questions.get(number=1)
    data = typed(planner.get(page_of(Question, "change", question.pk)), text="Anders?")
    assert planner.post(page_of(Question, "change", question.pk), data).status_code == 302
    assert Question.objects.get(pk=question.pk).text == "Anders?"
    assert asked(survey) == before


def test_a_correction_changes_the_one_text_and_nothing_else(survey):
    freeze(survey)
    before = asked(survey)
    (wording,) = [
        each for each in wordings(survey) if each.thing == survey.q["text"] and each.field == "text"
    ]
    correct(survey, {wording.key: "Noch etwas anderes?"}, "Tippfehler")
    after = asked(survey)
    (row,) = [row for row in after[1] if row["id"] == survey.q["text"].pk]
    row["text"] = wording.text
    assert after == before


def test_it_is_frozen_once_and_for_good(survey):
    freeze(survey)
    first = Survey.objects.get(pk=survey.pk).frozen_at
    freeze(survey)
    assert Survey.objects.get(pk=survey.pk).frozen_at == first <= timezone.now()
