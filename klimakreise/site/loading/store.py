"""Writes what was read into rows: makes what is missing, changes what has changed since it was last loaded, else nothing."""

import itertools

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone, translation

from klimakreise.publishing.files.fields import with_facts
from klimakreise.publishing.models import Entry, Publishable
from klimakreise.site.loading.report import Report
from klimakreise.site.models import LoadedRow


class RefusedError(Exception):
    """A row that the rules of its model forbid; `line` says where it stands."""

    def __init__(self, line, reason):
        self.line, self.reason = line, reason
        super().__init__(reason)


class Store:
    """One loading of one origin (the data file, or the example), within the caller's transaction.

    What is compared is the value that was loaded last, not the value in the row: a change made by hand stays until the
    origin itself changes that value. Rows are never deleted; one that was withdrawn is not published again, and one that
    was deleted by hand comes back as a draft.
    """

    def __init__(self, origin, *, is_example=False):
        self.origin, self.is_example = origin, is_example
        self.moment = timezone.now()
        self.loaded = {row.identity: row for row in LoadedRow.objects.filter(origin=origin)}
        # An example takes no row that was made by hand for its own: it is going to be removed.
        self.filled = (
            set() if is_example else {model for model in apps.get_models() if model.objects.exists()}
        )
        self.seen, self.remembered = set(), []
        self.made, self.touched = set(), {}
        self.report = Report()
        self.known = {}

    def __setitem__(self, name, row):
        """Remember a row under its name in the file, e.g. store["group", "bund"]."""
        self.known[name] = row

    def __getitem__(self, name):
        return self.known[name]

    def get(self, kind, name):
        """The row of this name, or None where the file gives none."""
        return self.known[kind, name] if name else None

    def __contains__(self, name):
        return name in self.known

    def has_loaded(self, model, item):
        """Whether the row for this place in the file was made by an earlier loading."""
        return identity_of(model, {"at": item.path}) in self.loaded

    def sources(self, keys):
        return [self["source", key] for key in keys]

    def free_numbers(self, model, numbers):
        """Let rows swap numbers: move those that get another one out of the way; `numbers` are (identity, number)."""
        for place, (identity, number) in enumerate(numbers, 1):
            loaded = self.loaded.get(identity)
            if loaded and loaded.values["number"] != number:
                model.objects.filter(pk=loaded.key).update(number=30_000 + place)

    def keep_list(self, model, entries, parent, *, owner=None, **values):
        """Keep rows that have no key of their own; `entries` are (item, values), `parent` is the row they hang on."""
        entries = [(item, {**values, **more}) for item, more in entries]
        identities = self.identities(model, entries, parent)
        return [
            self.keep(model, item, identity=identity, owner=owner, **more)
            for (item, more), identity in zip(entries, identities, strict=True)
        ]

    def identities(self, model, entries, parent):
        """Pair each of the `entries` (item, values) with the row below `parent` loaded before that is most like it.

        So an entry put in or taken out somewhere does not move what was done by hand from one row to another.
        """
        prefix = f"{model._meta.label_lower} of {parent._meta.label_lower} {parent.pk} #"
        loaded = {name: row.values for name, row in self.loaded.items() if name.startswith(prefix)}
        pairs = paired([snapshot(model, {**item.fields(), **more}) for item, more in entries], loaded)
        free = (name for n in itertools.count(1) if (name := f"{prefix}{n}") not in loaded)
        return [pairs.get(place) or next(free) for place in range(len(entries))]

    def keep(self, model, item, by=None, *, identity="", owner=None, publish=True, **values):
        """Return the row of `model` for `item`, made or brought up to date.

        `by` holds the fields that tell it from others, also from rows made by hand; without it, `identity` or the
        place in the file does. The fields are those that the item fills by itself, `by`, and `values`. `owner` is the
        Publishable that has changed with a row that is none itself. A new row is published unless `publish` is False.
        """
        identity = identity or identity_of(model, by or {"at": item.path})
        if identity in self.seen:
            raise RefusedError(item.line, f"this {model._meta.model_name} is in the file twice")
        self.seen.add(identity)
        values = {**item.fields(), **(by or {}), **values}
        loaded = self.loaded.get(identity)
        row = model.objects.filter(pk=loaded.key).first() if loaded else None
        if row is None and by and model in self.filled:
            row = model.objects.filter(**by).first()
        now = snapshot(model, values)
        try:
            if row is None:
                row, count = self._make(model, values, publish and not loaded), self.report.made
            else:
                before = loaded.values if loaded else {}
                fresh = {name for name in values if now[name] != before.get(name, unknown(now[name]))}
                changed = self._change(row, {name: values[name] for name in fresh}, before)
                count = self.report.updated if changed else self.report.left
        except (ValidationError, DataError, IntegrityError) as error:
            raise RefusedError(item.line, reason(error)) from error
        count[model] += 1
        if count is not self.report.left:
            self._touch(row if isinstance(row, Publishable) else owner)
        self._remember(loaded, identity, row, now)
        return row

    def _make(self, model, values, publish):
        many = {name: values[name] for name in values if model._meta.get_field(name).many_to_many}
        row = model(**{name: value for name, value in values.items() if name not in many})
        if isinstance(row, Publishable):
            row.is_example = self.is_example
        save(row)
        for name, rows in many.items():
            getattr(row, name).set(rows)
        if isinstance(row, Publishable) and publish:
            row.publish(at=self.moment)
            self.made.add((model._meta.label, row.pk))
        return row

    def _change(self, row, fresh, before):
        """Write those of the `fresh` values that differ from the row's; return whether any did."""
        changed, fields = False, []
        for name, value in fresh.items():
            if row._meta.get_field(name).many_to_many:
                there = set(getattr(row, name).all())
                dropped = {other for other in there - set(value) if other.pk in (before.get(name) or [])}
                getattr(row, name).add(*set(value) - there)
                getattr(row, name).remove(*dropped)
                changed = changed or bool(dropped or set(value) - there)
            elif getattr(row, name) != value:
                setattr(row, name, value)
                fields.append(name)
        if fields:
            save(row, update_fields=with_facts(type(row), fields))
        return changed or bool(fields)

    def _touch(self, thing):
        if thing is not None:
            self.touched[thing._meta.label, thing.pk] = thing

    def _remember(self, loaded, identity, row, values):
        if loaded is None:
            loaded = LoadedRow(origin=self.origin, identity=identity, kind=row._meta.label_lower)
        elif loaded.values == values and loaded.key == str(row.pk):
            return
        loaded.key, loaded.values = str(row.pk), values
        self.remembered.append(loaded)

    def finish(self):
        """Write the journal of what changed, remember what was loaded, and report."""
        for key, thing in self.touched.items():
            if key not in self.made and not thing.is_draft:
                Entry.record(thing, Entry.Act.CHANGED)
        new, old = (
            [row for row in self.remembered if (row.pk is None) == is_new] for is_new in (True, False)
        )
        LoadedRow.objects.bulk_create(new)
        LoadedRow.objects.bulk_update(old, ["key", "values"], batch_size=200)
        for identity, loaded in self.loaded.items():
            if identity not in self.seen:
                model = apps.get_model(loaded.kind)
                self.report.gone.setdefault(model, []).extend(model.objects.filter(pk=loaded.key))
        self.report.gone = {model: rows for model, rows in self.report.gone.items() if rows}
        return self.report


