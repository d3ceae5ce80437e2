"""What is made of stored files and kept beside them, pictures in sizes and texts, and what nothing refers to any more.

A size of `events/0a1b.png` is `events/0a1b-480.webp`: which sizes there are follows from the picture's width alone, so
that no page asks the storage or the database for them. Until the job has made one the picture itself is sent.
"""

import datetime
import logging
from collections import defaultdict
from pathlib import PurePosixPath

from django.apps import apps
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from klimakreise.publishing.files import pictures
from klimakreise.publishing.files.fields import UploadField, upload_fields
from klimakreise.publishing.files.kinds import PICTURES
from klimakreise.publishing.files.texts import text_of
from klimakreise.publishing.files.unfit import UnfitError
from klimakreise.publishing.models import Entry, Publishable

log = logging.getLogger(__name__)
GRACE = datetime.timedelta(days=1)  # a file may be stored some time before its row is


def name_of_size(name, number):
    return str(PurePosixPath(name).with_name(f"{PurePosixPath(name).stem}-{number}.webp"))


def names_of_sizes(file):
    """{name: number} of all sizes of the StoredFile; none if it is no picture."""
    width = file.field.facts.get("width")
    if file.kind not in PICTURES or not width:
        return {}
    sizes = pictures.sizes_of(getattr(file.instance, width))
    return {name_of_size(file.name, number): number for number, _width in sizes}


def prepare(row):
    """Make the sizes of the row's pictures and read the texts of its documents, where that is not done yet."""
    for field in upload_fields(type(row)):
        file = getattr(row, field.name)
        if not file or not file.storage.exists(file.name):
            continue
        for name, number in names_of_sizes(file).items():
            if not file.storage.exists(name):
                make_size(file, name, number)
        if "text" in field.facts and getattr(row, field.facts["text_of"]) != file.name:
            keep_text(row, field)


def make_size(file, name, number):
    try:
        with file.storage.open(file.name) as original:
            size = pictures.sized(original, file.kind, number)
    except UnfitError:  # somebody has damaged what lay in the store; the picture itself is sent as it is
        log.warning("picture damaged", extra={"file": file.name})
    else:
        file.storage.save(name, size)


def keep_text(row, field):
    """Read the text of the row's file and say so in the journal if everyone may read it."""
    file = getattr(row, field.name)
    with file.storage.open(file.name) as original:
        text = text_of(original)
    with transaction.atomic():
        unchanged = type(row).objects.filter(pk=row.pk, **{field.name: file.name})
        unchanged.update(**{field.facts["text"]: text, field.facts["text_of"]: file.name})
        if text and isinstance(row, Publishable) and row.is_visible():
            Entry.record(row, Entry.Act.READ)


def fields_of_site():
    """Every UploadField of the site with its model."""
    return [(model, field) for model in apps.get_models() for field in upload_fields(model)]


def unprepared():
    """The rows whose text has not been read or of whose picture a size is missing, in no order."""
    stored = {field: set(names_in(field)) for _model, field in fields_of_site()}
    for model, field in fields_of_site():
        with_file = model._default_manager.exclude(**{field.name: ""})
        if "text" in field.facts:
            yield from with_file.exclude(**{field.facts["text_of"]: F(field.name)})
        for row in with_file.defer(*field.facts.values()) if "width" not in field.facts else with_file:
            file = getattr(row, field.name)
            if file.name in stored[field] and not names_of_sizes(file).keys() <= stored[field]:
                yield row


def names_in(field: UploadField):
    """The names of all files in the folder of the field."""
    folder = str(field.upload_to).rstrip("/")
    try:
        return [f"{folder}/{name}" for name in field.storage.listdir(folder)[1]]
    except FileNotFoundError:
        return []


def strays():
    """(storage, name) of the files that no row refers to, directly or as the size of a picture, and that are old enough."""
    stored, wanted = {}, defaultdict(set)
    for model, field in fields_of_site():
        stored |= {(field.upload_to, name): field.storage for name in names_in(field)}
        for row in model._default_manager.exclude(**{field.name: ""}):
            file = getattr(row, field.name)
            wanted[field.upload_to] |= {file.name, *names_of_sizes(file)}
    for (folder, name), storage in sorted(stored.items(), key=lambda item: item[0]):
        if name not in wanted[folder] and storage.get_modified_time(name) < timezone.now() - GRACE:
            yield storage, name


def delete_with_sizes(file):
    """Delete a StoredFile that no row refers to any more from its storage, with its sizes."""
    for name in [file.name, *names_of_sizes(file)]:
        file.storage.delete(name)
