"""The admin in a real browser: order by keyboard, no complaint of the console, no barrier, nothing too wide."""

import io

import pytest
from pypdf import PdfWriter

from events.models import Event, EventMailText, Reminder
from klimakreise.accounts.models import User
from tests import make
from tests.browsing import Window, go_by
from tests.world import World

pytestmark = pytest.mark.browser


@pytest.fixture
def planners_window(browser, live_server, planner):
    """Opens a window in which the planner is logged in."""
    return lambda **options: Window(browser, live_server, planner, **options)


def slides():
    writer, file = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(file)
    return {"name": "folien.pdf", "mimeType": "application/pdf", "buffer": file.getvalue()}


def titles(page):
    """The titles of the agenda as they stand on the form, with their positions."""
    rows = page.locator("#agenda_items-group .inline-related:not(.empty-form)").all()
    return [
        (row.locator("[name$=-position]").input_value(), row.locator("[name$=-title]").input_value())
        for row in rows
    ]


def press(page, name):
    go_by(page.get_by_role("button", name=name, exact=True))


def add_item(page, kind, title):
    page.locator("#agenda_items-group .add-row a").press("Enter")
    row = page.locator("#agenda_items-group .inline-related:not(.empty-form)").last
    row.locator("[name$=-kind]").select_option(kind)
    row.locator("[name$=-title]").fill(title)
    return page.locator(f"#{row.get_attribute('id')}")


def test_a_planner_writes_an_event_orders_its_agenda_by_keyboard_and_publishes_it(
    planners_window, transactional_db
):
    make.series(slug="klimakreise", title="Klimakreise")
    window = planners_window()
    page = window.open("/en/verwaltung/")
    go_by(page.get_by_role("link", name="New event"))
    page.fill("[name=date]", "3.12.2026")
    add_item(page, "talk", "Die Wärmeplanung")
    add_item(page, "closing", "Ausklang")
    intro = add_item(page, "intro", "Begrüßung")
    for _ in range(3):  # once more than needed: the first stays the first
        intro.get_by_role("button", name="Move up").press("Enter")
    assert titles(page) == [("1", "Begrüßung"), ("2", "Die Wärmeplanung"), ("3", "Ausklang")]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Move up"
    press(page, "Save and continue editing")

    assert titles(page) == [("1", "Begrüßung"), ("2", "Die Wärmeplanung"), ("3", "Ausklang")]
    page.get_by_role("button", name="Move down: Die Wärmeplanung").click()
    page.locator("#materials-group .add-row a").click()
    page.set_input_files("[name=materials-0-file]", slides())
    page.fill("[name=materials-0-text_alternative]", "Woher die Wärme kommt.")
    page.select_option("[name=materials-0-agenda_item]", label="Die Wärmeplanung")
    press(page, "Save and continue editing")
    assert titles(page) == [("1", "Begrüßung"), ("2", "Ausklang"), ("3", "Die Wärmeplanung")]
    go_by(page.get_by_role("link", name="Preview", exact=True))
    assert page.get_by_role("heading", level=1).inner_text() == "1. Klimakreise"
    page.go_back()

    press(page, "Save and publish")
    assert page.locator(".messagelist").inner_text().startswith("1. Klimakreise: published.")
    event = Event.objects.get()
    assert event.is_published
    assert event.materials.get().agenda_item.title == "Die Wärmeplanung"
    assert window.complaints == []


def test_removing_a_new_item_after_moving_it_keeps_the_saved_ones_in_place(planners_window, transactional_db):
    event = make.event()
    make.agenda_item(event, title="Erster", position=1)
    make.agenda_item(event, title="Zweiter", position=2)
    page = planners_window().open(f"/en/verwaltung/events/event/{event.pk}/change/")
    mistake, new = add_item(page, "talk", "Irrtum"), add_item(page, "talk", "Neuer")
    for _ in range(3):
        new.get_by_role("button", name="Move up").press("Enter")
    assert titles(page)[0] == ("1", "Neuer")
    mistake.locator(".inline-deletelink").click()
    assert titles(page) == [("1", "Neuer"), ("2", "Erster"), ("3", "Zweiter")]
    press(page, "Save")
    assert list(event.agenda_items.values_list("title", flat=True)) == ["Neuer", "Erster", "Zweiter"]


def test_the_form_works_without_script(planners_window, transactional_db):
    event = make.event()
    make.agenda_item(event, title="Erster", position=1)
    page = planners_window(java_script_enabled=False).open(f"/en/verwaltung/events/event/{event.pk}/change/")
    go_by(page.locator("#agenda_items-group a[href*=extra]").first)
    page.fill("[name=agenda_items-1-title]", "Neuer")
    page.select_option("[name=agenda_items-1-kind]", "talk")
    page.fill("[name=agenda_items-1-position]", "0")
    press(page, "Save")
    assert list(event.agenda_items.values_list("title", flat=True)) == ["Neuer", "Erster"]


