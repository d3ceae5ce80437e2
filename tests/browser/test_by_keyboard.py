"""Whoever uses no mouse reaches everything, and always sees where they are."""

import pytest

from tests.serving import PLANNER

pytestmark = pytest.mark.browser

# The name of what has the focus, and whether the eye can tell.
FOCUS = """() => {
    if (document.activeElement === document.body) return ["", true];  // behind the last stop: in the browser's own bar
    const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const label = it.labels && it.labels.length ? it.labels[0].innerText : it.innerText || it.value || "";
    return [label.trim().slice(0, 80), (outlined || style.boxShadow !== "none") && seen];
}"""


def tab_to(page, name, steps=60):
    """Press Tab until the focus is on `name`; on the way it can be seen everywhere."""
    for _step in range(steps):
        page.keyboard.press("Tab")
        label, is_seen = page.evaluate(FOCUS)
        assert is_seen, f"the focus on “{label}” is not to be seen"
        if label == name:
            return
    raise AssertionError(f"{name} cannot be reached with {steps} tabs.")


def press_enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def test_the_first_stop_skips_to_the_content(site, window):
    page = window(site).visit("/en/veranstaltungen/klimakreise-1/")
    tab_to(page, "Skip to content", steps=1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, "Events", steps=1)


def test_on_a_phone_the_menu_opens_closes_and_leads_on(site, window):
    page = window(site, width=390).visit("/en/")
    menu = page.get_by_role("navigation", name="Main navigation")
    tab_to(page, "Menu")
    page.keyboard.press("Enter")
    assert menu.is_visible()
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert page.evaluate(FOCUS) == ["Menu", True]
    page.keyboard.press("Enter")
    tab_to(page, "Measures")
    press_enter(page)
    assert heading(page) == "Measures"


def test_the_language_changes_and_the_page_stays(site, window):
    page = window(site).visit("/themen/energie/")
    tab_to(page, "English")
    press_enter(page)
    assert page.url == f"{site.url}/en/themen/energie/"
    tab_to(page, "Deutsch")
    press_enter(page)
    assert page.url == f"{site.url}/themen/energie/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_stop_of_the_page_of_an_event_can_be_seen(site, window, scheme):
    page = window(site, scheme=scheme).visit("/en/veranstaltungen/beispiel-1/")
    tab_to(page, "How the topics were chosen", steps=100)
    press_enter(page)
    assert "/en/themenwahl/beispiel-1/" in page.url


def test_measures_are_filtered(site, window):
    page = window(site).visit("/en/massnahmen/")
    tab_to(page, "Status")
    page.keyboard.type("disp")
    tab_to(page, "Filter")
    press_enter(page)
    assert "status=disputed" in page.url
    tab_to(page, "Klimaschutzzentrum (Masterplan-Maßnahme E 1.1)")
    press_enter(page)
    assert heading(page) == "Klimaschutzzentrum (Masterplan-Maßnahme E 1.1)"


def test_a_planner_logs_in_with_the_code_from_the_mail(site, window):
    page = window(site).visit("/en/")
    tab_to(page, "Log in")
    press_enter(page)
    tab_to(page, "E-mail address")
    page.keyboard.type(PLANNER)
    known = len(site.codes())
    press_enter(page)
    assert heading(page) == "Enter the code"
    tab_to(page, "Code")
    page.keyboard.type(site.code_after(known))
    press_enter(page)
    tab_to(page, "Administration")
    press_enter(page)
    assert heading(page) == "What is to be done"


def test_a_group_asks_to_join_and_confirms_with_the_link_in_the_mail(site, window):
    page = window(site).visit("/en/buendnis/mitmachen/antrag/")
    tab_to(page, "Name of the group")
    page.keyboard.type("Hofgarten Musterstadt")
    tab_to(page, "Description")
    # At the pace of a person: what is filled in faster is a robot's.
    page.keyboard.type("Wir machen aus Höfen Gärten, zusammen mit allen, die dort wohnen.", delay=40)
    tab_to(page, "E-mail address")
    page.keyboard.type("hof@garten.example")
    tab_to(page, "These statements may be stored and read by the planning team until it has decide")
    page.keyboard.press("Space")
    tab_to(page, "Send the request")
    press_enter(page)
    assert heading(page) == "The request is on its way"
    page.goto(site.url + site.mailed(r"https?://[^/\s]+(/\S*/bestaetigen/\S+/)"))
    tab_to(page, "Confirm")
    press_enter(page)
    assert heading(page) == "The request is confirmed"


