"""What is kept beside files from now on, for the files that are there already; pictures lose what the camera wrote."""

from django.db import migrations

from klimakreise.publishing.files.kinds import PICTURES, kind_of

NO_WORDS_YET = "Noch nicht in Worten beschrieben."


def look_at_files(apps, schema_editor):
    for row in apps.get_model("events", "Event").objects.exclude(picture=""):
        clean(row, row.picture, "picture_width", "picture_height")
    materials = apps.get_model("events", "Material").objects.exclude(file="")
    materials.filter(published_at__isnull=False, text_alternative="").update(text_alternative=NO_WORDS_YET)
    for row in materials.all():
        clean(row, row.file, "file_width", "file_height")
        row.file_bytes = size(row.file)
        row.save(update_fields=["file_bytes"])


def clean(row, file, width, height):
    """Store a picture anew; a lost file, and what is no picture, is left alone."""
    try:
        with file.open("rb") as stored:
            if kind_of(stored) not in PICTURES:
                return
            file.field.facts = {"width": width, "height": height}
            file.save("", stored, save=False)
    except OSError:
        return
    row.save(update_fields=[file.field.name, width, height])


def size(file):
    try:
        return file.size
    except OSError:
        return None


class Migration(migrations.Migration):
    dependencies = [("events", "0003_files_are_read")]
    operations = [migrations.RunPython(look_at_files, migrations.RunPython.noop, elidable=True)]
