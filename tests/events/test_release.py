"""The act of releasing an agenda: what is frozen, what is refused, who is told."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from events.copying import copy_event
from events.models import AgendaItem, ReleasedItem
from events.release import agenda_states, release_agenda
from klimakreise.publishing.models import AuditRecord, Entry
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """A published event with a draft of two items."""
    event = make.event()
    make.agenda_item(event, released=False, title="Begrüßung", position=5)
    make.agenda_item(event, released=False, title="Vortrag", position=9, start="18:30", presenter="Umweltamt")
    return event


def refusal(act):
    with override("en"):
        with pytest.raises(ValidationError) as error:
            act()
        return error.value.messages


def test_a_version_holds_the_items_as_they_stood(event, planner_user):
    release = release_agenda(event, "Erste Fassung.", planner_user)
    AgendaItem.objects.update(title="Später geändert")
    assert (release.number, release.note, release.released_by) == (1, "Erste Fassung.", planner_user)
    rows = release.items.values_list("position", "title", "presenter", "start__hour")
    assert list(rows) == [(1, "Begrüßung", "", None), (2, "Vortrag", "Umweltamt", 18)]


def test_every_field_of_an_item_is_frozen(event):
    own = {"kind": "circles", "title": "a", "announced_title": "b", "presenter": "c", "duration_minutes": 9}
    item = make.agenda_item(event, released=False, start="17:00", description="d", position=99, **own)
    release = release_agenda(event, "Fassung.")
    frozen = release.items.get(key=item.pk)
    names = {each.name for each in AgendaItem._meta.fields} - {"id", "event", "position"}
    item.refresh_from_db()
    assert {name: getattr(frozen, name) for name in names} == {name: getattr(item, name) for name in names}


def test_versions_are_numbered_by_event(event):
    other = make.event()
    make.agenda_item(other, released=False)
    assert release_agenda(event, "Eins.").number == release_agenda(other, "Eins.").number == 1
    event.agenda_items.update(title="Neu")
    assert release_agenda(event, "Zwei.").number == 2


def test_an_empty_agenda_is_not_released():
    event = make.event()
    assert refusal(lambda: release_agenda(event, "Leer.")) == [
        "There is nothing to release: the agenda is empty."
    ]
    assert not event.agenda_releases.exists()


def test_nor_one_that_is_as_it_was(event):
    release_agenda(event, "Eins.")
    event.agenda_items.filter(position=9).update(position=7)
    assert refusal(lambda: release_agenda(event, "Zwei.")) == ["Nothing has changed since version 1."]


def test_nor_one_without_a_word_on_it(event):
    assert refusal(lambda: release_agenda(event, "")) == ["This field cannot be blank."]
    assert not ReleasedItem.objects.exists()


def test_nor_another_one_than_was_looked_at(event):
    seen = agenda_states([event])[event.pk].fingerprint
    event.agenda_items.filter(position=9).update(title="Heimlich geändert")
    message = "Somebody has changed the agenda meanwhile. Please look through it again."
    assert refusal(lambda: release_agenda(event, "Eins.", seen=seen)) == [message]
    seen = agenda_states([event])[event.pk].fingerprint
    assert release_agenda(event, "Eins.", seen=seen).number == 1


def test_the_journal_says_that_a_published_event_has_changed(event):
    release_agenda(event, "Eins.")
    assert list(Entry.objects.values_list("kind", "key", "act")) == [
        ("events.event", str(event.pk), "changed")
    ]


def test_the_audit_says_which_version_was_released(event):
    release_agenda(event, "Eins.")
    assert list(AuditRecord.objects.values_list("act", "kind", "key", "detail")) == [
        ("released", "events.event", str(event.pk), "Fassung 1")
    ]


def test_and_nothing_of_a_draft(event):
    event.published_at = None
    event.save()
    assert release_agenda(event, "Eins.").number == 1
    assert not Entry.objects.exists()


def test_an_item_that_is_deleted_stays_in_its_versions(event):
    release_agenda(event, "Eins.")
    talk = event.agenda_items.get(position=9)
    key = talk.pk
    talk.delete()
    assert list(ReleasedItem.objects.filter(key=key).values_list("title", "item")) == [("Vortrag", None)]
    with override("en"):
        assert list(map(str, agenda_states([event])[event.pk].differences)) == ["18:30 Vortrag: is left out"]


def test_an_item_is_visible_from_its_release_until_a_version_without_it(event):
    item = event.agenda_items.get(position=5)

    def is_visible():
        listed = AgendaItem.objects.visible_to(None).filter(pk=item.pk).exists()
        assert listed == item.is_visible()
        return listed

    assert not is_visible()
    release_agenda(event, "Eins.")
    assert is_visible()
    event.withdraw()
    item.event.refresh_from_db()
    assert not is_visible()


def test_a_copied_event_takes_the_draft_along_and_no_version(event):
    release_agenda(event, "Eins.")
    copy = copy_event(event)
    assert copy.agenda_items.count() == 2
    assert not copy.agenda_releases.exists()


def test_who_released_it_may_leave(event, planner_user):
    release = release_agenda(event, "Eins.", planner_user)
    planner_user.delete()
    release.refresh_from_db()
    assert release.released_by is None


def test_an_event_takes_its_versions_along_when_it_is_deleted(event):
    release_agenda(event, "Eins.")
    event.delete()
    assert not ReleasedItem.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_how_agendas_stand_takes_two_queries_for_any_number_of_events(django_assert_num_queries, count):
    events = [make.event() for _ in range(count)]
    for event in events:
        make.agenda_item(event)
        make.agenda_item(event, released=False, title="Neu")
    with django_assert_num_queries(2):
        states = agenda_states(events)
    assert [len(state.differences) for state in states.values()] == [1] * count
