"""The index follows what is published, changed and withdrawn; nothing that must not be seen is ever found."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from events.release import release_agenda
from klimakreise.publishing.models import Entry
from klimakreise.site.models import CityFact, SearchCursor, SearchEntry, SearchWord
from klimakreise.site.search.asking import Question
from klimakreise.site.search.finding import find
from klimakreise.site.search.keeping import catch_up, compare
from tests import make

pytestmark = pytest.mark.django_db


def titles(text):
    return [entry.title for entry in find(Question.of(text)).entries]


def test_the_first_run_indexes_everything_and_the_next_only_what_changed():
    make.topic(title="Moor")
    assert catch_up() == 1
    assert catch_up() == 0
    assert titles("Moor") == ["Moor"]


def test_what_is_published_changed_and_withdrawn_is_followed():
    compare()
    topic = make.topic(title="Moor", published_at=None)
    catch_up()
    assert titles("Moor") == []
    topic.publish()
    catch_up()
    assert titles("Moor") == ["Moor"]
    topic.title = "Heide"
    topic.save()
    Entry.record(topic, Entry.Act.CHANGED)
    catch_up()
    assert (titles("Moor"), titles("Heide")) == ([], ["Heide"])
    topic.withdraw()
    assert titles("Heide") == []
    catch_up()
    assert SearchEntry.objects.count() == 0


def test_of_an_agenda_only_its_newest_version_is_found_and_nothing_of_the_draft():
    event = make.event(title="Abend")
    item = make.agenda_item(event, title="Moor")
    make.agenda_item(event, released=False, title="Torf")
    compare()
    assert (titles("Moor"), titles("Torf")) == (["Moor"], [])
    event.agenda_items.filter(pk=item.pk).update(title="Heide")
    compare()
    assert (titles("Moor"), titles("Heide")) == (["Moor"], [])
    release_agenda(event, "Die Heide statt des Moors, dazu Torf.")
    catch_up()
    assert [titles(word) for word in ("Moor", "Heide", "Torf")] == [[], ["Heide"], ["Torf"]]


def test_what_hangs_on_an_event_comes_and_goes_with_it():
    compare()
    event = make.event(title="Abend", published_at=None)
    circle = make.circle(event, title="Moor", topic=make.topic(title="Torf"))
    make.result(circle, text="Das Moor wird nass.")
    make.agenda_item(event, title="Moor")
    make.material(event, title="Moor")
    make.protocol(event, summary="Moor.").sections.create(heading="Moor", text="Nass.")
    event.publish()
    catch_up()
    assert len(titles("Moor")) == 6
    event.withdraw()
    assert titles("Moor") == []
    assert find(Question.of("Moor")).total == 0
    catch_up()
    assert SearchEntry.objects.exclude(title="Torf").count() == 0


def test_a_renamed_event_is_named_anew_at_what_belongs_to_it():
    event = make.event(title="Abend")
    make.circle(event, title="Moor")
    compare()
    event.title = "Nacht"
    event.save()
    Entry.record(event, Entry.Act.CHANGED)
    catch_up()
    assert find(Question.of("Moor")).entries[0].note == "Nacht"


def test_what_is_scheduled_is_found_from_its_moment_on_without_any_run():
    compare()
    topic = make.topic(title="Moor", published_at=None)
    topic.publish(at=timezone.now() + datetime.timedelta(hours=1))
    catch_up()
    assert titles("Moor") == []
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=61)):
        assert titles("Moor") == ["Moor"]


def test_what_was_published_and_put_off_is_gone_at_once():
    topic = make.topic(title="Moor")
    compare()
    topic.publish(at=timezone.now() + datetime.timedelta(hours=1))
    assert titles("Moor") == []


def test_a_cancelled_event_is_still_found_with_its_reason():
    event = make.event(title="Abend")
    compare()
    event.cancel("Hochwasser")
    catch_up()
    assert titles("Hochwasser") == ["Abend"]


def test_what_is_deleted_is_gone_at_once():
    topic = make.topic(title="Moor")
    make.topic(title="Moor")
    compare()
    topic.delete()
    assert find(Question.of("Moor")).total == 1


def test_facts_of_the_city_write_no_journal_and_are_followed_all_the_same():
    compare()
    fact = make.make(CityFact, kind="goal", title="Klimaneutral", text="Bis 2035.")
    catch_up()
    assert titles("klimaneutral") == ["Klimaneutral"]
    fact.delete()
    catch_up()
    assert SearchEntry.objects.count() == 0


def test_a_line_of_the_journal_that_comes_late_is_not_missed():
    """Its transaction took its number before another one, and ended after it."""
    compare()
    late, early = make.topic(title="Moor"), make.topic(title="Heide")
    line = Entry.record(late, Entry.Act.PUBLISHED)
    number, _ = line.pk, line.delete()
    Entry.record(early, Entry.Act.PUBLISHED)
    catch_up()
    assert (titles("Heide"), titles("Moor")) == (["Heide"], [])
    line.pk = number
    line.save(force_insert=True)
    catch_up()
    assert titles("Moor") == ["Moor"]


def test_old_lines_are_not_read_again():
    topic = make.topic(title="Moor")
    Entry.record(topic, Entry.Act.PUBLISHED)
    last = Entry.record(topic, Entry.Act.CHANGED)
    Entry.objects.update(at=timezone.now() - datetime.timedelta(minutes=6))
    compare()
    assert SearchCursor.objects.get().position == last.pk


def test_rebuilding_twice_changes_nothing_the_second_time(capsys):
    make.topic(title="Moor")
    call_command("rebuild_search")
    assert capsys.readouterr().out.endswith("1 entries changed.\n")
    call_command("rebuild_search")
    assert capsys.readouterr().out.endswith("0 entries changed.\n")


def test_comparing_forgets_the_words_that_stand_nowhere_any_more():
    topic = make.topic(title="Moor")
    compare()
    assert SearchWord.objects.filter(form="moor").exists()
    topic.withdraw()
    compare()
    assert not SearchWord.objects.exists()
