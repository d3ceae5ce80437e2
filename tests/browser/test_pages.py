"""Every kind of page with the real process and the example: no barrier, no complaint, nobody else asked, nothing kept."""

import pytest
from django.urls import get_resolver

from tests.browser.addresses import BY_LINK, FORMS, FULL, LOGIN, NO_PAGES, full, one_of_each
from tests.browser.window import EVERY_SCREEN
from tests.world import public_routes

pytestmark = pytest.mark.browser


def test_every_public_route_is_among_the_pages():
    assert {
        name for name, _ in public_routes(get_resolver())
    } == FULL.keys() | FORMS.keys() | NO_PAGES | BY_LINK


@pytest.mark.parametrize("address", one_of_each())
def test_a_page_is_for_everyone_on_a_phone_at_night_and_a_desk_by_day(site, window, address):
    opened = window(site, width=320)
    opened.visit(address)
    opened.must_be_for_everyone()
    assert opened.page.context.cookies() == []


@pytest.mark.parametrize("address", [*LOGIN, *FORMS.values()])
def test_a_page_with_a_form_is_for_everyone_on_a_phone_at_night_and_a_desk_by_day(site, window, address):
    opened = window(site, width=320)
    opened.visit(address)
    opened.must_be_for_everyone()
    assert {cookie["name"] for cookie in opened.page.context.cookies()} <= {"csrftoken", "sessionid"}


@pytest.mark.trust
@pytest.mark.parametrize("address", [*full(), *LOGIN, *FORMS.values()])
def test_a_page_is_for_everyone_on_every_screen(site, window, address):
    opened = window(site)
    opened.visit(address)
    opened.must_be_for_everyone(EVERY_SCREEN)
