"""Files in object storage: the same stories, against a server on this machine that speaks S3."""

import datetime
import re
import socket
import threading

import boto3
import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from moto.moto_server.werkzeug_app import create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

from events.models import Material
from klimakreise.environment import bucket
from klimakreise.publishing.jobs import delete_strays
from tests import files, make
from tests.typed import part, typed

pytestmark = pytest.mark.django_db
BUCKET = "klimakreise"


@pytest.fixture(scope="module")
def server():
    server = make_server(
        "127.0.0.1", 0, create_backend_app("s3"), threaded=True, request_handler=SilentHandler
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


class SilentHandler(WSGIRequestHandler):
    def log(self, *args):
        """Say nothing of requests."""


@pytest.fixture
def store(server, settings):
    """The files of the site lie in a bucket of this server; returns what the server itself says of it."""
    client = boto3.client(
        "s3",
        endpoint_url=server,
        aws_access_key_id="schluessel",
        aws_secret_access_key="geheim",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=BUCKET)
    settings.STORAGES = {**settings.STORAGES, "default": bucket(url(server.removeprefix("http://")))}
    yield client
    for name in names(client):
        client.delete_object(Bucket=BUCKET, Key=name)


def url(place):
    return f"s3+http://schluessel:geheim@{place}/{BUCKET}"


def names(client):
    return sorted(each["Key"] for each in client.list_objects_v2(Bucket=BUCKET).get("Contents", []))


def body(response):
    return b"".join(response.streaming_content)


def upload(planner, event, file, **fields):
    """A planner adds a file to the event in the admin."""
    form = planner.get(f"/verwaltung/events/event/{event.pk}/change/")
    values = {
        "kind": "slides",
        "file": file,
        "language": "de",
        "text_alternative": "Worte",
        "shown": "on",
        **fields,
    }
    parts = {"materials-TOTAL_FORMS": 1, **part("materials", 0, **values)}
    assert planner.post(form.request["PATH_INFO"], typed(form, **parts)).status_code == 302
    return event.materials.get()


def test_slides_are_uploaded_sent_in_stretches_and_read(store, planner, visitor):
    content = files.pdf("Dächer für alle")
    slides = upload(planner, make.event(), SimpleUploadedFile("folien.pdf", content))
    assert re.fullmatch(r"materials/[0-9a-f]{20}\.pdf", slides.file.name)
    assert names(store) == [slides.file.name]
    assert body(visitor.get(slides.get_absolute_url())) == content
    asked = visitor.get(slides.get_absolute_url(), headers={"Range": "bytes=5-9"})
    assert (asked.status_code, body(asked)) == (206, content[5:10])
    again = visitor.get(slides.get_absolute_url(), headers={"If-None-Match": asked.headers["ETag"]})
    assert again.status_code == 304
    slides.refresh_from_db()
    assert slides.file_text.startswith("Dächer für alle")


def test_a_picture_gets_its_sizes_and_a_draft_keeps_them_to_itself(store, planner, visitor):
    content = files.picture("JPEG", (700, 70))
    board = upload(planner, make.event(), SimpleUploadedFile("tafel.jpg", content), kind="image")
    stem = board.file.name.removesuffix(".jpg")
    assert names(store) == [f"{stem}-480.webp", f"{stem}-960.webp", f"{stem}.jpg"]
    address = f"{board.get_absolute_url()}480.webp"
    assert visitor.get(address).headers["Content-Type"] == "image/webp"
    board.withdraw()
    assert (visitor.get(address).status_code, planner.get(address).status_code) == (404, 200)


def test_a_file_that_the_bucket_has_lost_is_not_found(store, visitor, planner):
    slides = upload(planner, make.event(), SimpleUploadedFile("folien.pdf", files.pdf()))
    store.delete_object(Bucket=BUCKET, Key=slides.file.name)
    assert visitor.get(slides.get_absolute_url()).status_code == 404
    assert visitor.get(slides.event.get_absolute_url()).status_code == 200


def test_what_nothing_refers_to_is_deleted_from_the_bucket(store, planner):
    slides = upload(planner, make.event(), SimpleUploadedFile("folien.pdf", files.pdf()))
    Material.objects.all().delete()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2), tick=True):
        # The server would take a request of the day after tomorrow: it does not check the time.
        assert delete_strays() == [slides.file.name]
    assert names(store) == []


def test_while_the_storage_is_silent_the_site_says_so_and_shows_its_pages(settings, visitor, db):
    slides = make.material(make.event(), file=files.stored(files.pdf()))
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{nobody.getsockname()[1]}"
    settings.STORAGES = {**settings.STORAGES, "default": bucket(url(place))}
    stranger = Client(raise_request_exception=False)
    response = stranger.get(slides.get_absolute_url())
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert stranger.get(slides.event.get_absolute_url()).status_code == 200
    assert type(default_storage._wrapped).__name__ == "Bucket"
