"""At the door with a phone: found by name, in by one tap, back again; a guest without a registration gets a page of their own."""

import pytest
from playwright.sync_api import expect

from tests.browsing import go_by

pytestmark = pytest.mark.browser


@pytest.fixture
def entrance(site, planners_cookies, window):
    """The page at the entrance of the example's next event, on a phone."""
    phone = window(site, width=390)
    phone.page.context.add_cookies(planners_cookies)
    page = phone.visit("/verwaltung/")
    go_by(page.get_by_role("link", name="Einlass").first)
    return phone


def counted(page):
    return page.locator(".lead").inner_text()


def test_somebody_is_found_by_name_let_in_and_taken_back(entrance):
    page = entrance.page
    before = counted(page)
    name = page.locator(".entrance li", has=page.get_by_role("button", name="Ist da")).first.locator("strong")
    person = name.inner_text()
    page.get_by_label("Namen suchen").fill(person[:6])
    go_by(page.get_by_role("button", name="Suchen"))
    go_by(page.get_by_role("button", name=f"Ist da: {person}", exact=True))
    expect(page.get_by_role("status")).to_contain_text(f"{person}: da")
    assert counted(page) != before
    entrance.must_be_for_everyone()
    go_by(page.get_by_role("button", name=f"Zurücknehmen: {person}", exact=True))
    assert counted(page) == before


def test_a_guest_without_a_registration_comes_in_and_gets_a_page_of_their_own(entrance):
    page = entrance.page
    page.get_by_label("Name", exact=True).fill("Spontane Susi Beispiel")
    if page.get_by_label("Über die Platzzahl hinaus").count():
        page.get_by_label("Über die Platzzahl hinaus").check()
    go_by(page.get_by_role("button", name="Aufnehmen, ist da"))
    expect(page.get_by_role("status").first).to_contain_text("Spontane Susi Beispiel: da")
    entrance.must_be_for_everyone()
