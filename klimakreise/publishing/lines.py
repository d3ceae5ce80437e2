"""A field for short lists of plain lines: targets, sectors, reasons."""

from django import forms
from django.db import models


class LinesField(models.TextField):
    """Holds a list of str, kept as text with one item a line; a line break inside an item becomes a space."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def to_python(self, value):
        if isinstance(value, str):
            return [line.strip() for line in value.splitlines() if line.strip()]
        return list(value or [])

    def get_prep_value(self, value):
        lines = value if isinstance(value, str) else "\n".join(" ".join(item.split()) for item in value or [])
        return "\n".join(self.to_python(lines))

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs):
        return super().formfield(
            **{"form_class": LinesFormField, "widget": forms.Textarea(attrs={"rows": 4}), **kwargs}
        )


class LinesFormField(forms.CharField):
    """A textarea, one item a line."""

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)
