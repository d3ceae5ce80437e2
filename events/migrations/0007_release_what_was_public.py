"""Until now an agenda was seen with its event: what was public, or is going to be by itself, becomes version 1."""

from django.db import migrations

NOTE = "Das Programm, wie es bisher hier stand."
FROZEN = ["kind", "title", "announced_title", "presenter", "start", "duration_minutes", "description"]


def release(apps, schema_editor):
    using = schema_editor.connection.alias
    Event, AgendaRelease, ReleasedItem = (
        apps.get_model("events", name) for name in ("Event", "AgendaRelease", "ReleasedItem")
    )
    shown = Event.objects.using(using).filter(published_at__isnull=False, agenda_releases=None)
    for event in shown.exclude(agenda_items=None).distinct():
        version = AgendaRelease.objects.using(using).create(event=event, number=1, note=NOTE)
        items = event.agenda_items.using(using).order_by("position", "pk")
        ReleasedItem.objects.using(using).bulk_create(
            ReleasedItem(
                release=version,
                item=item,
                key=item.pk,
                position=position,
                **{name: getattr(item, name) for name in FROZEN},
            )
            for position, item in enumerate(items, 1)
        )


class Migration(migrations.Migration):
    dependencies = [("events", "0006_agenda_releases")]

    operations = [migrations.RunPython(release, migrations.RunPython.noop)]
