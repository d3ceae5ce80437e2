"""Failing well: own pages, in German and English, that say what to do."""

import pytest
from django.db import OperationalError
from django.test import Client

from klimakreise.site import errors, machines


@pytest.fixture
def stranger():
    """A browser that is shown error pages instead of tracebacks."""
    return Client(raise_request_exception=False)


def break_robots(monkeypatch, error):
    """Let /robots.txt fail in the middle of its view."""

    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(machines, "HttpResponse", fail)


def test_a_missing_page_has_our_own_page(visitor, db):
    response = visitor.get("/gibt-es-nicht/")
    assert response.status_code == 404
    assert "Seite nicht gefunden" in response.content.decode()


def test_a_missing_page_is_told_in_english_under_en(visitor, db):
    response = visitor.get("/en/gibt-es-nicht/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_a_fault_shows_a_page_in_both_languages_and_no_detail(stranger, db, monkeypatch):
    break_robots(monkeypatch, RuntimeError("geheime Einzelheit"))
    response = stranger.get("/robots.txt")
    text = response.content.decode()
    assert response.status_code == 500
    assert 'lang="en"' in text
    assert "geheime Einzelheit" not in text


def test_a_missing_database_is_a_503_that_says_when_to_come_back(stranger, db, monkeypatch):
    break_robots(monkeypatch, OperationalError("could not connect"))
    response = stranger.get("/robots.txt")
    assert (response.status_code, response["Retry-After"]) == (503, str(errors.RETRY_AFTER_SECONDS))
    assert 'lang="en"' in response.content.decode()


def test_a_form_without_its_token_is_refused_with_an_explanation(db):
    response = Client(enforce_csrf_checks=True).post("/konto/login/", {"login": "mira@example.org"})
    assert response.status_code == 403
    assert "Formular" in response.content.decode()
