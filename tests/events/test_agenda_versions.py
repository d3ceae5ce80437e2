"""What readers see of a released agenda: the newest version with its marks, all versions, and each of them."""

import re

import pytest

from events.release import release_agenda
from tests import make
from tests.events.reading import page
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def twice_released(coming):
    """An edition that is a week ahead, the agenda of which was released, changed and released again."""
    texts = {"Begrüßung": "18:00", "Die Wärmeplanung": "18:15", "Imbiss": "18:45", "Kreise": "19:00"}
    items = {
        title: make.agenda_item(coming, released=False, title=title, start=start, position=n)
        for n, (title, start) in enumerate(texts.items(), 1)
    }
    release_agenda(coming, "Erste Fassung.")
    items["Imbiss"].delete()
    items["Kreise"].start = "19:30"
    items["Kreise"].save()
    items["Die Wärmeplanung"].title = "Wie die Stadt heizt"
    items["Die Wärmeplanung"].save()
    make.agenda_item(coming, released=False, title="Gespräch", start="19:00", position=4)
    items["Kreise"].position = 5
    items["Kreise"].save()
    release_agenda(coming, "Mehr Zeit für das *Gespräch*.")
    return coming


def times(text):
    """The text with D for each day and T for the time of the release."""
    return re.sub(r"\d+ [A-Z][a-z]+ 20\d\d", "D", text)


def test_before_the_event_the_agenda_says_what_is_new_moved_changed_and_cancelled(visitor, twice_released):
    assert times(page(visitor, twice_released, "agenda")) == (
        "Agenda Version 2 of D: Mehr Zeit für das *Gespräch*. "
        "18:00 Begrüßung Talk "
        "18:15 Wie die Stadt heizt changed title, before: „Die Wärmeplanung“ Talk "
        "18:45 Imbiss is left out "
        "19:00 Gespräch new Talk "
        "19:30 Kreise moved before: 19:00 Talk"
    )
    html = visitor.get(twice_released.get_absolute_url()).content.decode()
    assert "<s>Imbiss</s>" in html


def test_a_cancelled_item_without_a_time_stands_behind_what_it_stood_behind(visitor, coming):
    items = [make.agenda_item(coming, title=title, position=n) for n, title in enumerate("ABCD", 1)]
    items[1].delete()
    items[0].position = 9
    items[0].save()
    release_agenda(coming, "Zwei.")
    assert "1 C Talk 2 D Talk 3 A moved Talk – B is left out" in page(visitor, coming, "agenda")


def test_the_only_version_is_named_before_the_event_and_marks_nothing(visitor, coming):
    make.agenda_item(coming, title="Begrüßung")
    text = times(page(visitor, coming, "agenda"))
    assert text == "Agenda Version 1 of D: Erste Fassung. 1 Begrüßung Talk"


def test_after_the_event_nothing_is_marked_and_the_versions_stay_linked(visitor, twice_released):
    twice_released.date = "2021-12-08"
    twice_released.save()
    assert times(page(visitor, twice_released, "agenda")) == (
        "Agenda Version 2 of D: Mehr Zeit für das *Gespräch*. 18:00 Begrüßung Talk "
        "18:15 Wie die Stadt heizt Talk 19:00 Gespräch Talk 19:30 Kreise Talk"
    )


def test_of_a_documented_event_with_one_version_no_version_is_named(visitor, held):
    assert "Version" not in page(visitor, held, "agenda")


def test_what_is_not_released_is_seen_by_nobody_and_the_planning_team_is_told(
    visitor, participant, planner, coming
):
    make.agenda_item(coming, title="Begrüßung")
    make.agenda_item(coming, released=False, title="Noch geheim")
    for browser in (visitor, participant):
        text = page(browser, coming, "agenda")
        assert "Noch geheim" not in text
        assert "not released" not in text
    text = page(planner, coming, "agenda")
    assert (
        "1 change is not released yet; only the planning team knows of it. Look through and release" in text
    )
    assert "Noch geheim" not in text


def test_an_agenda_that_was_never_released_is_shown_to_the_planning_team_alone(visitor, planner, coming):
    make.agenda_item(coming, released=False, title="Noch geheim")
    assert page(visitor, coming, "agenda") == "Agenda The agenda is still to come."
    assert page(planner, coming, "agenda") == (
        "Agenda draft This agenda is not released yet; only the planning team sees it. Look through and release "
        "1 Noch geheim Talk"
    )


