"""How the planning team releases an agenda: what the form of the event says, and the page that shows what is new."""

import re

import pytest

from events.models import Event
from events.release import release_agenda
from klimakreise.publishing.models import AuditRecord, Entry
from tests import make
from tests.pages import plain
from tests.typed import typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """A published event with a draft of one item."""
    event = make.event(title="3. Kreis")
    make.agenda_item(event, released=False, title="Begrüßung", position=1)
    return event


def address(event, act="change"):
    return f"/en/verwaltung/events/event/{event.pk}/{act}/"


def state(planner, event):
    """What stands above the agenda on the form of the event."""
    html = planner.get(address(event)).content.decode()
    found = re.search(r'<p class="description agenda-state">.*?</p>', html, re.DOTALL)
    return found and re.sub(r"\d+/\d+/20\d\d|\d+ \w+ 20\d\d|\d\d:\d\d", "…", plain(found[0]))


def main(response):
    html = response.content.decode()
    return plain(html[html.index("<main") :])


def release(planner, event, note="Die erste.", **more):
    seen = planner.get(address(event, "release")).context["state"].fingerprint
    return planner.post(address(event, "release"), {"note": note, "seen": seen, **more}, follow=True)


def test_the_form_says_how_the_draft_stands_to_what_was_released(planner, event):
    assert state(planner, event) == (
        "Not released yet: only the planning team sees this agenda. Look through and release"
    )
    release_agenda(event, "Eins.")
    assert (
        state(planner, event) == "Version 1 was released on … at …. Nothing has changed since. All versions"
    )
    event.agenda_items.update(title="Anfang")
    assert state(planner, event) == (
        "Version 1 was released on … at …. Changed since: 1 item. Look through and release All versions"
    )


def test_the_form_of_an_event_without_an_agenda_says_nothing_of_it(planner):
    assert state(planner, make.event()) is None
    assert planner.get("/en/verwaltung/events/event/add/").status_code == 200


def test_the_page_tells_in_words_what_is_new_and_releases_it(planner, visitor, event):
    release_agenda(event, "Eins.")
    event.agenda_items.update(title="Anfang")
    make.agenda_item(event, released=False, title="Vortrag", position=2, start="18:30")
    text = main(planner.get(address(event, "release")))
    assert "New since version 1 Anfang: changed (title, before: „Begrüßung“) 18:30 Vortrag: new" in text
    assert "This is going to be version 2" in text
    answer = release(planner, event, "Ein Vortrag kam dazu.")
    assert "3. Kreis: version 2 of the agenda is released." in main(answer)
    version = event.agenda_releases.get(number=2)
    assert (version.note, version.released_by.email) == ("Ein Vortrag kam dazu.", "planung@example.org")
    assert "Ein Vortrag kam dazu." in visitor.get(version.get_absolute_url()).content.decode()
    record = AuditRecord.objects.get(detail="Fassung 2")
    assert (record.act, record.key, record.actor) == ("released", str(event.pk), version.released_by.pk)


def test_the_page_asks_about_what_begins_before_the_item_above_it(planner, event):
    make.agenda_item(event, released=False, title="Kreise", position=2, start="18:05")
    question = "Is the order right? These begin before what stands above them: 17:45 Vortrag"
    talk = make.agenda_item(event, released=False, title="Vortrag", position=3, start="17:45")
    assert question in main(planner.get(address(event, "release")))
    talk.start = "18:30"
    talk.save()
    assert "Is the order right?" not in main(planner.get(address(event, "release")))


def test_the_first_version_needs_no_comparison(planner, event):
    text = main(planner.get(address(event, "release")))
    assert "Until now only the planning team sees the agenda. With its first version everyone does." in text
    assert "(new)" not in text


def test_without_a_note_it_is_refused_and_the_page_stays(planner, event):
    answer = release(planner, event, note="  ")
    assert "Say in a sentence what is new in this version." in main(answer)
    assert not event.agenda_releases.exists()


def test_what_somebody_else_changed_meanwhile_is_shown_before_it_is_released(planner, event):
    seen = planner.get(address(event, "release")).context["state"].fingerprint
    event.agenda_items.update(title="Von jemand anderem")
    answer = planner.post(address(event, "release"), {"note": "Meine Notiz.", "seen": seen})
    text = main(answer)
    assert "Somebody has changed the agenda meanwhile. Please look through it again." in text
    assert "Von jemand anderem" in text
    assert "Meine Notiz." in text
    assert not event.agenda_releases.exists()
    assert "is released" in main(release(planner, event, "Meine Notiz."))


def test_without_a_change_there_is_nothing_to_release(planner, event):
    release_agenda(event, "Eins.")
    answer = planner.get(address(event, "release"))
    assert "Nothing has changed since version 1." in main(answer)
    assert 'type="submit" class="default"' not in answer.content.decode()
    assert event.agenda_releases.count() == 1


def test_a_forged_or_empty_form_releases_nothing(planner, event):
    for data in ({}, {"note": "x"}, {"note": "x", "seen": "falsch"}, {"note": "x" * 100_000, "seen": "\x00"}):
        assert planner.post(address(event, "release"), data).status_code == 200
    assert not event.agenda_releases.exists()


def test_an_agenda_that_is_empty_cannot_be_released(planner):
    event = make.event()
    assert "The agenda is empty; there is nothing to release." in main(planner.get(address(event, "release")))
    assert planner.post(address(event, "release"), {"note": "x", "seen": ""}).status_code == 200
    assert not event.agenda_releases.exists()


def test_only_planners_release(visitor, participant, city, speaker, planner, event):
    for browser in (visitor, participant, city, speaker):
        assert browser.post(address(event, "release"), {"note": "x"}).status_code in {302, 403}
    assert not event.agenda_releases.exists()
    assert planner.get(address(event, "release")).status_code == 200


def test_an_event_published_with_an_agenda_that_nobody_sees_says_so(planner, event):
    event.withdraw()
    data = typed(planner.get(address(event)), _save="publish")
    text = main(planner.post(address(event), data, follow=True))
    assert "The agenda is not seen yet: release it." in text
    assert Event.objects.get().is_published


def test_a_release_for_a_draft_says_when_it_is_seen(planner, event):
    event.withdraw()
    text = main(release(planner, event))
    assert "version 1 of the agenda is released. It is seen as soon as the event is published." in text


def test_saving_the_draft_of_an_agenda_is_no_change_for_readers(planner, event):
    item = event.agenda_items.get()
    data = typed(planner.get(address(event)), **{"agenda_items-0-title": "Noch nicht öffentlich"})
    planner.post(address(event), data)
    item.refresh_from_db()
    assert item.title == "Noch nicht öffentlich"
    assert not Entry.objects.exists()
    planner.post(address(event), typed(planner.get(address(event)), motto="Öffentlich"))
    assert list(Entry.objects.values_list("act", flat=True)) == ["changed"]
