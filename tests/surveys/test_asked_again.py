"""A question that asks an earlier one again: the earlier figures stand beside the new ones, with their source and all that differs."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from klimakreise.publishing.audit import AuditRecord
from klimakreise.publishing.models import Entry
from klimakreise.publishing.partial_dates import PartialDate
from surveys.copying import copy_survey
from surveys.freezing import freeze
from surveys.models import Question, QuestionResults, Survey
from tests import make
from tests.pages import words
from tests.surveys.asking import ask, surveyed
from tests.surveys.counting import answered, chose, counted, rated, released

pytestmark = pytest.mark.django_db

PAGE = "/en/umfragen/neu/ergebnisse/"


def of_2021(**fields):
    """A survey of 2021 that was made elsewhere, and its question on initiatives."""
    year = PartialDate.parse("2021")
    survey = surveyed(slug="alt", title="Befragung", short_name="Alt", start=year, end=year, **fields)
    survey.sources.add(make.source(publisher="Klimabündnis", url="https://example.org/2021"))
    return ask(
        survey, [("Chor", 93, 76.2), ("Verein", 80, 65.6), ("Partei", 61, 50)], text="Welche sind bekannt?",
        number=1, answered_by=122, percent_base="Antwortende dieser Frage (122)",
    )  # fmt: skip


def asking(earlier, *labels, **fields):
    """A native survey that asks it again, answered by 20: all choose the first option, five the second, too."""
    survey = make.native(slug="neu", title="Neu", audience="alle")
    question = make.choice(
        survey, *labels or ["Chor", "Verein", "Bund"], number=1, type="multiple_choice", text="Welche kennen Sie?",
        repeats=earlier, **fields,
    )  # fmt: skip
    first, second = list(question.options.all())[:2]
    answered(survey, [[chose(first)]] * 15 + [[chose(first), chose(second)]] * 5)
    return question


def test_the_figures_of_2021_stand_beside_the_new_ones_with_source_n_base_and_year(visitor):
    released(asking(of_2021(audience="Mitglieder")).survey)
    page = visitor.get(PAGE)
    section = words(page, "question-1-earlier-1")
    assert "Asked before: Alt (2021)" in section
    assert "Wording then Welche sind bekannt?" in section
    assert "Who was asked then: Mitglieder now: alle" in section
    assert "Answered then n = 122" in section
    assert "Base of the percentages then Antwortende dieser Frage (122)" in section
    assert 'href="https://example.org/2021"' in page.text
    assert 'href="/en/umfragen/alt/ergebnisse/#question-1"' in page.text
    assert "Chor now 100.0 % then (2021) 76.2 %" in section
    assert "Verein now 25.0 % then (2021) 65.6 %" in section
    assert "Chor 20 100.0 93 76.2" in section


def test_what_was_asked_only_once_is_named_and_not_paired(visitor):
    released(asking(of_2021()).survey)
    section = words(visitor.get(PAGE), "question-1-earlier-1")
    assert "Asked only now: Bund" in section
    assert "Asked only then: Partei (50.0 %)" in section
    assert "Bund 0 0.0 not asked" in section
    assert "Partei not asked 61 50.0" in section


def test_the_page_says_what_was_not_the_same(visitor):
    released(asking(of_2021(audience="Mitglieder"), choices_max=3).survey)
    section = words(visitor.get(PAGE), "question-1-earlier-1")
    listed = "the wording, who was asked, the answers to choose from, how many answers were possible."
    assert f"Not the same as now: {listed}" in section


def test_where_all_is_the_same_it_is_said_too(visitor):
    earlier = of_2021(audience="alle")
    question = asking(earlier, "Chor", "Verein", "Partei")
    Question.objects.filter(pk=question.pk).update(text=earlier.text)
    released(question.survey)
    section = words(visitor.get(PAGE), "question-1-earlier-1")
    assert "Whether the same people answered is not known." in section
    assert "Not the same" not in section


def test_earlier_figures_are_seen_only_by_who_may_see_those_results(visitor, planner):
    earlier = of_2021()
    released(asking(earlier).survey)
    earlier.survey.results.withdraw()
    page = visitor.get(PAGE)
    assert "n = 20" in words(page)
    assert "76.2" not in page.text
    assert "/alt/" not in page.text
    seen = words(planner.get(PAGE), "question-1-earlier-1")
    assert "Only the planning team sees this" in seen
    assert "76.2 %" in seen


def test_before_the_release_of_the_new_question_neither_is_seen(visitor):
    results = counted(asking(of_2021()).survey)
    assert visitor.get(PAGE).status_code == 404
    results.publish()
    assert "76.2" not in visitor.get(PAGE).text
    QuestionResults.objects.update(released_at=timezone.now())
    assert "76.2" in visitor.get(PAGE).text


def test_a_survey_answered_here_is_an_earlier_one_as_well_question_by_question(visitor):
    old = make.native(slug="alt", opens_at=timezone.now() - datetime.timedelta(days=400))
    mood = make.rating(old, "schlecht", "mittel", "gut", number=1, text="Wie?")
    answered(old, [[rated(mood, 1)]] * 10 + [[rated(mood, 3)]] * 30)
    released(old)
    new = make.native(slug="neu")
    again = make.rating(new, "schlecht", "mittel", "gut", number=1, text="Wie?", repeats=mood)
    answered(new, [[rated(again, 3)]] * 12)
    released(new)
    section = words(visitor.get(PAGE), "question-1-earlier-1")
    assert "Then: 40 answers (n = 40). Then: mean 2.5, standard deviation (SD) 0.88" in section
    assert "3 – gut now 100.0 % then" in section
    assert "75.0 %" in section
    QuestionResults.objects.filter(question=mood).update(released_at=None)
    assert "question-1-earlier-1" not in visitor.get(PAGE).text


def test_rows_of_a_matrix_and_ranked_items_stand_beside_each_other_by_their_means(visitor):
    def survey(slug, low, **repeats):
        made = make.native(slug=slug)
        matrix = make.rating(
            made, "egal", "wichtig", number=1, type="matrix", text="Wie?", repeats=repeats.get("matrix")
        )
        row = matrix.options.create(number=1, label="Wasser")
        order = make.choice(
            made, "Bäume", "Bänke", number=2, type="ranking", text="Was?", repeats=repeats.get("order")
        )
        first, second = order.options.all()
        sheet = [rated(order, 1, first), rated(order, 2, second)]
        answered(
            made, [[rated(matrix, 1, row), *sheet]] * low + [[rated(matrix, 2, row), *sheet]] * (20 - low)
        )
        released(made)
        return {"matrix": matrix, "order": order}

    survey("neu", 5, **survey("alt", 10))
    page = visitor.get(PAGE)
    assert "Wasser now 1.75 then" in words(page, "question-1-earlier-1")
    assert "1.5 As a table" in words(page, "question-1-earlier-1")
    assert "Bänke now 2 then" in words(page, "question-2-earlier-1")


def test_earlier_ones_of_earlier_ones_follow(visitor):
    first = of_2021()
    middle = make.native(slug="mitte", opens_at=timezone.now() - datetime.timedelta(days=400))
    between = make.choice(middle, "Chor", "Verein", number=1, type="multiple_choice", repeats=first)
    answered(middle, [[chose(between.options.first())]] * 11)
    released(middle)
    released(asking(between).survey)
    page = visitor.get(PAGE)
    assert "n = 11" in words(page, "question-1-earlier-1")
    assert "n = 122" in words(page, "question-1-earlier-2")


def test_too_few_answers_then_or_now_stay_hidden(visitor):
    old = make.native(slug="alt")
    few = make.choice(old, "Chor", "Verein", number=1, type="multiple_choice")
    answered(old, [[chose(few.options.first())]] * 9)
    released(old)
    released(asking(few).survey)
    section = words(visitor.get(PAGE), "question-1-earlier-1")
    assert "Fewer than 10 answers: nothing is shown." in section
    assert " 9 " not in section


@pytest.mark.parametrize("questions", [1, 3])
def test_more_questions_cost_the_same_queries(questions, visitor, django_assert_num_queries):
    earlier = of_2021()
    new = make.native(slug="neu")
    for number in range(1, questions + 1):
        make.choice(new, "Chor", "Verein", number=number, type="multiple_choice", repeats=earlier)
    answered(new, [[chose(each.options.first()) for each in new.questions.all()]] * 12)
    released(new)
    visitor.get(PAGE)
    with django_assert_num_queries(17):
        page = visitor.get(PAGE)
    assert page.text.count("n = 122") == questions


REFUSED = {
    "the same survey": (dict, "einer anderen Umfrage"),
    "another type": (lambda: {"survey": make.survey(), "type": "rating"}, "von derselben Art"),
    "free text": (lambda: {"survey": make.survey(), "type": "free_text"}, "von derselben Art"),
    "later": (
        lambda: {"survey": make.native(opens_at=timezone.now() + datetime.timedelta(days=3), closes_at=None)},
        "später begonnen",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_asked_again_is_refused_with_a_reason(kind):
    survey = make.native()
    fields, reason = REFUSED[kind]
    question = make.choice(survey, "a", number=1)
    earlier = make.question(**{"survey": survey, "type": "single_choice", **fields()})
    question.repeats = earlier
    with pytest.raises(ValidationError, match=reason):
        question.full_clean()


def test_two_surveys_do_not_repeat_each_other():
    one, other = make.choice(make.native(), "a"), make.choice(make.native(), "a")
    one.repeats = other
    one.full_clean()
    one.save()
    other.repeats = one
    with pytest.raises(ValidationError, match="fragt selbst"):
        other.full_clean()


def page_of(survey, act="earlier"):
    return f"/verwaltung/surveys/survey/{survey.pk}/{act}/"


def test_it_is_said_on_a_page_also_when_the_survey_is_frozen_and_the_audit_knows(planner):
    earlier = of_2021()
    question = asking(None)
    freeze(question.survey)
    released(question.survey)
    page = planner.get(page_of(question.survey)).text
    assert "Befragung (2021)" in page
    before = Entry.objects.filter(act="changed", address__endswith="/neu/ergebnisse/").count()
    planner.post(page_of(question.survey), {f"question-{question.pk}": earlier.pk})
    question.refresh_from_db()
    assert question.repeats == earlier
    assert AuditRecord.objects.get(act="corrected").detail == "Frage 1 fragt noch einmal: Befragung, Frage 1"
    assert Entry.objects.filter(act="changed", address__endswith="/neu/ergebnisse/").count() == before + 1
    page = words(planner.get(page_of(question.survey)))
    assert "Stehen nebeneinander: Chor; Verein" in page
    assert "Nur jetzt gefragt: Bund" in page
    assert "Nur damals gefragt: Partei" in page
    planner.post(page_of(question.survey), {f"question-{question.pk}": ""})
    question.refresh_from_db()
    assert question.repeats is None


def test_the_page_offers_only_what_can_be_asked_again(planner):
    earlier = of_2021()
    ask(earlier.survey, [("Ja", 3)], number=2, type="single_choice", text="Eine andere?")
    question = asking(None)
    page = planner.get(page_of(question.survey)).text
    assert "Welche sind bekannt?" in page
    assert "Eine andere?" not in page
    answer = planner.post(page_of(question.survey), {f"question-{question.pk}": "999999"})
    assert "999999" in answer.text
    assert question.repeats is None


def test_readers_and_participants_do_not_get_there(visitor, participant):
    question = asking(None)
    for client in (visitor, participant):
        assert client.get(page_of(question.survey)).status_code in {302, 403}
        client.post(page_of(question.survey), {f"question-{question.pk}": of_key()})
    question.refresh_from_db()
    assert question.repeats is None


def of_key():
    found = Question.objects.filter(text="Welche sind bekannt?").first()
    return (found or of_2021()).pk


def test_a_copy_asks_again_what_its_original_asked(planner):
    survey = asking(of_2021()).survey
    make.question(survey, number=2, type="free_text")
    planner.post(page_of(survey, "copy"))
    copy = Survey.objects.get(title="Neu (Kopie)")
    choice, text = copy.questions.all()
    assert (choice.repeats, text.repeats) == (survey.questions.get(number=1), None)
    imported = Survey.objects.get(slug="alt")
    Survey.objects.filter(pk=imported.pk).update(mode="")
    assert all(each.repeats is None for each in copy_survey(imported).questions.all())


def test_changing_the_type_of_such_a_question_is_refused_in_words(planner):
    from tests.typed import faults, typed

    question = asking(of_2021())
    address = f"/verwaltung/surveys/question/{question.pk}/change/"
    page = planner.post(address, typed(planner.get(address), type="rating"))
    assert any("von derselben Art" in message for found in faults(page).values() for message in found)


def test_a_mean_of_zero_is_a_figure_too(visitor):
    earlier = of_2021()
    Question.objects.filter(pk=earlier.pk).update(mean=Decimal(0), sd=Decimal(0))
    released(asking(earlier).survey)
    assert "Then: mean 0, standard deviation (SD) 0" in words(visitor.get(PAGE), "question-1-earlier-1")