MAIN = ["/verwaltung/", "/verwaltung/events/event/", "/verwaltung/events/event/{event}/change/"]
MORE = [
    "/verwaltung/events/event/add/",
    "/verwaltung/events/event/{event}/cancel/",
    "/verwaltung/circles/measure/{measure}/change/",
    "/verwaltung/alliance/alliancegroup/import/",
    "/verwaltung/publishing/source/",
]
PEOPLE = [
    "/verwaltung/events/registration/?event={event}",
    "/verwaltung/events/registration/{gerda}/change/",
    "/verwaltung/events/registration/{gerda}/revise/",
    "/verwaltung/events/event/{event}/tell_moved/",
    "/verwaltung/events/eventmailtext/add/?event={event}&kind=seat&language=de",
    "/verwaltung/events/eventmailtext/{text}/change/",
    "/verwaltung/events/reminder/{reminder}/change/",
]


@pytest.mark.parametrize(
    ("width", "scheme", "paths"),
    [
        (320, "light", MAIN),
        (320, "dark", [*MAIN, *MORE]),
        (1280, "light", [*MAIN, *MORE]),
        (1280, "dark", MAIN),
    ],
)
def test_the_main_pages_have_no_barriers_and_no_complaints(
    planners_window, transactional_db, width, scheme, paths
):
    things = World().things
    window = planners_window(width=width, scheme=scheme)
    for path in paths:
        page = window.open(path.format(event=things["event"].pk, measure=things["measure"].pk))
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert window.barriers() == [], path
        assert window.overflow() <= 0, path
    assert window.complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_pages_about_registrations_have_no_barriers(planners_window, transactional_db, width, scheme):
    event = make.meeting()
    gerda = make.registration(event, name="Gerda Garten")
    text = make.make(EventMailText, event=event, kind="confirmed", subject="Ja, {name}", text="Bis dann.")
    reminder = make.make(Reminder, event=event)
    keys = {"event": event.pk, "gerda": gerda.pk, "text": text.pk, "reminder": reminder.pk}
    window = planners_window(width=width, scheme=scheme)
    for path in PEOPLE:
        window.open(path.format(**keys))
        assert window.barriers() == [], path
        assert window.overflow() <= 0, path
    page = window.open(PEOPLE[0].format(**keys))
    page.check(f"[name=_selected_action][value='{gerda.pk}']")
    press(page, "Den Angekreuzten schreiben")
    page.fill("[name=subject]", "Neues für {name}")
    page.fill("[name=text]", "Hallo {name}, es gibt Neues.")
    press(page, "Zeigen, wie es sich liest")
    assert "Hallo Gerda Garten, es gibt Neues." in page.locator("#example-de + p + div").inner_text()
    assert window.barriers() == []
    assert window.overflow() <= 0
    press(page, "Eine Mail senden")
    assert page.locator(".messagelist").inner_text() == "1 Mail ist unterwegs."
    assert window.complaints == []


def test_a_list_is_looked_at_before_it_is_written(planners_window, transactional_db):
    make.group(slug="adfc", name="ADFC")
    window = planners_window(width=320)
    page = window.open("/en/verwaltung/alliance/alliancegroup/")
    for text, heard in (("adfc;ADFC e. V.\nbund;BUND", "1 new, 1 changed"), ("adfc;\n", "Line 2, Name")):
        window.open("/en/verwaltung/alliance/alliancegroup/import/")
        file = {"name": "liste.csv", "mimeType": "text/csv", "buffer": f"Kürzel;Name\n{text}".encode()}
        page.set_input_files("[name=import_file]", file)
        press(page, "Show what it would change")
        assert heard in page.locator("main").inner_text()
        assert window.barriers() == []
        assert window.overflow() <= 0
    assert window.complaints == []


def test_an_error_in_a_folded_part_is_in_sight(planners_window, transactional_db):
    event = make.event()
    page = planners_window().open(f"/en/verwaltung/events/event/{event.pk}/change/")
    page.get_by_role("heading", name="Support of the event").click()
    page.locator("#support-group .add-row a").click()
    page.select_option("[name=support-0-kind]", "venue")
    press(page, "Save")
    assert page.locator("#support-0 .errorlist").first.is_visible()


def test_only_planners_come_in(browser, live_server, participant, transactional_db):
    assert User.objects.filter(is_planner=True).count() == 0
    page = Window(browser, live_server, participant).open("/en/verwaltung/")
    assert page.locator(".worklist").count() == 0
