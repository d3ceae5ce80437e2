"""What a migration that begins a history does with the rows that are there: their state now is the first line."""

import uuid

from django.db import migrations
from django.utils import timezone

PREFIX = "Historical"


def first_lines(room):
    """The operation that writes a first line for every row of the models of `room` that have got a history."""

    def write(apps, _editor):
        beside = {"history_date": timezone.now(), "history_occasion": uuid.uuid4().hex}
        beside |= {"history_type": "+", "history_role": "loading"}
        for lines in apps.get_app_config(room).get_models():
            fields = {field.name for field in lines._meta.fields}
            if "history_type" in fields:
                model = apps.get_model(room, lines._meta.object_name.removeprefix(PREFIX))
                copies = (lines(**shared_values(lines, row), **beside) for row in model.objects.iterator())
                lines.objects.bulk_create(copies, batch_size=200)
        for copies in apps.get_app_config(room).get_models():
            if "m2m_history_id" in {field.name for field in copies._meta.fields}:
                write_links(apps, room, copies)

    return migrations.RunPython(write, migrations.RunPython.noop)


def write_links(apps, room, copies):
    """Write those of a many-to-many relation, e.g. of HistoricalMeasure_results."""
    owner, _, relation = copies._meta.object_name.removeprefix(PREFIX).partition("_")
    through = apps.get_model(room, owner)._meta.get_field(relation).remote_field.through
    lines = apps.get_model(room, f"{PREFIX}{owner}").objects
    first = dict(lines.values_list("id", "history_id"))
    key = f"{owner.lower()}_id"
    links = through.objects.iterator()
    copies.objects.bulk_create(
        (copies(history_id=first[getattr(link, key)], **shared_values(copies, link)) for link in links),
        batch_size=200,
    )


def shared_values(copies, row):
    """The values of `row` that its copy has a place for."""
    names = {field.attname for field in copies._meta.fields}
    return {
        field.attname: getattr(row, field.attname) for field in row._meta.fields if field.attname in names
    }
