"""What a form was opened with, as fingerprints of its fields: so a save notices what somebody else saved meanwhile."""

import base64
import datetime
import hashlib
import json
from collections.abc import Iterable

from django.core.files import File
from django.db.models import Model
from django.forms import ModelChoiceField, ModelMultipleChoiceField, ValidationError, model_to_dict
from django.forms.models import _get_foreign_key

from klimakreise.publishing.inputs import to_the_minute

LONGEST = 500_000  # characters of what a browser sends back
OF_ITS_OWN = {
    "published_at",
    "shown",
}  # their forms see to it that an old form publishes and withdraws nothing


def fingerprint(value):
    """Six characters that tell one value of a field from another, whatever form it comes in."""
    return base64.b64encode(hashlib.blake2b(plain(value).encode(), digest_size=4).digest()).decode()[:6]


def plain(value):
    """The value as text; a row is its key, several rows or lines are sorted or joined, nothing is empty."""
    if value in (None, "", False) or (isinstance(value, File) and not value):
        return ""
    if value is True:
        return "1"
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, datetime.datetime):
        return to_the_minute(value).isoformat()
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, File):
        return value.name
    if isinstance(value, str):
        return "\n".join(line.strip() for line in value.strip().splitlines())
    if isinstance(value, Iterable):
        return "\n".join(plain(each) for each in value)
    return str(value)


def of_data(field, data):
    """`data`, as a browser sends it for the form's `field`, as the value to be compared with a stored one."""
    if isinstance(field, ModelMultipleChoiceField):
        return sorted(data or [])
    if isinstance(field, ModelChoiceField):
        return data
    try:
        return field.to_python(data)
    except (ValidationError, ValueError):
        return data


def of_row(values, names):
    """The fingerprints of the `values` ({field: value}) of these names, in their order."""
    found = ""
    for name in names:
        value = values.get(name)
        if isinstance(value, list) and value and isinstance(value[0], Model):
            value = sorted(str(row.pk) for row in value)
        found += fingerprint(value)
    return found


def names_in(form):
    """The names of the model's fields that a form (or its class) shows and that are compared."""
    fields = getattr(form, "fields", None) or form.base_fields
    model = form._meta.model
    there = {each.name for each in [*model._meta.fields, *model._meta.many_to_many] if each.editable}
    return [name for name in fields if name in there - OF_ITS_OWN and name != model._meta.pk.name]


def of_page(form, formsets):
    """The fingerprints of a form that has just been opened, before anything else is put into it: {prefix: [names, rows]}."""
    names = names_in(form)
    page = {"": [names, {form.instance.pk: of_row(form.initial, names)}]}
    for formset in formsets:
        names = names_in(formset.form)
        rows = {each.instance.pk: of_row(each.initial, names) for each in formset.initial_forms}
        page[formset.prefix] = [names, rows]
    return page


def of_database(thing, inlines, request, known):
    """The same of what is stored now, for the fields that were `known` (another such page)."""
    names = known[""][0]
    page = {"": [names, {thing.pk: of_row(model_to_dict(thing, names), names)}]}
    for inline in inlines:
        owner = _get_foreign_key(type(thing), inline.model, fk_name=inline.fk_name)
        prefix = owner.remote_field.get_accessor_name(model=inline.model).replace("+", "")
        if prefix in known:
            names = known[prefix][0]
            rows = inline.get_queryset(request).filter(**{owner.name: thing})
            page[prefix] = [names, {row.pk: of_row(model_to_dict(row, names), names) for row in rows}]
    return page


def dumps(page):
    return json.dumps(page, separators=(",", ":"))


def loads(text):
    """The page that `dumps` wrote; None where somebody has sent something else."""
    if len(text) > LONGEST:
        return None
    try:
        page = json.loads(text)
        return (
            {
                str(prefix): [
                    [str(name) for name in names],
                    {int(key): str(prints) for key, prints in rows.items()},
                ]
                for prefix, (names, rows) in page.items()
            }
            if "" in page
            else None
        )
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