def test_a_comment_is_written(site, planners_cookies, window):
    page = window(site).page
    page.context.add_cookies(planners_cookies)
    page.goto(f"{site.url}/en/kommentare/ergebnis/7/")
    tab_to(page, "Write a comment")
    press_enter(page)
    tab_to(page, "Comment")
    page.keyboard.type("Die Anzeige hängt jetzt im Flur.")
    tab_to(page, "Send")
    press_enter(page)
    assert page.get_by_text("Die Anzeige hängt jetzt im Flur.").is_visible()


def test_a_changed_agenda_is_released(site, planners_cookies, window):
    page = window(site).page
    page.context.add_cookies(planners_cookies)
    page.goto(f"{site.url}/en/verwaltung/")
    tab_to(page, "All events")
    press_enter(page)
    tab_to(page, "Beispiel: 2. Klimakreise in Musterstadt", steps=120)
    press_enter(page)
    tab_to(page, "Agenda items (5)")
    page.keyboard.press("Enter")
    tab_to(page, "↓")
    page.keyboard.press("Enter")
    tab_to(page, "Save and continue editing", steps=120)
    press_enter(page)
    tab_to(page, "Look through and release", steps=120)
    press_enter(page)
    tab_to(page, "Note on this version:")
    page.keyboard.type("Wir beginnen mit dem Rückblick.")
    tab_to(page, "Release")
    press_enter(page)
    assert "version 3 of the agenda is released" in page.locator(".messagelist").inner_text()


def test_somebody_registers_wishes_changes_their_mind_and_cancels_without_script(site, window):
    reader = window(site, java_script_enabled=False)
    page = reader.visit("/en/veranstaltungen/beispiel-2/")
    tab_to(page, "Register for the event")
    press_enter(page)
    tab_to(page, "Name or pseudonym")
    # At the pace of a person: what is filled in faster is a robot's.
    page.keyboard.type("Theodora Tastatur", delay=200)
    tab_to(page, "E-mail address")
    page.keyboard.type("theodora@tastatur.example")
    tab_to(page, "on site")
    page.keyboard.press("Space")
    tab_to(page, "Register for the event")
    press_enter(page)
    assert heading(page) == "One click is still missing"
    page.goto(site.url + site.mailed(r"https?://[^/\s]+(/\S*/anmeldung/\S+/)"))
    tab_to(page, "Confirm the registration")
    press_enter(page)
    assert heading(page) == "You are on the waiting list"
    tab_to(page, "Choose circles")
    press_enter(page)
    for wish, letters in [("First wish", "Schulw"), ("Second wish", "Sonnen")]:
        tab_to(page, f"{wish}\noptional")
        page.keyboard.type(letters)
    tab_to(page, "Save the wishes")
    press_enter(page)
    assert page.locator("section", has=page.get_by_role("heading", name="Your circle")).locator(
        "li"
    ).all_inner_texts() == ["Schulwege", "Sonnenstrom"]
    tab_to(page, "Change")
    press_enter(page)
    tab_to(page, "Access needs\noptional")
    page.keyboard.type("Ein Platz weit vorn.")
    tab_to(page, "Save")
    press_enter(page)
    assert page.get_by_text("Ein Platz weit vorn.").is_visible()
    tab_to(page, "Cancel the registration")
    press_enter(page)
    assert heading(page) == "Cancel the registration?"
    tab_to(page, "Cancel the registration")
    press_enter(page)
    assert heading(page) == "Your registration is cancelled"
    assert reader.complaints == []
