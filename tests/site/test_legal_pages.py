"""The foot of every page leads to the legal pages that are there, and to no others."""

import datetime
import re

import pytest
from django.utils import timezone

from klimakreise.site.models import Page
from tests import make

pytestmark = pytest.mark.django_db


def foot(browser):
    page = browser.get("/quellen/").content.decode()
    links = re.findall(r'<a href="(/[^"]+)">([^<]+)', page[page.index("<footer") :])
    return [link for link in links if link[0] != "/postfach/"]  # of the demo only


def test_a_new_site_leads_to_no_page_that_nobody_has_written(visitor):
    assert foot(visitor) == [("/bilanz/", "Bilanz"), ("/quellen/", "Quellen")]


def test_what_is_published_is_linked_at_once_in_the_order_of_the_law_first(visitor):
    foot(visitor)
    make.make(Page, key="netiquette", text="Freundlich bleiben.")
    make.make(Page, key="impressum", text="Beispielbündnis")
    make.make(Page, key="datenschutz", text="Wenig.", published_at=None)
    make.make(Page, key="barrierefreiheit", text="Gut.", published_at=timezone.now() + datetime.timedelta(1))
    assert foot(visitor)[:2] == [("/impressum/", "Impressum"), ("/netiquette/", "Netiquette")]
    assert len(foot(visitor)) == 4


def test_what_is_withdrawn_is_linked_no_longer(visitor):
    page = make.make(Page, key="impressum", text="Beispielbündnis")
    assert ("/impressum/", "Impressum") in foot(visitor)
    page.withdraw()
    assert ("/impressum/", "Impressum") not in foot(visitor)
