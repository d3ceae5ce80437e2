"""Queries of the pages that have no list, and of all pages with the real process: the others count in their rooms' tests."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from klimakreise.alliance.models import Alliance
from klimakreise.site.models import Page
from tests import make
from tests.conftest import load_process
from tests.crawling import pages


@pytest.mark.parametrize("count", [1, 3])
def test_a_legal_page_takes_one_query(visitor, db, django_assert_num_queries, count):
    for key in Page.Key.values[:count]:
        make.make(Page, key=key, text="Text.")
    visitor.get("/netiquette/")  # the name of the site is remembered from here on
    with django_assert_num_queries(1):
        visitor.get(f"/{Page.Key.values[0]}/")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_how_to_join_takes_two_queries(visitor, db, django_assert_num_queries, count):
    make.make(Alliance, slug="buendnis", name="Bündnis")
    for _number in range(count):
        make.group()
    visitor.get("/netiquette/")
    with django_assert_num_queries(2):
        visitor.get("/buendnis/mitmachen/")


def test_no_page_of_the_real_process_takes_more_than_twelve_queries(visitor, db):
    load_process()
    call_command("make_example", verbosity=0)
    most = {}
    for path in pages(visitor, "/"):
        if re.match(r"/(en|konto)/", path):
            continue
        with CaptureQueriesContext(connection) as captured:
            visitor.get(path)
        name = resolve(path.split("?")[0]).view_name
        most[name] = max(most.get(name, 0), len(captured))
    assert len(most) == 33
    assert {name: count for name, count in most.items() if count > 12} == {}
