"""Publishing a choice of topics freezes it: a deviation needs its reason, and a later change a public correction."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from klimakreise.publishing.models import AuditRecord, Entry
from surveys.models import TopicChoice, TopicReason, TopicSelection
from tests import make

pytestmark = pytest.mark.django_db
LATER = timezone.now() + timezone.timedelta(days=3)


@pytest.fixture
def event():
    return make.event(slug="e", title="3. Kreis", date="2023-05-04")


@pytest.fixture
def selection(event):
    """A draft by which the topic with the greatest influence is chosen."""
    weights = {"weight_relevance": 0, "weight_emissions": 0, "places": 1}
    return make.topic_selection(event, published_at=None, **weights)


def candidate(selection, title, influence, **fields):
    event, topic = selection.event, make.topic(title=title)
    choice = make.make(TopicChoice, event=event, topic=topic, selection=selection, **fields)
    make.make(TopicReason, choice=choice, kind="influence", value=influence, text="Weil.")
    return choice


def said(selection):
    return dict(selection.candidates.order_by("topic__title").values_list("topic__title", "rule_says"))


def test_publishing_writes_down_what_the_rule_says_and_freezes(selection):
    candidate(selection, "Energie", 1, chosen=False)
    candidate(selection, "Verkehr", 3)
    selection.publish()
    assert said(selection) == {"Energie": "out", "Verkehr": "in"}
    selection.refresh_from_db()
    assert selection.is_published
    assert selection.is_frozen
    assert list(Entry.objects.values_list("kind", "act")) == [("surveys.topicselection", "published")]


def test_a_deviation_without_a_reason_is_not_published(selection):
    candidate(selection, "Verkehr", 3)
    other = candidate(selection, "Energie", 1)
    with pytest.raises(ValidationError, match="Energie"):
        selection.publish()
    selection.refresh_from_db()
    assert (selection.is_draft, selection.is_frozen, said(selection)["Verkehr"]) == (True, False, "")
    other.deviation = "Weil alle danach fragen."
    other.save()
    selection.publish()
    assert said(selection) == {"Energie": "out", "Verkehr": "in"}


def test_a_choice_without_candidates_is_not_published(selection):
    with pytest.raises(ValidationError):
        selection.publish()


def test_what_was_seen_stays_frozen_and_what_was_only_scheduled_does_not(selection):
    candidate(selection, "Verkehr", 3)
    selection.publish(at=LATER)
    assert selection.is_frozen
    selection.withdraw()
    selection.refresh_from_db()
    assert (selection.is_frozen, said(selection)) == (False, {"Verkehr": ""})
    selection.publish()
    selection.withdraw()
    selection.refresh_from_db()
    assert selection.is_frozen


def form(response, **changes):
    """What a browser would send of a page of the admin, with `changes`."""
    page = response.context
    data = {"_opened_with": page.get("opened_with", ""), "_save": "save"}
    forms = [page["adminform"].form]
    for section in page["inline_admin_formsets"]:
        forms += [section.formset.management_form, *section.formset.initial_forms]
    for each in forms:
        for name in each.fields:
            value = each[name].value()
            if value is not None and value is not False and value != "":
                data[each.add_prefix(name)] = "on" if value is True else value
    return {**data, **changes}


def errors(response):
    return str(response.context["adminform"].form.errors)


def rule_page(selection):
    return f"/en/verwaltung/surveys/topicselection/{selection.pk}/change/"


def candidate_page(choice):
    return f"/en/verwaltung/surveys/topicchoice/{choice.pk}/change/"


def test_the_planning_team_sets_up_a_choice_and_publishes_it(planner, event):
    earlier = make.make(TopicChoice, event=event, topic=make.topic(title="Energie"))
    page = planner.get(f"/en/verwaltung/surveys/topicselection/add/?event={event.pk}")
    planner.post(page.request["PATH_INFO"], form(page, places="1", weight_emissions="0", event=event.pk))
    selection = TopicSelection.objects.get()
    assert selection.is_draft
    earlier.refresh_from_db()
    assert earlier.selection == selection
    page = planner.get(rule_page(selection))
    assert "Energie" in page.content.decode()

    response = planner.post(rule_page(selection), form(page, _save="publish"))
    assert response.status_code == 302
    assert TopicSelection.objects.get().is_published


def test_the_form_says_which_deviation_needs_a_reason_and_keeps_what_was_typed(planner, selection):
    candidate(selection, "Verkehr", 3)
    candidate(selection, "Energie", 1)
    page = planner.get(rule_page(selection))
    response = planner.post(rule_page(selection), form(page, _save="publish", text="Neu gesagt."))
    assert "gives no reason: Energie." in errors(response)
    assert "Neu gesagt." in response.content.decode()
    selection.refresh_from_db()
    assert (selection.is_draft, selection.text) == (True, "")


def test_a_frozen_rule_changes_only_with_a_correction_that_all_can_read(planner, visitor, selection):
    candidate(selection, "Verkehr", 3)
    selection.publish()
    page = planner.get(rule_page(selection))
    response = planner.post(rule_page(selection), form(page, places="2"))
    assert "Say what is corrected, and why" in errors(response)
    selection.refresh_from_db()
    assert selection.places == 1

    planner.post(rule_page(selection), form(page, places="2", correction="Es sind zwei."))
    selection.refresh_from_db()
    assert selection.places == 2
    assert "Es sind zwei." in visitor.get("/themenwahl/e/").content.decode()
    record = AuditRecord.objects.get(act="corrected")
    assert (record.kind, record.detail) == ("surveys.topicselection", "Es sind zwei.")


def test_saving_a_frozen_rule_as_it_is_needs_no_correction(planner, selection):
    candidate(selection, "Verkehr", 3)
    selection.publish()
    page = planner.get(rule_page(selection))
    assert planner.post(rule_page(selection), form(page)).status_code == 302
    assert not selection.corrections.exists()


def test_a_figure_of_a_frozen_choice_changes_only_with_a_correction(planner, selection):
    candidate(selection, "Verkehr", 3)
    choice = candidate(selection, "Energie", 2, chosen=False)
    selection.publish()
    page = planner.get(candidate_page(choice))
    response = planner.post(candidate_page(choice), form(page, **{"reasons-0-value": "1"}))
    assert "Say what is corrected, and why" in errors(response)

    changes = {"reasons-0-value": "1", "correction": "Der Einfluss ist geringer."}
    planner.post(candidate_page(choice), form(page, **changes))
    assert choice.reasons.get().value == 1
    assert selection.corrections.get().text == "Der Einfluss ist geringer."


def test_a_correction_that_makes_the_choice_deviate_is_refused_until_it_says_why(planner, selection):
    candidate(selection, "Verkehr", 2)
    choice = candidate(selection, "Energie", 1, chosen=False)
    selection.publish()
    page = planner.get(candidate_page(choice))
    changes = {"reasons-0-value": "3", "correction": "Der Einfluss ist größer."}
    response = planner.post(candidate_page(choice), form(page, **changes))
    assert "gives no reason: Energie, Verkehr." in errors(response) or "Verkehr, Energie." in errors(response)
    assert choice.reasons.get().value == 1
    assert not selection.corrections.exists()


def test_a_candidate_of_a_frozen_choice_is_not_deleted(planner, selection):
    choice = candidate(selection, "Verkehr", 3)
    selection.publish()
    planner.post(f"/en/verwaltung/surveys/topicchoice/{choice.pk}/delete/", {"post": "yes"})
    assert TopicChoice.objects.filter(pk=choice.pk).exists()
    other = candidate(make.topic_selection(make.event()), "Lärm", 1)
    planner.post(f"/en/verwaltung/surveys/topicchoice/{other.pk}/delete/", {"post": "yes"})
    assert not TopicChoice.objects.filter(pk=other.pk).exists()


def test_relevance_is_not_taken_from_results_that_nobody_may_see(selection):
    survey = make.survey()
    question = make.question(survey)
    make.results(survey, published_at=None)
    reason = TopicReason(
        choice=candidate(selection, "Verkehr", 3), kind="relevance", value=4, question=question
    )
    with pytest.raises(ValidationError, match=r"published yet|veröffentlicht"):
        reason.full_clean()
    survey.results.publish()
    reason.full_clean()
