"""Work on uploaded files that is done once, after the request, and kept."""

from django.apps import apps
from django.tasks import task

from klimakreise.publishing.files import keeping
from klimakreise.publishing.files.fields import upload_fields


@task()
def prepare(label, pk):
    """Make the sizes of the pictures, and read the texts, of the row `pk` of the model `label`, e.g. "events.material"."""
    row = apps.get_model(label)._default_manager.filter(pk=pk).first()
    if row:
        keeping.prepare(row)


def prepare_later(row):
    """Have the job do it, in the caller's transaction; for what holds no file nothing is to be done."""
    if any(getattr(row, field.name) for field in upload_fields(type(row))):
        prepare.enqueue(row._meta.label_lower, row.pk)


def prepare_all():
    """Prepare whatever is not: what came by another way than a form, and what failed. Returns how many rows that were."""
    rows = {(row._meta.label_lower, row.pk) for row in keeping.unprepared()}
    for label, pk in rows:
        prepare.enqueue(label, pk)
    return len(rows)


def delete_strays(dry_run=False):
    """Delete the files that no row refers to any more; returns their names."""
    found = list(keeping.strays())
    for storage, name in found:
        if not dry_run:
            storage.delete(name)
    return [name for _storage, name in found]
