"""Files of an event: seen by whom may see them, shown in the browser or saved, and unable to do anything."""

import datetime
import re

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from klimakreise.publishing.files import office
from klimakreise.publishing.files.sending import file_name
from tests import files, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make.event(slug="kreis-1", title="1. Kreis")


def slides(event, name="folien.pdf", content=b"%PDF-1.7", **fields):
    fields = {"title": "Größe & Maß", "kind": "slides", **fields}
    return make.material(event, url="", file=ContentFile(content, name), **fields)


def body(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("content", "kind", "how", "ending"),
    [
        (files.pdf(), "application/pdf", "inline", ".pdf"),
        (files.picture(), "image/png", "inline", ".png"),
        (files.picture("JPEG"), "image/jpeg", "inline", ".jpg"),
        (files.picture("WEBP"), "image/webp", "inline", ".webp"),
        (files.odp("Eins"), office.ODP_TYPE, "attachment", ".odp"),
        (files.pptx("Eins"), office.PPTX_TYPE, "attachment", ".pptx"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "application/octet-stream", "attachment", ".bin"),
        (b"<html><script>alert(1)</script></html>", "application/octet-stream", "attachment", ".bin"),
    ],
)
def test_its_content_says_what_a_file_is_and_only_pdf_and_pictures_are_shown(
    visitor, event, content, kind, how, ending
):
    response = visitor.get(slides(event, "x.pdf", content).get_absolute_url())
    assert response.headers["Content-Type"] == kind
    assert response.headers["Content-Disposition"] == f'{how}; filename="kreis-1-groesse-mass{ending}"'
    assert body(response) != b""


def test_nothing_of_the_name_of_the_uploader_is_kept(event):
    names = [slides(event, "Krause geheim.pdf").file.name for _ in range(2)]
    assert names[0] != names[1]
    assert all(re.fullmatch(r"materials/[0-9a-f]{20}\.pdf", name) for name in names)


def test_a_file_can_do_nothing_in_the_browser(visitor, event):
    response = visitor.get(slides(event).get_absolute_url())
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.cookies == {}


def test_a_published_file_is_asked_for_again_but_not_sent_again(visitor, event):
    address = slides(event).get_absolute_url()
    first = visitor.get(address)
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = visitor.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("published_at", [None, timezone.now() + datetime.timedelta(days=9)])
def test_the_file_of_a_draft_is_not_found_and_never_kept(visitor, participant, planner, event, published_at):
    address = slides(event, published_at=published_at).get_absolute_url()
    assert [browser.get(address).status_code for browser in (visitor, participant)] == [404, 404]
    response = planner.get(address)
    assert body(response) == b"%PDF-1.7"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_the_file_of_an_event_in_draft_is_not_found(visitor, planner, event):
    address = slides(event).get_absolute_url()
    assert visitor.get(address).status_code == 200
    event.withdraw()
    assert visitor.get(address).status_code == 404
    assert planner.get(address).status_code == 200


def test_a_file_is_found_under_its_own_event_only(visitor, event):
    material = slides(make.event(slug="kreis-2"))
    assert visitor.get(f"/veranstaltungen/kreis-2/material/{material.pk}/").status_code == 200
    assert visitor.get(f"/veranstaltungen/kreis-1/material/{material.pk}/").status_code == 404


def test_a_link_or_a_lost_file_is_not_found(visitor, event):
    link = make.material(event)
    assert visitor.get(f"/veranstaltungen/kreis-1/material/{link.pk}/").status_code == 404
    lost = slides(event)
    lost.file.storage.delete(lost.file.name)
    assert visitor.get(lost.get_absolute_url()).status_code == 404
    assert visitor.get("/veranstaltungen/kreis-1/").status_code == 200


def test_the_page_names_type_and_size_of_a_file_and_its_words(visitor, event):
    slides(event, content=b"%PDF-" + b"x" * 2000, text_alternative="Drei Diagramme.")
    page = visitor.get("/en/veranstaltungen/kreis-1/").content.decode()
    assert "(PDF, 2.0\xa0KB)" in page
    assert "Drei Diagramme." in page


def test_the_picture_of_an_event_is_shown_with_its_words_and_room(visitor, planner, event):
    assert visitor.get("/veranstaltungen/kreis-1/bild/").status_code == 404
    event.picture = ContentFile(files.A_PNG, "kreis.png")
    event.picture_alt = "Menschen im Kreis"
    event.save()
    page = visitor.get("/veranstaltungen/kreis-1/").content.decode()
    assert '<img src="/veranstaltungen/kreis-1/bild/" width="1" height="1" alt="Menschen im Kreis">' in page
    assert '<source type="image/webp" srcset="/veranstaltungen/kreis-1/bild/480.webp 1w"' in page
    assert '<meta property="og:image" content="http://testserver/veranstaltungen/kreis-1/bild/">' in page
    response = visitor.get("/veranstaltungen/kreis-1/bild/")
    assert (response.headers["Content-Type"], body(response)) == ("image/png", event.picture.open().read())
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    event.withdraw()
    assert visitor.get("/veranstaltungen/kreis-1/bild/").status_code == 404
    assert planner.get("/veranstaltungen/kreis-1/bild/").status_code == 200


def test_a_file_costs_one_query(visitor, event, django_assert_num_queries):
    address = slides(event).get_absolute_url()
    with django_assert_num_queries(1):
        visitor.get(address)


@pytest.mark.parametrize(
    ("titles", "name"),
    [
        (["kreis-1", "Ärger über Öl & Gas"], "kreis-1-aerger-ueber-oel-gas.pdf"),
        (["../../etc/passwd", '"; rm'], "etcpasswd-rm.pdf"),
        (["日本"], "datei.pdf"),
        (["x" * 300], "x" * 80 + ".pdf"),
    ],
)
def test_the_name_for_saving_is_one_that_every_system_takes(titles, name):
    assert file_name(".pdf", *titles) == name
