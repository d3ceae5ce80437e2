"""Every page, read once: what it says of itself (address, other language, title, description) and what it asks the database."""

import re
from collections import Counter

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from klimakreise.site.models import Page
from tests.conftest import forget
from tests.crawling import pages
from tests.loaded import load_process

SITE = "http://testserver"
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def whole(django_db_setup, django_db_blocker):
    """A reader who has seen all pages in both languages, with the real process and the example."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget()
        load_process()
        call_command("make_example", verbosity=0)
        reader = Counting()
        reader.found = {path: page.content.decode() for path, page in pages(reader, "/", "/en/").items()}
        reader.sitemap = reader.get("/sitemap.xml").content.decode()
        transaction.set_rollback(True)
    return reader


class Counting(Client):
    """A visitor who notes how many queries each address took: {address: number}."""

    def __init__(self):
        super().__init__()
        self.queries = {}

    def get(self, path, *arguments, **options):
        with CaptureQueriesContext(connection) as captured:
            response = super().get(path, *arguments, **options)
        self.queries[path] = len(captured)
        return response


@pytest.fixture
def everything(whole):
    """All pages in both languages, with the real process and the example: {path: HTML}."""
    return whole.found


@pytest.fixture
def nothing(visitor, db):
    """All pages of a new installation, where nobody has written the legal pages yet."""
    unwritten = [f"{language}/{key}/" for key in Page.Key.values for language in ("", "/en")]
    found = pages(visitor, "/", "/en/", missing=unwritten)
    return {path: page.content.decode() for path, page in found.items()}


def link(page, kind):
    return re.findall(rf'<link rel="{kind}"(?: hreflang="(\w+)")? href="([^"]+)">', page)


def said(page, name):
    """What a page's meta elements of this name or property say."""
    return re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', page)


def title(page):
    return re.findall(r"<title>([^<]*)</title>", page)


def in_both_languages(path):
    german = path.removeprefix("/en") if path.startswith("/en/") else path
    return [("de", SITE + german), ("en", f"{SITE}/en{german}")]


def faults(path, page):
    """What the head of a page lacks, in words."""
    address = SITE + path.split("?")[0]
    shared = {name: said(page, f"og:{name}") for name in ("title", "description", "url", "type", "image")}
    checks = {
        "canonical": link(page, "canonical") == [("", address)],
        "languages": link(page, "alternate") == in_both_languages(path.split("?")[0]),
        "one h1": len(re.findall(r"<h1\b", page)) == 1,
        "title": len(title(page)) == 1 and len(title(page)[0]) > 2,
        "description": len(said(page, "description")) == 1 and len(said(page, "description")[0]) > 2,
        "shared once": all(len(values) == 1 and values[0] for values in shared.values()),
        "shared address": shared["url"] == [address],
        "shared description": shared["description"] == said(page, "description"),
        "shared picture": shared["image"][0].startswith(f"{SITE}/"),
    }
    return [what for what, holds in checks.items() if not holds]


def doubles(whole, read):
    """What several pages of one language say alike; the same page with a query is the same page."""
    found = Counter((path.startswith("/en/"), *read(page)) for path, page in whole.items() if "?" not in path)
    return [said for said, count in found.items() if count > 1]


def test_every_page_says_what_and_where_it_is(everything):
    assert len(everything) > 200
    assert {path: missing for path, page in everything.items() if (missing := faults(path, page))} == {}
    assert doubles(everything, title) == []


def test_every_page_without_anything_does_too(nothing):
    assert len(nothing) > 20
    assert {path: missing for path, page in nothing.items() if (missing := faults(path, page))} == {}
    assert doubles(nothing, title) == []


# Other arrangements of what the pages of circles and results say.
ARRANGEMENTS = re.compile(r"^(/en)?/(faden/\d+|veranstaltungen/[\w-]+/(plenum|programm))/$")
# Not for search engines: what people say, forms, agendas that hold no longer, and the mailbox, which only a demo has.
KEPT_BACK = re.compile(
    r"^(/en)?/(kommentare/|postfach/|buendnis/mitmachen/antrag/|veranstaltungen/[\w-]+/programm/\d+/$)"
)


def test_the_sitemap_lists_the_pages_that_can_be_come_to(everything, whole):
    listed = re.findall(r"<loc>([^<]+)</loc>", whole.sitemap)
    expected = {
        SITE + path
        for path, page in everything.items()
        if not ("?" in path or "/konto/" in path or ARRANGEMENTS.match(path) or said(page, "robots"))
    }
    assert sorted(listed) == sorted(expected)


OF_AN_EXAMPLE = re.compile(r'<p class="eyebrow[^"]*">(?:(?!</p>).)*<span class="example">', re.DOTALL)


def test_exactly_the_pages_of_an_example_are_kept_from_search_engines(everything):
    kept = {path for path, page in everything.items() if said(page, "robots") == ["noindex"]}
    kept_back = {path for path in everything if KEPT_BACK.match(path)}
    assert len(kept_back) > 20
    assert kept_back <= kept
    kept -= kept_back
    assert kept == {path for path, page in everything.items() if OF_AN_EXAMPLE.search(page)} - kept_back
    kinds = {path.removeprefix("/en").split("/")[1] for path in kept}
    assert kinds == {
        "buendnis", "ergebnisse", "faden", "forderungen", "massnahmen", "themen", "themenwahl", "umfragen",
        "veranstaltungen",
    }  # fmt: skip


def test_no_page_takes_more_than_twelve_queries(whole):
    most = {}
    for path in whole.found:
        if not re.match(r"/(en|konto)/", path):
            name = resolve(path.split("?")[0]).view_name
            most[name] = max(most.get(name, 0), whole.queries[path])
    assert len(most) == 40
    assert {name: count for name, count in most.items() if count > 12} == {}
