"""Feeds of new versions: of one event's agenda, and of all."""

import xml.etree.ElementTree as ElementTree

import pytest

from events.release import release_agenda
from tests import make

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
ALL = "/en/feeds/programm.atom"
ONE = "/en/veranstaltungen/kreis-2/programm.atom"


@pytest.fixture
def released(coming):
    """An edition a week ahead, the agenda of which has two versions."""
    item = make.agenda_item(coming, title="Rede", start="18:30")
    make.agenda_item(coming, title="Pause", start="19:00", position=1).delete()
    item.start, item.title = "19:00", "Vortrag"
    item.save()
    release_agenda(coming, "Die Pause entfällt.")
    return coming


def read(browser, address):
    response = browser.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 (written by ourselves a moment ago)


def entries(feed, part):
    return [entry.findtext(f"{ATOM}{part}") for entry in feed.findall(f"{ATOM}entry")]


@pytest.mark.parametrize("address", [ALL, ONE])
def test_a_feed_tells_of_each_version_what_is_new_in_words(visitor, released, address):
    feed = read(visitor, address)
    assert entries(feed, "title") == ["Agenda of “2. Kreis”, Version 2", "Agenda of “2. Kreis”, Version 1"]
    assert entries(feed, "summary") == [
        (
            "Die Pause entfällt.\n19:00 Vortrag: moved (before: 18:30), changed (title, before: „Rede“)\n"
            "19:00 Pause: is left out"
        ),
        "Erste Fassung.",
    ]
    links = [entry.find(f"{ATOM}link").get("href") for entry in feed.findall(f"{ATOM}entry")]
    assert links[1] == "http://testserver/en/veranstaltungen/kreis-2/programm/1/"


def test_an_entry_keeps_its_id_when_the_event_gets_another_address(visitor, released):
    before = entries(read(visitor, ONE), "id")
    released.slug = "anders"
    released.save()
    assert entries(read(visitor, "/en/veranstaltungen/anders/programm.atom"), "id") == before
    assert len(set(before)) == 2
    assert all(each.startswith("urn:uuid:") for each in before)


def test_the_feed_of_an_event_tells_of_no_other(visitor, released):
    make.agenda_item(make.event(title="Anderes"))
    assert len(entries(read(visitor, ONE), "id")) == 2
    assert len(entries(read(visitor, ALL), "id")) == 3


def test_drafts_and_examples_are_in_no_common_feed(visitor, planner, released):
    make.agenda_item(make.event(title="Entwurf", published_at=None))
    make.agenda_item(make.event(title="Beispiel", is_example=True))
    for browser in (visitor, planner):
        titles = entries(read(browser, ALL), "title")
        assert titles == ["Agenda of “2. Kreis”, Version 2", "Agenda of “2. Kreis”, Version 1"]


def test_a_feed_can_be_subscribed_to_before_anything_is_released(visitor, coming):
    assert entries(read(visitor, ONE), "id") == entries(read(visitor, ALL), "id") == []


def test_characters_that_xml_cannot_hold_are_left_out(visitor, coming):
    make.agenda_item(coming, title="Vor\x0btrag")
    coming.agenda_items.update(title="Nach\x08trag")
    coming.title = "2.\x1f Kreis"
    coming.save()
    release_agenda(coming, "Zeichen\x0c.")
    assert entries(read(visitor, ONE), "title")[0] == "Agenda of “2. Kreis”, Version 2"
    assert entries(read(visitor, ALL), "summary")[0].startswith("Zeichen.\nNachtrag: changed")


def test_pages_lead_feed_readers_to_the_feed(visitor, released):
    link = '<link rel="alternate" type="application/atom+xml"'
    for address in ("veranstaltungen/kreis-2/", "veranstaltungen/kreis-2/programm/"):
        html = visitor.get(f"/en/{address}").content.decode()
        assert link in html
        assert f'href="{ONE}"' in html
    html = visitor.get("/en/veranstaltungen/").content.decode()
    assert link in html
    assert f'href="{ALL}"' in html


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_feed_takes_the_same_queries_for_any_number_of_versions(
    visitor, coming, django_assert_num_queries, count
):
    item = make.agenda_item(coming)
    for n in range(1, count):
        coming.agenda_items.filter(pk=item.pk).update(title=f"Vortrag {n}")
        release_agenda(coming, f"Fassung {n}")
    with django_assert_num_queries(3):
        assert len(entries(read(visitor, ONE), "id")) == min(count, 30)
    with django_assert_num_queries(2):
        assert len(entries(read(visitor, ALL), "id")) == min(count, 30)
