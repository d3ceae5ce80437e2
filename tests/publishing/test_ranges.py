"""A file can be asked for in stretches, as PDF readers and players do (RFC 9110, section 14)."""

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from klimakreise.publishing.files.ranges import UnsatisfiableError, stretch_asked
from tests import make

CONTENT = b"%PDF-56789"


@pytest.fixture
def address(db):
    event = make.event(slug="kreis-1")
    return make.material(event, title="Folien", file=ContentFile(CONTENT, "x.pdf")).get_absolute_url()


def body(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("asked", "sent", "said"),
    [
        ("bytes=0-3", b"%PDF", "bytes 0-3/10"),
        ("bytes=5-", b"56789", "bytes 5-9/10"),
        ("bytes=-2", b"89", "bytes 8-9/10"),
        ("bytes=-999", CONTENT, "bytes 0-9/10"),
        ("bytes=8-999", b"89", "bytes 8-9/10"),
        ("bytes=9-9", b"9", "bytes 9-9/10"),
    ],
)
def test_a_stretch_is_sent_and_nothing_else(visitor, address, asked, sent, said):
    response = visitor.get(address, headers={"Range": asked})
    assert (response.status_code, response.headers["Content-Range"]) == (206, said)
    assert response.headers["Content-Length"] == str(len(sent))
    assert body(response) == sent
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=3-1",
        "bytes=0-1,4-5",
        "bytes=-",
        "bytes=x",
        "zeilen=0-1",
        "bytes=1",
        f"bytes={'9' * 5000}-",
        "²",
    ],
)
def test_what_cannot_be_understood_is_answered_with_the_whole_file(visitor, address, asked):
    response = visitor.get(address, headers={"Range": asked.encode().decode("latin-1")})
    assert (response.status_code, body(response)) == (200, CONTENT)


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_a_stretch_beyond_the_end_is_refused(visitor, address, asked):
    response = visitor.get(address, headers={"Range": asked})
    assert (response.status_code, response.headers["Content-Range"], response.content) == (
        416,
        "bytes */10",
        b"",
    )


def test_a_stretch_of_a_file_that_has_changed_is_not_sent(visitor, address):
    first = visitor.get(address)
    assert (first.headers["Accept-Ranges"], body(first)) == ("bytes", CONTENT)
    for name in ("ETag", "Last-Modified"):
        known = {"Range": "bytes=0-3", "If-Range": first.headers[name]}
        assert visitor.get(address, headers=known).status_code == 206
    for other in ('"anders"', "Mon, 01 Jan 2001 00:00:00 GMT", ""):
        response = visitor.get(address, headers={"Range": "bytes=0-3", "If-Range": other})
        assert (response.status_code, body(response)) == (200, CONTENT)


def test_head_says_what_get_would_send_and_sends_nothing(visitor, address):
    response = visitor.head(address, headers={"Range": "bytes=0-3"})
    assert (response.status_code, response.headers["Content-Length"]) == (200, "10")
    assert body(response) == b""


def test_who_has_the_file_already_is_told_so(visitor, address):
    first = visitor.get(address)
    for known in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = visitor.get(address, headers=known)
        assert (again.status_code, again.content) == (304, b"")


def test_a_front_server_can_take_over_the_sending(visitor, planner, address, settings):
    settings.FILES_SENT_BY = "nginx"
    response = visitor.get(address, headers={"Range": "bytes=0-3"})
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["X-Accel-Redirect"].startswith("/_files/materials/")
    assert response.headers["Content-Disposition"] == 'inline; filename="kreis-1-folien.pdf"'
    again = visitor.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, "X-Accel-Redirect" in again.headers) == (304, False)


@given(
    asked=st.text(max_size=40) | st.from_regex(r"bytes=[0-9]{0,20}-[0-9]{0,20}", fullmatch=True),
    size=st.integers(0, 50),
)
def test_any_stretch_lies_in_the_file(asked, size):
    request = RequestFactory().get("/", headers={"Range": asked})
    try:
        stretch = stretch_asked(request, size, '"x"', 0)
    except UnsatisfiableError:
        return
    if stretch:
        first, length = stretch
        assert 0 <= first < first + length <= size