def test_material_of_an_item_that_is_not_in_the_agenda_stands_with_the_other_material(visitor, held):
    item = make.agenda_item(held, released=False, title="Noch geheim")
    make.material(held, agenda_item=item, title="Folien dazu")
    assert "Further material Folien dazu" in page(visitor, held, "sources")
    assert "Noch geheim" not in page(visitor, held)


def test_all_versions_are_listed_with_what_was_new_in_each(visitor, twice_released):
    response = visitor.get("/en/veranstaltungen/kreis-2/programm/")
    text = re.sub(r"at \d\d:\d\d", "at T", times(words(response)))
    assert text.split("feed (Atom) tells of new ones. ")[1] == (
        "What people wrote is shown in German, the language it was written in. "
        "D Version 2 current released at T 4 agenda items Mehr Zeit für das *Gespräch*. "
        "18:15 Wie die Stadt heizt changed title, before: „Die Wärmeplanung“ 19:00 Gespräch new "
        "19:30 Kreise moved before: 19:00 18:45 Imbiss is left out "
        "D Version 1 released at T 4 agenda items Erste Fassung."
    )


def test_an_event_without_a_version_says_so_there(visitor, coming):
    make.agenda_item(coming, released=False, title="Noch geheim")
    text = words(visitor.get("/en/veranstaltungen/kreis-2/programm/"))
    assert text.endswith("The agenda is still to come.")


def test_an_old_version_stays_readable_and_leads_to_the_current_one(visitor, twice_released):
    response = visitor.get("/en/veranstaltungen/kreis-2/programm/1/")
    text = words(response)
    assert "This version is out of date The current agenda is version 2." in text
    assert words(response, "agenda") == (
        "Agenda 18:00 Begrüßung Talk 18:15 Die Wärmeplanung Talk 18:45 Imbiss Talk 19:00 Kreise Talk"
    )
    html = response.content.decode()
    assert 'href="/en/veranstaltungen/kreis-2/programm/2/"' in html
    assert '<meta name="robots" content="noindex">' in html


def test_the_current_version_leads_to_the_event(visitor, twice_released):
    response = visitor.get("/en/veranstaltungen/kreis-2/programm/2/")
    assert "This is the current version" in words(response)
    assert "out of date" not in words(response)
    assert 'href="/en/veranstaltungen/kreis-2/#agenda"' in response.content.decode()


@pytest.mark.parametrize("number", [0, 3, 99999, 10**30])
def test_a_version_that_there_is_not_is_not_found(visitor, twice_released, number):
    assert visitor.get(f"/veranstaltungen/kreis-2/programm/{number}/").status_code == 404
    assert visitor.get("/veranstaltungen/kreis-2/programm/2/").status_code == 200


def test_the_versions_of_a_draft_are_not_found(visitor, planner, twice_released):
    twice_released.withdraw()
    for address in ("programm/", "programm/1/", "programm.atom"):
        assert visitor.get(f"/veranstaltungen/kreis-2/{address}").status_code == 404
        assert planner.get(f"/veranstaltungen/kreis-2/{address}").status_code == 200


def test_markup_in_a_version_is_shown_as_text(visitor, coming):
    make.agenda_item(coming, title="<script>alert(1)</script>", presenter="<b>fett</b>")
    coming.agenda_items.update(title="<script>alert(2)</script>", presenter="<i>schief</i>")
    release_agenda(coming, "<script>alert(3)</script>")
    for address in ("", "programm/", "programm/1/", "programm/2/"):
        html = visitor.get(f"/veranstaltungen/kreis-2/{address}").content.decode()
        assert "&lt;script&gt;" in html
        assert not re.search(r"<script>alert|<b>fett|<i>schief", html)


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_list_of_versions_takes_three_queries_and_a_version_two(
    visitor, coming, django_assert_num_queries, count
):
    item = make.agenda_item(coming)
    for n in range(1, count):
        coming.agenda_items.filter(pk=item.pk).update(title=f"Vortrag {n}")
        release_agenda(coming, f"Fassung {n}")
    visitor.get("/veranstaltungen/kreis-2/programm/")
    with django_assert_num_queries(3):
        html = visitor.get("/veranstaltungen/kreis-2/programm/").content.decode()
    assert html.count("rows__title") == count
    with django_assert_num_queries(2):
        assert "Erste Fassung." in words(visitor.get("/veranstaltungen/kreis-2/programm/1/"))
