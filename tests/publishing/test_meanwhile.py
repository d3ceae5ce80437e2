"""Two people have the same form open: the second sees what the first has saved, and nothing of either is lost."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections

from events.models import AgendaItem
from klimakreise.publishing import opened
from tests import make
from tests.conftest import logged_in
from tests.files import picture
from tests.typed import faults, part, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(db):
    """The browser of a second member of the planning team."""
    return logged_in(make.person(email="paul@example.org", name="Paul Plan", is_planner=True))


def change(thing):
    return f"/verwaltung/{thing._meta.app_label}/{thing._meta.model_name}/{thing.pk}/change/"


def save(browser, page, **changes):
    return browser.post(page.request["PATH_INFO"], typed(page, **changes))


def test_the_second_sees_both_versions_and_nothing_is_saved_yet(planner, colleague):
    event = make.event(motto="Gemeinsam", purpose="Wozu")
    mine, theirs = planner.get(change(event)), colleague.get(change(event))
    assert save(colleague, theirs, motto="Zusammen stark").status_code == 302
    answer = save(planner, mine, motto="Alle zusammen", purpose="Darum")
    event.refresh_from_db()
    assert (event.motto, event.purpose) == ("Zusammen stark", "Wozu")
    assert "Paul Plan" in answer.text
    meanwhile = answer.context["meanwhile"]
    assert [(name, theirs) for name, _label, theirs, _mine in meanwhile.both] == [("motto", "Zusammen stark")]
    assert "Alle" in meanwhile.both[0][3]
    form = answer.context["adminform"].form
    assert (form["motto"].value(), form["purpose"].value()) == ("Alle zusammen", "Darum")


def test_saving_again_keeps_mine_and_what_only_they_changed(planner, colleague):
    event = make.event(motto="Gemeinsam", purpose="Wozu", scope="Was")
    mine, theirs = planner.get(change(event)), colleague.get(change(event))
    save(colleague, theirs, motto="Ihres", scope="Ihr Rahmen")
    answer = save(planner, mine, motto="Meines", purpose="Mein Zweck")
    assert [theirs for _label, theirs in answer.context["meanwhile"].taken] == ["Ihr Rahmen"]
    assert save(planner, answer).status_code == 302
    event.refresh_from_db()
    assert (event.motto, event.purpose, event.scope) == ("Meines", "Mein Zweck", "Ihr Rahmen")


def test_a_tick_takes_theirs(planner, colleague):
    event = make.event(motto="Gemeinsam", purpose="Wozu")
    mine, theirs = planner.get(change(event)), colleague.get(change(event))
    save(colleague, theirs, motto="Ihres")
    answer = save(planner, mine, motto="Meines", purpose="Mein Zweck")
    assert save(planner, answer, _theirs=["motto"]).status_code == 302
    event.refresh_from_db()
    assert (event.motto, event.purpose) == ("Ihres", "Mein Zweck")


def test_two_logos_are_told_apart_without_their_names_on_the_disk(planner, colleague):
    group = make.group(name="Radverein")
    mine, theirs = planner.get(change(group)), colleague.get(change(group))
    logos = [SimpleUploadedFile(f"{name}.png", picture(size=(40, 20))) for name in ("ihres", "meines")]
    save(colleague, theirs, logo=logos[0], logo_alt="Ein Rad")
    answer = save(planner, mine, logo=logos[1], logo_alt="Ein Rad")
    told = [row[1:] for row in answer.context["meanwhile"].both]
    assert told == [("Logo", "eine andere Datei", "meines.png")]


def test_a_third_version_is_shown_again(planner, colleague):
    event = make.event(motto="Gemeinsam")
    mine = planner.get(change(event))
    save(colleague, colleague.get(change(event)), motto="Ihres")
    answer = save(planner, mine, motto="Meines")
    save(colleague, colleague.get(change(event)), motto="Noch eins")
    again = save(planner, answer)
    assert again.context["meanwhile"].both[0][2] == "Noch eins"
    event.refresh_from_db()
    assert event.motto == "Noch eins"


def test_the_same_change_by_both_is_no_question(planner, colleague):
    event = make.event(motto="Gemeinsam")
    mine, theirs = planner.get(change(event)), colleague.get(change(event))
    save(colleague, theirs, motto="Zusammen")
    answer = save(planner, mine, motto="Zusammen")
    assert answer.context["meanwhile"].both == []


def test_saving_after_saving_is_no_conflict(planner):
    event = make.event(motto="Gemeinsam")
    make.agenda_item(event)
    for motto in ("Eins", "Zwei"):
        assert save(planner, planner.get(change(event)), motto=motto).status_code == 302


def test_an_error_of_mine_does_not_look_like_a_conflict(planner):
    event = make.event()
    answer = save(planner, planner.get(change(event)), title="")
    assert answer.context["meanwhile"] is None
    assert "title" in faults(answer)
    assert save(planner, answer, title="Besser").status_code == 302


def test_parts_that_both_changed_are_told_apart(planner, colleague):
    event = make.event()
    for title in ("Erster", "Zweiter"):
        make.agenda_item(event, title=title, position=len(title))
    mine, theirs = planner.get(change(event)), colleague.get(change(event))
    save(
        colleague,
        theirs,
        **part("agenda_items", 0, title="Ihrer"),
        **part("agenda_items", 1, presenter="Sie"),
    )
    answer = save(
        planner,
        mine,
        **part("agenda_items", 0, title="Meiner"),
        **part("agenda_items", 1, title="Auch meiner"),
    )
    assert [row[2] for row in answer.context["meanwhile"].both] == ["Ihrer"]
    assert save(planner, answer).status_code == 302
    assert set(event.agenda_items.values_list("title", "presenter")) == {
        ("Meiner", ""),
        ("Auch meiner", "Sie"),
    }


def test_a_part_that_they_added_stays_and_so_does_mine(planner, colleague):
    event = make.event()
    make.agenda_item(event, title="Erster", position=1)
    mine, theirs = planner.get(change(event)), colleague.get(change(event))
    new = {"agenda_items-TOTAL_FORMS": "2"}
    save(colleague, theirs, **new, **part("agenda_items", 1, title="Ihrer", kind="talk"))
    answer = save(planner, mine, **new, **part("agenda_items", 1, title="Meiner", kind="talk"))
    assert "Ihrer" in answer.context["meanwhile"].added[0]
    assert save(planner, answer).status_code == 302
    assert sorted(event.agenda_items.values_list("title", flat=True)) == ["Erster", "Ihrer", "Meiner"]


def test_a_part_that_they_deleted_comes_back_only_with_what_i_typed(planner, colleague):
    event = make.event()
    for position, title in enumerate(("Erster", "Zweiter", "Dritter"), 1):
        make.agenda_item(event, title=title, position=position)
    mine = planner.get(change(event))
    AgendaItem.objects.filter(title__in=["Erster", "Zweiter"]).delete()
    answer = save(planner, mine, **part("agenda_items", 1, presenter="Radverein"))
    assert answer.context["meanwhile"].gone == [
        ("Programmpunkt „Erster“", False),
        ("Programmpunkt „Zweiter“", True),
    ]
    assert save(planner, answer).status_code == 302
    assert set(event.agenda_items.values_list("title", "presenter")) == {
        ("Dritter", ""),
        ("Zweiter", "Radverein"),
    }


def test_relations_and_choices_are_compared_too(planner, colleague):
    measure, result = make.measure(), make.result(make.circle(make.event()), text="Ein Radweg")
    office = make.department(name="Tiefbauamt")
    mine, theirs = planner.get(change(measure)), colleague.get(change(measure))
    save(colleague, theirs, results=[str(result.pk)], department=str(office.pk))
    answer = save(planner, mine, title="Meiner")
    taken = [theirs for _label, theirs in answer.context["meanwhile"].taken]
    assert sorted(taken) == ["Tiefbauamt", "Vereinbarung: Ein Radweg"]
    save(planner, answer)
    measure.refresh_from_db()
    assert (measure.title, measure.department, measure.results.get()) == ("Meiner", office, result)


def test_publishing_meanwhile_is_no_conflict_and_stays(planner, colleague):
    event = make.event(published_at=None)
    mine = planner.get(change(event))
    event.publish()
    assert save(planner, mine, motto="Neu").status_code == 302
    event.refresh_from_db()
    assert (event.motto, event.is_published) == ("Neu", True)


def test_nonsense_in_place_of_the_fingerprints_is_no_error(planner):
    event = make.event()
    page = planner.get(change(event))
    for sent in ("x", "[]", "{}", '{"": 1}', '{"": [["title"], {"1": 2}]}', "9" * 600_000):
        assert save(planner, page, _opened_with=sent).status_code in {200, 302}


def test_what_is_sent_along_stays_small(planner):
    event = make.event()
    for number in range(100):
        make.material(event, title=f"Folien {number}")
    assert len(planner.get(change(event)).context["opened_with"]) < 15_000


def test_a_value_has_one_fingerprint_in_whatever_form():
    assert opened.fingerprint(None) == opened.fingerprint("") == opened.fingerprint([])
    assert opened.fingerprint("a\r\nb") == opened.fingerprint(["a", "b"])
    assert opened.fingerprint(5) == opened.fingerprint("5") != opened.fingerprint("6")


@pytest.mark.trust
@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_the_same_moment_one_is_asked(planner, colleague):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory has one connection")
    event = make.event(motto="Gemeinsam")
    pages = {browser: browser.get(change(event)) for browser in (planner, colleague)}
    start, answers = threading.Barrier(2), []

    def at_once(browser, motto):
        start.wait()
        answers.append(save(browser, pages[browser], motto=motto).status_code)
        connections.close_all()

    threads = [
        threading.Thread(target=at_once, args=pair) for pair in ((planner, "Eins"), (colleague, "Zwei"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 302]
