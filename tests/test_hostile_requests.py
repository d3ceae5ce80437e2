"""Requests that no page of ours would send: nonsense, forms from elsewhere, writes by GET, forged names of the site."""

import random

import pytest
from django.apps import apps
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import translation

from tests import make
from tests.accounts.factors import shown
from tests.roles import browsers
from tests.test_permissions import addresses_there, routes, samples
from tests.world import World

pytestmark = pytest.mark.django_db

NONSENSE = [
    "", "\0", "-1", "0", "99999999999999999999999", "1e309", "NaN", "' OR 1=1 --", "<script>alert(1)</script>", "ä" * 5000,
    "2026-13-45", "../../etc/passwd", "%s%n{0}", "[]", '{"a": {}}', "\ud7ff\U0001f4a9", "on", "2",
]  # fmt: skip
NAMES = [
    "page", "q", "o", "p", "e", "id", "status", "topic", "department", "demand", "event", "kind", "version", "next", "email",
    "login", "code", "name", "text", "action", "_save", "_popup", "_to_field", "_facets", "text_en", "title", "published_at",
    "position-TOTAL_FORMS", "agenda_items-TOTAL_FORMS", "agenda_items-0-id", "sessions-TOTAL_FORMS", "date", "number",
    "credential", "revision", "opened", "since", "extra", "standing", "_changelist_filters",
]  # fmt: skip
BODIES = [
    ("application/json", b"{"),
    ("application/x-www-form-urlencoded", b"%ff%fe=\xff&a[=&;&&=="),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="f"; filename=""\r\n\r\n',
    ),
    ("multipart/form-data", b"nothing"),
    ("text/plain; charset=does-not-exist", b"\xff"),
]


@pytest.fixture
def world(settings):
    settings.PLANNER_SECOND_FACTOR = True
    translation.activate("de")
    return World()


def addresses(world):
    """Every address of the site, that of the administration's pages too."""
    values = {**{name: rows[0] for name, rows in world.addresses().items()}, **samples(world)}
    found = [reverse(name, kwargs=values[name] if parts else None) for name, parts in routes(get_resolver())]
    return found + [address for _name, address in addresses_there()]


def nonsense(dice):
    return {name: dice.choice(NONSENSE) for name in dice.sample(NAMES, 6)}


@pytest.mark.trust
@pytest.mark.parametrize("role", ["visitor", "speaker", "superuser"])
def test_nonsense_is_never_an_error_of_the_server(world, role):
    dice, found, sent = random.Random(role), {}, 0  # noqa: S311 (the same each time)
    browser = browsers(world.things)[role]
    browser.raise_request_exception = False
    for address in addresses(world):
        kind, body = dice.choice(BODIES)
        for response in (
            browser.get(address, nonsense(dice)),
            browser.post(address, nonsense(dice)),
            browser.generic("POST", address, body, content_type=kind),
            browser.generic(dice.choice(["PUT", "DELETE", "PATCH", "OPTIONS", "BREW"]), address),
        ):
            sent += 1
            if response.status_code >= 500:
                found[response.request["REQUEST_METHOD"], address] = response.status_code
    assert found == {}
    assert sent > 1000


def test_no_form_is_taken_without_its_token(world):
    browser = shown(make.person(is_superuser=True))
    browser.handler.enforce_csrf_checks = True
    answers = {address: browser.post(address, {"name": "Fremd"}).status_code for address in addresses(world)}
    # Whoever answers a survey, or proposes a statement, does so in nobody's name and without a cookie: there the browser is asked for the site.
    survey = reverse("surveys:answer", args=[world.things["survey"].slug])
    proposal = reverse("surveys:propose", args=["meinungen", 1])
    taken = {address: status for address, status in answers.items() if status != 403}
    assert taken == {survey: 200, proposal: 200}
    for address in taken:
        assert browser.post(address, {"go": "send"}, HTTP_ORIGIN="https://fremd.example").status_code == 403


@pytest.mark.parametrize("origin", ["https://fremd.example", "null", "http://testserver.fremd.example"])
def test_nor_one_that_comes_from_another_site(origin, db):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get("/konto/login/")
    fields = {"login": "mira@example.org", "csrfmiddlewaretoken": page.context["csrf_token"]}
    assert browser.post("/konto/login/", fields, HTTP_ORIGIN=origin).status_code == 403
    assert browser.post("/konto/login/", fields, HTTP_ORIGIN="http://testserver").status_code == 302


# What a GET may write: that somebody was there, never what is said or public.
TRACES = {
    "sessions.session", "usersessions.usersession", "publishing.auditrecord", "django_tasks_database.dbtaskresult",
    "mfa.authenticator",
}  # fmt: skip


def rows():
    return {
        model._meta.label_lower: sorted(map(str, model._base_manager.values_list()))
        for model in apps.get_models()
        if model._meta.label_lower not in TRACES
    }


@pytest.mark.trust
def test_reading_writes_nothing(world):
    everybody, targets = browsers(world.things), addresses(world)
    before = rows()
    for role in ("visitor", "city", "superuser"):
        for address in targets:
            everybody[role].get(address)
    assert {label: content for label, content in rows().items() if content != before[label]} == {}


def test_another_name_of_the_site_is_refused_and_never_shown(visitor, db):
    visitor.raise_request_exception = False
    assert visitor.get("/", HTTP_HOST="fremd.example").status_code == 400
    forged = {"HTTP_X_FORWARDED_HOST": "fremd.example", "HTTP_X_FORWARDED_PROTO": "https"}
    page = visitor.get("/", **forged)
    assert page.status_code == 200
    assert "fremd.example" not in page.content.decode()
    assert 'rel="canonical" href="http://testserver/"' in page.content.decode()
