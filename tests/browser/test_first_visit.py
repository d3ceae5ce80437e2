"""A first visit is light: with a slow connection and nothing in the cache."""

import pytest

from tests.browser.weighing import Scales

pytestmark = pytest.mark.browser

EVENTS = [
    "/veranstaltungen/klimakreise-1/",
    "/veranstaltungen/klimakreise-2/",
    "/en/veranstaltungen/klimakreise-1/",
]


@pytest.mark.parametrize("address", EVENTS)
def test_a_first_visit_of_an_event_is_light(browser, site, address):
    window = Scales(browser, site)
    answers = window.weigh(address)
    page = [answer["bytes"] for answer in answers if answer["kind"] == "Document"]
    assert len(page) == 1
    assert page[0] <= 8_000
    assert sum(answer["bytes"] for answer in answers if answer["kind"] != "Image") <= 60_000
    assert all(answer["bytes"] > 0 for answer in answers)
    assert len(answers) <= 8
    assert [answer["url"] for answer in answers if not answer["url"].startswith(site.url)] == []
    assert window.page.context.cookies() == []
    window.page.context.close()
