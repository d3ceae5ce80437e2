"""A file field for what people upload: a name of our own, pictures cleaned, size and pixels kept in columns beside it."""

import secrets

from django.db import models
from django.db.models.fields.files import FieldFile

from klimakreise.publishing.files import kinds, pictures


class StoredFile(FieldFile):
    """A file whose ending is that of its content, by whatever way it came here, and `kind` can so be told by it."""

    @property
    def kind(self):
        """Its Kind, None for what is no kind that may be uploaded."""
        return kinds.kind_of_name(self.name or "")

    def save(self, name, content, save=True):
        """Store `content` under a name that tells nothing; of a picture its pixels only. `name` is not used."""
        found = kinds.kind_of(content)
        width = height = None
        if found in kinds.PICTURES:
            content, width, height = pictures.cleaned(content, found)
        self.field.keep_facts(
            self.instance, bytes=content.size, width=width, height=height, text="", text_of=""
        )
        ending = found.endings[0] if found else ".bin"
        super().save(f"{secrets.token_hex(10)}{ending}", content, save)


class UploadField(models.FileField):
    """Takes the `kinds` given (kinds.PICTURES, kinds.DOCUMENTS); its validator says what is wrong with others.

    `facts` names the columns of the same model, declared after this one, that are kept up to date with the file:
    {"bytes": …, "width": …, "height": …, "text": …, "text_of": …}. The last two are filled by the job `prepare`: the
    text of a document, and the name of the file that it was read from.
    """

    attr_class = StoredFile

    def __init__(self, *args, kinds=(), facts=None, **kwargs):
        self.kinds, self.facts = kinds, facts or {}
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        field = super().formfield(**kwargs)
        field.max_length = None  # the name of the uploader is not stored, and may be of any length
        field.widget.attrs["accept"] = kinds.accept(self.kinds)
        return field

    def pre_save(self, model_instance, add):
        file = super().pre_save(model_instance, add)
        if not file:
            self.keep_facts(model_instance, bytes=None, width=None, height=None, text="", text_of="")
        return file

    def keep_facts(self, row, **facts):
        for fact, value in facts.items():
            if fact in self.facts:
                setattr(row, self.facts[fact], value)


def upload_fields(model):
    return [field for field in model._meta.fields if isinstance(field, UploadField)]


def with_facts(model, names):
    """The names of fields, and after them those of the columns that follow the files among them: for `update_fields`."""
    facts = [fact for field in upload_fields(model) if field.name in names for fact in field.facts.values()]
    return [*names, *facts]