def identity_of(model, by):
    """The fields that tell a row of `model` from others, as text."""
    told = (f"{name}={getattr(value, 'pk', getattr(value, 'iso', value))}" for name, value in by.items())
    return f"{model._meta.label_lower} {' '.join(told)}"


def snapshot(model, values):
    """The values as they can be remembered and compared."""
    return {name: plain(model._meta.get_field(name), value) for name, value in values.items()}


def plain(field, value):
    if field.many_to_many:
        return sorted(row.pk for row in value)
    if field.is_relation:
        return value and value.pk
    if isinstance(value, File):
        return value.name
    value = field.get_prep_value(field.to_python(value))
    return value if isinstance(value, str | int | None) else str(value)


def paired(wanted, loaded):
    """Which of the `loaded` snapshots (by name) belongs to which of the `wanted`: {place: name}, most alike first."""
    likeness = []
    for place, new in enumerate(wanted):
        for order, (name, old) in enumerate(loaded.items()):
            same = sum(new[field] == old.get(field) for field in new if new[field] and field != "position")
            likeness.append((-same, abs(place - order), place, name))
    pairs = {}
    for _same, _distance, place, name in sorted(likeness):
        if place not in pairs and name not in pairs.values():
            pairs[place] = name
    return pairs


def save(row, **options):
    """Save the row; the rules in the database are asked for their own words only if it refuses."""
    row.clean_fields(exclude={field.name for field in row._meta.fields if field.is_relation})
    row.clean()
    try:
        with transaction.atomic():
            row.save(**options)
    except IntegrityError:
        with translation.override("en"):
            row.full_clean()
        raise


def unknown(value):
    """What stands for “not known” beside `value`: a row made by hand is not emptied by a file that knows less."""
    return value if value in (None, "", []) else None


def reason(error):
    """What the rules of the model say, in English, as one line."""
    if not isinstance(error, ValidationError):
        return f"the database refuses it: {error}"
    with translation.override("en"):
        if not hasattr(error, "error_dict"):
            return " ".join(error.messages)
        return " ".join(
            " ".join(messages) if name == "__all__" else f"{name}: {' '.join(messages)}"
            for name, messages in error.message_dict.items()
        )
