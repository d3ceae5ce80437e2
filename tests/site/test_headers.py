"""What every answer says to the browser, and how public pages travel."""

import gzip

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
