"""What was public before agendas were released in versions is version 1 of each."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from events.models import AgendaRelease, ReleasedItem
from tests import make

pytestmark = pytest.mark.django_db
migration = importlib.import_module("events.migrations.0007_release_what_was_public")


class Editor:
    connection = connection


def test_the_agendas_of_published_events_are_released_and_no_drafts():
    shown, draft, empty = make.event(), make.event(published_at=None), make.event()
    for event in (shown, draft):
        make.agenda_item(event, released=False, title="Zweiter", position=2)
        make.agenda_item(
            event, released=False, title="Erster", position=1, start="18:00", presenter="Umweltamt"
        )
    migration.release(apps, Editor)
    rows = ReleasedItem.objects.values_list(
        "release__event", "release__number", "position", "title", "presenter"
    )
    assert list(rows) == [
        (shown.pk, 1, 1, "Erster", "Umweltamt"),
        (shown.pk, 1, 2, "Zweiter", ""),
    ]
    assert not empty.agenda_releases.exists()


def test_a_second_run_releases_nothing_more():
    make.agenda_item(make.event(), released=False)
    migration.release(apps, Editor)
    migration.release(apps, Editor)
    assert AgendaRelease.objects.count() == 1
