"""Whoever has switched scripts off reads the whole chain and filters."""

import pytest

from tests.browsing import go_by

pytestmark = pytest.mark.browser


def heading(page):
    return page.get_by_role("heading", level=1).inner_text()


def follow(page, link, part="main"):
    """Click the first link of this name and say what page it led to."""
    go_by(page.locator(part).get_by_role("link", name=link).first)
    return heading(page)


def test_from_the_front_page_along_the_thread_to_the_measures_that_are_disputed(site, window):
    reader = window(site, java_script_enabled=False)
    page = reader.visit("/en/")
    assert follow(page, "2. Klimakreise Magdeburgs") == "2. Klimakreise Magdeburgs"
    assert follow(page, "Stadtgrün") == "Stadtgrün"
    assert follow(page, "Events", "header") == "Events"
    assert (
        follow(page, "Beispiel: 1. Klimakreise in Musterstadt") == "Beispiel: 1. Klimakreise in Musterstadt"
    )
    assert follow(page, "Radwege") == "Radwege"
    agreed = "Am Musterplatz wird ein Jahr lang eine Radstraße erprobt."
    assert follow(page, agreed) == agreed
    assert follow(page, "The whole thread of this result") == "The red thread of a result"
    assert follow(page, "Radstraße am Musterplatz") == "Beispiel: Radstraße am Musterplatz"
    assert follow(page, "Measures", "header") == "Measures"
    page.get_by_label("Status").select_option(label="disputed")
    go_by(page.get_by_role("button", name="Filter"))
    assert page.locator("main h2 a, main h3 a").all_inner_texts() == [
        "Klimaschutzzentrum (Masterplan-Maßnahme E 1.1)",
        "Beispiel: Radstraße am Musterplatz",
    ]
    assert reader.complaints == []


def test_on_a_phone_the_menu_opens_without_script(site, window):
    page = window(site, width=390, java_script_enabled=False).visit("/en/themen/")
    menu = page.get_by_role("navigation", name="Main navigation")
    assert not menu.is_visible()
    page.get_by_role("button", name="Menu").click()
    assert menu.is_visible()
    go_by(menu.get_by_role("link", name="Measures"))
    assert heading(page) == "Measures"


def test_a_planner_logs_in_without_script(site, planners_cookies, window):
    reader = window(site, java_script_enabled=False)
    reader.page.context.add_cookies(planners_cookies)
    assert heading(reader.visit("/en/verwaltung/")) == "What is to be done"


def test_the_city_answers_without_script(site, planners_cookies, window):
    reader = window(site, java_script_enabled=False)
    page = reader.page
    page.context.add_cookies(planners_cookies)
    page.goto(f"{site.url}/en/stadt/")
    go_by(page.get_by_role("link", name="Answer: open question: Wer bezahlt die Prüfung"))
    page.get_by_label("Department").select_option(label="Umweltamt")
    page.get_by_label("Kind").select_option(label="accepted")
    page.get_by_label("Text").fill("Die Prüfung **bezahlt** die Stadt.")
    go_by(page.get_by_role("button", name="Publish now"))
    go_by(
        page.locator("section", has=page.get_by_role("heading", name="Answered")).get_by_role(
            "link", name="Wer bezahlt die Prüfung"
        )
    )
    assert page.get_by_text("Die Prüfung bezahlt die Stadt.").is_visible()
    assert reader.complaints == []
