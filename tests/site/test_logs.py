import json
import logging

import pytest

from klimakreise.site.logs import JsonFormatter, scrub, shorten
from klimakreise.site.middleware import client_address


@pytest.fixture
def lines():
    """The log as lines of JSON."""

    class Collect(logging.Handler):
        def emit(self, record):
            found.append(json.loads(self.format(record)))

    found = []
    handler = Collect()
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(name) for name in ("klimakreise.requests", "django.request")]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    yield found
    for logger in loggers:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)


def test_a_request_leaves_one_line_with_its_id_and_no_query(visitor, db, lines):
    response = visitor.get("/robots.txt?wer=mira@example.org", REMOTE_ADDR="203.0.113.77")
    (line,) = lines
    assert line["request"] == response["X-Request-ID"]
    assert {key: line[key] for key in ("method", "route", "path", "status", "client")} == {
        "method": "GET",
        "route": "robots",
        "path": "/robots.txt",
        "status": 200,
        "client": "203.0.113.0",
    }
    assert "mira" not in json.dumps(lines)


@pytest.mark.urls("tests.site.secret_urls")
def test_a_secret_address_is_named_by_its_route_only(visitor, lines):
    visitor.get("/anmeldung/geheimer-schluessel/")
    assert [line["route"] for line in lines] == ["personal_page"]
    assert "geheimer-schluessel" not in json.dumps(lines)


def test_an_address_that_leads_nowhere_is_not_logged_for_it_may_be_a_mistyped_secret(visitor, db, lines):
    visitor.get("/anmeldnug/geheimer-schluessel/")
    assert [line["status"] for line in lines if line["logger"] == "klimakreise.requests"] == [404]
    assert "geheimer-schluessel" not in json.dumps(lines)


def test_addresses_of_people_are_taken_out_of_messages():
    assert scrub("Key (email)=(mira.muster@example.org) exists at /x?token=abc") == (
        "Key (email)=([e-mail]) exists at /x?…"
    )


def test_a_traceback_is_scrubbed_too():
    error = ValueError("mira@example.org")
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "failed", (), (ValueError, error, None))
    line = json.loads(JsonFormatter().format(record))
    assert "[e-mail]" in line["traceback"]
    assert "mira" not in line["traceback"]


@pytest.mark.parametrize(
    ("address", "short"),
    [("203.0.113.77", "203.0.113.0"), ("2001:db8:1:2::3", "2001:db8:1::"), ("", ""), ("unix:", "")],
)
def test_a_client_is_known_by_its_network_only(address, short):
    assert shorten(address) == short


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "192.0.2.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1, 198.51.100.1", "198.51.100.1"),
        (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"),
        (2, "203.0.113.9", "192.0.2.1"),
    ],
)
def test_only_our_own_proxies_are_believed(rf, settings, proxies, forwarded, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == address
