"""Every page, in both languages, full and empty, is what the Nu HTML checker takes for HTML. Run by `make html`."""

import json
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from django.http import HttpResponse

from events.models import Event
from klimakreise.site.models import Page
from tests.crawling import pages
from tests.loaded import load_process

CHECKER = Path(__file__).resolve().parents[2] / ".cache/html/node_modules/vnu-jar/build/dist/vnu.jar"
UNWRITTEN = [f"{language}/{key}/" for key in Page.Key.values for language in ("", "/en")]

pytestmark = [pytest.mark.html, pytest.mark.django_db]


def mistakes(found, folder):
    """What the checker says of the pages, by their addresses."""
    folder.mkdir()
    paths = {}
    for number, (path, response) in enumerate(found.items()):
        file = folder / f"{number}.html"
        file.write_bytes(response.content)
        paths[str(file)] = path
    command = ["java", "-jar", CHECKER, "--format", "json", "--exit-zero-always", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    assert not [message for message in messages if message["type"] == "non-document-error"]
    return sorted(
        f"{paths[message['url'].removeprefix('file:')]}: {message['message']}"
        for message in messages
        if message["type"] == "error"
    )


def test_every_page_with_the_real_process_and_the_example(visitor, tmp_path):
    load_process()
    call_command("make_example", verbosity=0)
    found = pages(visitor, "/", "/en/")
    assert len(found) > 200
    assert mistakes(found, tmp_path / "full") == []


def test_every_page_of_a_new_installation(visitor, tmp_path):
    found = pages(visitor, "/", "/en/", missing=UNWRITTEN)
    assert len(found) > 20
    assert mistakes(found, tmp_path / "empty") == []


def test_what_the_planning_team_sees_of_a_draft(planner, tmp_path):
    load_process()
    Event.objects.get(slug="klimakreise-1").withdraw()
    found = {path: planner.get(path) for path in ("/", "/veranstaltungen/klimakreise-1/", "/impressum/")}
    assert mistakes(found, tmp_path / "drafts") == []


def test_the_checker_does_find_a_mistake(tmp_path):
    broken = HttpResponse("<!DOCTYPE html><html lang=de><title>x</title><p><div id=a></div></p><p id=a>")
    found = mistakes({"/broken/": broken}, tmp_path / "broken")
    assert found == [
        "/broken/: Duplicate ID “a”.",
        "/broken/: No “p” element in scope but a “p” end tag seen.",
    ]
