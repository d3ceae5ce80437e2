"""The history that lies behind every page: what is kept, of whom, and what never is."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.db import models, transaction

from circles.models import Circle, Measure
from events.models import Event
from klimakreise.alliance.models import AllianceGroup
from klimakreise.dialogue.models import Statement
from klimakreise.publishing.acting import Role, acting_as
from klimakreise.publishing.admin import PlanningAdmin
from klimakreise.publishing.first_lines import first_lines
from klimakreise.publishing.history import gathered, histories, is_personal
from tests import make
from tests.typed import typed

pytestmark = pytest.mark.django_db


def lines(thing):
    """The lines of a thing's history, oldest first: (kind, role, person)."""
    return list(
        thing.history.order_by("history_id").values_list("history_type", "history_role", "history_user_id")
    )


def edited_by_planners():
    for model, page in admin.site._registry.items():
        if isinstance(page, PlanningAdmin):
            yield model
            yield from (inline.model for inline in page.inlines)


def is_about_people(model):
    return any(is_personal(field) for field in model._meta.fields if field.is_relation)


def test_everything_that_planners_edit_keeps_a_history_but_what_is_about_people():
    kept = dict(histories())
    without = {
        model._meta.label
        for model in edited_by_planners()
        if model not in kept and not is_about_people(model)
    }
    assert without == set(), "add `history = History()` and a migration that ends with first_lines()"
    assert len(kept) > 40


def test_no_history_holds_an_address_or_a_link_to_an_account():
    fields = [field for _, model in histories() for field in model._meta.fields]
    assert [field for field in fields if isinstance(field, models.EmailField)] == []
    people = apps.get_model(settings.AUTH_USER_MODEL)
    assert [field for field in fields if field.related_model is people] == []
    assert "description" in {field.name for field in AllianceGroup.history.model._meta.fields}


def test_a_contact_address_changes_without_a_trace():
    group = make.group(contact_email="alt@example.org")
    group.contact_email = "neu@example.org"
    group.save()
    assert "example.org" not in str(list(group.history.values()))
    assert len(lines(group)) == 2


def test_each_saving_leaves_a_line_with_who_did_it(planner, planner_user):
    event = make.event(motto="Alt")
    page = f"/verwaltung/events/event/{event.pk}/change/"
    planner.post(page, typed(planner.get(page), motto="Neu"))
    assert lines(event) == [("+", "command", None), ("~", "planner", planner_user.pk)]
    assert [line.motto for line in event.history.all()] == ["Neu", "Alt"]


def test_saving_and_publishing_with_one_button_is_one_line(planner):
    measure = make.measure(published_at=None)
    result = make.result(make.circle(make.event()))
    page = f"/verwaltung/circles/measure/{measure.pk}/change/"
    planner.post(page, typed(planner.get(page), title="Neu", results=[str(result.pk)], _save="publish"))
    newest, first = measure.history.all()
    assert newest.title == "Neu"
    assert newest.published_at
    assert [link.result_id for link in newest.results.all()] == [result.pk]
    assert first.results.count() == 0


def test_a_relation_changed_from_the_other_side_is_noticed():
    measure, result = make.measure(), make.result(make.circle(make.event()))
    result.measures.add(measure)
    result.measures.add(measure)
    result.measures.clear()
    assert [line.results.count() for line in measure.history.order_by("history_id")] == [0, 1]


def test_what_is_deleted_keeps_its_history():
    event = make.event(title="Klimakreis")
    number = event.pk
    event.delete()
    newest = Event.history.filter(id=number).first()
    assert (newest.history_type, newest.title) == ("-", "Klimakreis")


def test_what_is_rolled_back_leaves_no_line_and_the_next_saving_does():
    event = make.event()
    with acting_as(Role.COMMAND):
        with transaction.atomic():
            event.save()
            transaction.set_rollback(True)
        event.save()
    assert [kind for kind, *_ in lines(event)] == ["+", "~"]


def test_loading_writes_one_line_for_each_row(process):
    for model, history in histories():
        assert history.objects.count() == model._base_manager.count(), model
    assert {role for _, role, _ in lines(Event.objects.first())} == {"loading"}
    statement = Statement.objects.exclude(sources=None).first()
    assert [link.source_id for link in statement.history.get().sources.all()] == [statement.sources.get().pk]


def test_loading_needs_a_few_statements_a_table_for_the_history(django_assert_num_queries):
    with django_assert_num_queries(20 + 2 * 1), acting_as(Role.LOADING), gathered():
        for number in range(20):
            make.source(title=str(number))


def test_the_example_takes_its_history_with_it():
    call_command("make_example", verbosity=0)
    assert Circle.history.exists()
    call_command("remove_example", verbosity=0)
    assert {
        model.__name__: history.objects.count() for model, history in histories() if history.objects.exists()
    } == {}


@pytest.mark.parametrize("room", ["circles", "publishing"])
def test_a_site_that_was_there_before_begins_with_what_it_has(room):
    measure = make.measure(title="Radweg")
    measure.results.add(make.result(make.circle(make.event())))
    make.source(title="Beschluss")
    for _, history in histories():
        history.objects.all().delete()
    first_lines(room).code(apps, None)
    counts = {
        model: history.objects.count() for model, history in histories() if model._meta.app_label == room
    }
    assert counts == {model: model._base_manager.count() for model in counts}
    if room == "circles":
        assert [link.result_id for link in Measure.history.get().results.all()] == [measure.results.get().pk]
