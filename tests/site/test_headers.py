"""What every answer says to the browser, and how public pages travel."""

import gzip

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.test import RequestFactory

from events.models import Material
from tests import make


def test_a_page_forbids_what_it_does_not_need(visitor, db):
    response = visitor.get("/impressum/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_a_public_page_travels_compressed_sets_no_cookie_and_is_the_same_bytes_for_all(
    visitor, participant, db
):
    make.event(slug="fest")
    first = visitor.get("/veranstaltungen/fest/", headers={"Accept-Encoding": "gzip"})
    second = visitor.get("/veranstaltungen/fest/", headers={"Accept-Encoding": "gzip"})
    assert first["Content-Encoding"] == "gzip"
    assert b"<h1" in gzip.decompress(first.content)
    assert first.content == second.content
    assert not first.cookies


def test_a_page_that_has_not_changed_is_not_sent_again(visitor, db):
    make.event(slug="fest")
    first = visitor.get("/veranstaltungen/fest/")
    again = visitor.get("/veranstaltungen/fest/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_that_may_hold_a_secret_is_not_compressed(visitor, participant, db):
    make.event(slug="fest")
    as_mira = participant.get("/veranstaltungen/fest/", headers={"Accept-Encoding": "gzip"})
    login = visitor.get("/konto/login/", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in as_mira
    assert "csrfmiddlewaretoken" in login.content.decode()
    assert "Content-Encoding" not in login


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/impressum/", "de"),
        ("/en/impressum/", "en"),
        ("/gibt-es-nicht/", "de"),
        ("/robots.txt", "de"),
    ],
)
def test_the_language_comes_from_the_path_alone(visitor, db, path, language):
    visitor.cookies["django_language"] = "en" if language == "de" else "de"
    response = visitor.get(path, headers={"Accept-Language": "en" if language == "de" else "de"})
    assert response["Content-Language"] == language
    assert "Accept-Language" not in response.get("Vary", "")


def test_what_somebody_logged_in_is_shown_stays_out_of_every_cache(visitor, participant, db):
    make.event(slug="fest")
    as_mira = participant.get("/veranstaltungen/fest/")
    assert as_mira["Cache-Control"] == "private, no-store"
    assert "Cookie" in as_mira["Vary"]
    assert "Cache-Control" not in visitor.get("/veranstaltungen/fest/")


def test_a_view_that_says_itself_what_may_be_kept_is_heard(participant, db):
    assert "max-age=0" in participant.get("/readyz")["Cache-Control"]


def answer(method, path):
    """Headers and body of an answer as the server is handed it; Django's test client would drop the body of a HEAD."""
    response = WSGIHandler().get_response(RequestFactory().generic(method, path))
    return response.headers, b"".join(response)


@pytest.mark.parametrize(
    "path", ["/healthz", "/robots.txt", "/veranstaltungen/fest/", "/gibt-es-nicht/", "/sitemap.xml"]
)
def test_a_head_has_the_length_and_no_body(db, path):
    make.event(slug="fest")
    whole, body = answer("GET", path)
    headers, nothing = answer("HEAD", path)
    assert nothing == b""
    assert headers["Content-Length"] == str(len(body))
    assert headers["Content-Type"] == whole["Content-Type"]


def test_a_head_of_a_file_has_no_body_either(db):
    call_command("make_example", verbosity=0)
    material = Material.objects.exclude(file="").first()
    headers, nothing = answer("HEAD", material.get_absolute_url())
    assert (nothing, headers["Content-Length"]) == (b"", str(material.file.size))
