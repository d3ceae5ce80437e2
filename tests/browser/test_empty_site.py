"""A new installation, where nothing is known yet: its pages are whole all the same."""

import pytest

from tests.browser.addresses import EMPTY

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", EMPTY)
def test_a_page_without_anything_is_for_everyone(empty_site, window, address):
    opened = window(empty_site, width=320)
    opened.visit(address)
    opened.must_be_for_everyone()
