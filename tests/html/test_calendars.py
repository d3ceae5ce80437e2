"""What the parser of Thunderbird reads in our calendars. Run by `make html`."""

import json
import subprocess
from pathlib import Path

import pytest

from events.models import Session
from tests import make
from tests.loaded import load_process

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.html, pytest.mark.django_db]


def read(response):
    command = ["node", ROOT / ".ci/html/read_calendar.mjs"]
    done = subprocess.run(
        command, input=response.content, cwd=ROOT / ".cache/html", capture_output=True, check=True
    )
    return json.loads(done.stdout)


def test_thunderbird_reads_the_times_of_winter_and_summer_the_whole_day_and_the_cancelling(visitor):
    event = make.event(slug="kreis", title="Kreis; mit, Zeichen", date="2026-12-01")
    times = {"start": "18:00", "end": "20:30"}
    make.make(Session, event=event, position=1, place="Rathaus, Saal 1", **times)
    make.make(Session, event=event, position=2, kind="networking", date="2027-07-01", **times)
    make.make(Session, event=event, position=3, kind="networking", date="2027-07-02")
    event.cancel("Sturm.")
    entries = read(visitor.get("/veranstaltungen/kreis/kalender.ics"))
    assert [(each["start"], each["end"]) for each in entries] == [
        ("2026-12-01T17:00:00.000Z", "2026-12-01T19:30:00.000Z"),
        ("2027-07-01T16:00:00.000Z", "2027-07-01T18:30:00.000Z"),
        ("2027-07-02", "2027-07-03"),
    ]
    assert entries[0]["title"] == "Abgesagt: Kreis; mit, Zeichen (Hauptteil)"
    assert entries[0]["place"] == "Rathaus, Saal 1"
    assert {each["status"] for each in entries} == {"CANCELLED"}
    assert len({each["uid"] for each in entries}) == 3


def test_thunderbird_reads_the_calendar_of_the_real_process(visitor):
    load_process()
    assert len(read(visitor.get("/veranstaltungen/kalender.ics"))) > 2
