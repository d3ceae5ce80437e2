"""The rooms stand on each other in one direction; import-linter watches over imports, this over what the database links."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

ROOMS = [  # lowest first, as in the design
    "klimakreise.publishing",
    "klimakreise.jobs",
    "klimakreise.mailing",
    "klimakreise.accounts",
    "klimakreise.alliance",
    "events",
    "circles",
    "klimakreise.dialogue",
    "surveys",
    "klimakreise.site",
]


def floor(model):
    """The floor of a model's room; what Django and other libraries bring lies below all of them."""
    room = model._meta.app_config.name
    return ROOMS.index(room) if room in ROOMS else -1


def links():
    """Every foreign key and many-to-many relation as (from, field, to), those of tables in between too."""
    for model in apps.get_models(include_auto_created=True):
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            if field.is_relation and field.related_model:
                yield model, field.name, field.related_model


def test_no_foreign_key_points_upwards():
    upwards = [
        f"{model._meta.label}.{name} → {target._meta.label}"
        for model, name, target in links()
        if floor(model) < floor(target) and floor(model) >= 0
    ]
    assert upwards == []


def test_the_search_for_links_sees_some():
    found = {(model._meta.label, target._meta.label) for model, _name, target in links()}
    assert ("events.AgendaItem", "events.Event") in found
    assert ("surveys.SurveyPlacement", "events.AgendaItem") in found
    assert ("circles.Measure_results", "circles.Result") in found


def test_every_app_of_ours_has_its_floor():
    ours = {
        app.name
        for app in apps.get_app_configs()
        if app.name.split(".")[0] in {"klimakreise", "events", "circles", "surveys"}
    }
    assert ours <= set(ROOMS)
    installed = [name for name in settings.INSTALLED_APPS if name in ROOMS]
    assert installed == [room for room in reversed(ROOMS) if room in installed]


def test_no_model_links_to_whatever_it_likes():
    """No generic foreign key: one table with nullable foreign keys and a rule “exactly one” instead."""
    for model in apps.get_models():
        assert [field for field in model._meta.private_fields if hasattr(field, "ct_field")] == []


def test_what_does_not_run_on_postgresql_asks_no_database():
    """The files that the Makefile leaves out there; a story about rows in one of them would be told on SQLite alone."""
    tests = Path(__file__).parent
    names = re.search(
        r"^NO_DATABASE = ((?:.*\\\n)*.*)", (tests.parent / "Makefile").read_text(), re.MULTILINE
    )[1]
    files = [tests / name for name in names.replace("\\", " ").split()]
    assert len(files) == 13
    people = "visitor|planner|participant|city|speaker|office|process"
    asks = re.compile(rf"def \w+\([^)]*\b(db|{people})\b|mark\.django_db|own_database")
    assert [file.name for file in files if asks.search(file.read_text(encoding="utf-8"))] == []
