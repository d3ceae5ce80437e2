"""The inputs of the admin's forms: the browser's own where it has one, and choices that are read once a page."""

from collections.abc import Callable

from django import forms
from django.contrib.admin.widgets import AdminFileWidget, AutocompleteSelect
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone


class MomentInput(forms.DateTimeInput):
    """The browser's own input for a day and a time."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A day and a time to the minute; a stored moment does not count as changed only because it has seconds."""

    widget = MomentInput

    def has_changed(self, initial, data):
        try:
            return to_the_minute(initial) != to_the_minute(self.to_python(data))
        except ValidationError:
            return True


def to_the_minute(moment):
    return moment and timezone.localtime(moment).replace(second=0, microsecond=0)


class KnownAutocomplete(AutocompleteSelect):
    """An autocomplete that reads the names of all that can be chosen once, not once for every row of a page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = {}  # shared by the copies of this widget that the rows get

    def optgroups(self, name, value, attrs=None):
        chosen = [str(each) for each in value if str(each)]
        if chosen and not self.names:
            self.names.update({str(thing.pk): str(thing) for thing in self.choices.queryset.all()})
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [
            self.create_option(name, key, self.names[key], True, index)
            for index, key in enumerate(chosen)
            if key in self.names
        ]
        return [(None, options, 0)]


class FileInput(AdminFileWidget):
    """A file input with a label of its own; the file that is there is linked where the site itself sends it.

    `address_of` returns that address for the row that holds the file; without it the name stands there alone.
    """

    use_fieldset = False
    address_of = None

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if self.address_of and context["widget"]["is_initial"]:
            context["widget"]["address"] = self.address_of(value.instance)
        return context


OVERRIDES = {
    models.FileField: {"widget": FileInput},
    models.ImageField: {"widget": FileInput},
    models.DateTimeField: {"form_class": MomentField, "widget": MomentInput},
    models.TimeField: {"widget": forms.TimeInput(format="%H:%M", attrs={"type": "time"})},
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 4, "cols": 60, "class": "vLargeTextField"})},
}


class FieldsMixin:
    """Inputs of the browser, lists that are read once for all rows, and no more icons than are needed.

    `choices_within` limits a foreign key of a part to rows of the same whole: {"agenda_item": "event"} offers
    the items whose `event` is the one that is edited. `file_addresses` says where the site sends the file of a
    field: {"logo": function of the row}.
    """

    formfield_overrides = OVERRIDES
    choices_within: dict[str, str] = {}
    file_addresses: dict[str, Callable] = {}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and hasattr(field.widget, "can_change_related"):
            field.widget.can_change_related = False
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        if field and db_field.name in self.file_addresses:
            field.widget.address_of = self.file_addresses[db_field.name]
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownAutocomplete(db_field, self.admin_site)
        if lookup := self.choices_within.get(db_field.name):
            whole = request.resolver_match.kwargs.get("object_id")
            rows = db_field.related_model._default_manager
            kwargs["queryset"] = rows.filter(**{lookup: whole}) if whole else rows.none()
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field and not isinstance(field.widget, KnownAutocomplete):
            field.choices = list(field.choices)
        return field
