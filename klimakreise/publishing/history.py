"""The history of what is public: each saved state of a row, with who saved it and on what occasion.

django-simple-history keeps one table beside each model that says `history = History()`. What is said of people stays out:
e-mail addresses and links to accounts are never copied.
"""

import contextlib
from contextvars import ContextVar

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalChanges, HistoricalRecords

from klimakreise.publishing.acting import Role, acting
from klimakreise.publishing.files.fields import upload_fields

CREATED, CHANGED, DELETED = "+", "~", "-"


class HistoryRow(models.Model):
    """What stands beside the values: in what role it was saved, and on which occasion, e.g. in which request."""

    history_role = models.CharField(max_length=10, choices=Role)
    history_occasion = models.CharField(max_length=32, db_index=True)

    class Meta:
        abstract = True

    @property
    def tracked_key(self):
        """The primary key of the row that this line is about."""
        return getattr(self, self.instance_type._meta.pk.attname)


class Basket:
    """What is to be written into the history at the end, and all at once: {(History, key): "+", "~" or "-"}."""

    def __init__(self):
        self.kinds = {}

    def put(self, history, row, kind):
        before = self.kinds.get((history, row.pk))
        if kind == CHANGED and before == CREATED:
            kind = CREATED
        self.kinds[history, row.pk] = kind

    def empty(self):
        for history in {history for history, _ in self.kinds}:
            kinds = {key: kind for (each, key), kind in self.kinds.items() if each is history}
            rows = history.cls._base_manager.in_bulk(list(kinds))
            history.write([(row, kinds[key]) for key, row in rows.items()])


basket: ContextVar[Basket | None] = ContextVar("basket", default=None)


@contextlib.contextmanager
def gathered():
    """Write the history of everything saved within this at its end: a few statements a table instead of some a row.

    Belongs inside the transaction of the saving. A row that is deleted within it leaves no line.
    """
    token = basket.set(Basket())
    try:
        yield
        basket.get().empty()
    finally:
        basket.reset(token)


class History(HistoricalRecords):
    """Keeps a history of a model: all its fields but personal ones, and its simple many-to-many relations.

    Within one occasion one object leaves one line, however often it is saved. The person is kept as a number, so that
    the lowest room needs to know nothing of accounts and an account can be deleted without touching any history.
    """

    _date_indexing = False

    def __init__(self):
        super().__init__(bases=[HistoryRow], history_user_id_field=models.PositiveBigIntegerField(null=True))

    def create_history_model(self, model, inherited):
        personal = [field.name for field in model._meta.fields if is_personal(field)]
        self.excluded_fields = [*personal, *read_from_files(model)]
        return super().create_history_model(model, inherited)

    def get_m2m_fields_from_model(self, model):
        tables = [(field, field.remote_field.through) for field in model._meta.many_to_many]
        # A table of its own, which may be known by its name only as yet, keeps a history of its own.
        return [field for field, table in tables if not isinstance(table, str) and table._meta.auto_created]

    def get_meta_options(self, model):
        return {**super().get_meta_options(model), "default_permissions": ()}

    def get_meta_options_m2m(self, through_model):
        return {**super().get_meta_options_m2m(through_model), "default_permissions": ()}

    def m2m_changed(self, instance, action, attr, pk_set, reverse, **_):
        if action == "post_clear" or (action in {"post_add", "post_remove"} and pk_set):
            rows = self.cls._base_manager.filter(pk__in=pk_set or ()) if reverse else [instance]
            for row in rows:
                self.create_historical_record(row, CHANGED)

    def create_historical_record(self, instance, history_type, using=None):
        """Write the line of one row; a second one of the same object on the same occasion replaces the first."""
        if gathering := basket.get():
            gathering.put(self, instance, history_type)
            return
        line, before = self.line(instance, history_type, acting()), instance.__dict__.get("_history_line")
        if before and before.history_occasion == line.history_occasion and history_type == CHANGED:
            line.history_id, line.history_type = before.history_id, before.history_type
            self.forget_many(line)
        line.save()
        instance.__dict__["_history_line"] = line
        if history_type == CHANGED:  # a new row has no relations yet, a deleted one has none any more
            self.keep_many([line])

    def write(self, saved):
        """Write the lines of many rows of this model at once; `saved` are (row, "+", "~" or "-")."""
        who = acting()
        lines = [self.line(row, kind, who) for row, kind in saved]
        self.lines.bulk_create(lines, batch_size=200)
        self.keep_many(lines)

    @property
    def lines(self):
        return getattr(self.cls, self.manager_name).model.objects

    def line(self, row, kind, who):
        return self.lines.model(
            history_date=timezone.now(),
            history_type=kind,
            history_user_id=who.person,
            history_role=who.role,
            history_occasion=who.occasion,
            **{field.attname: getattr(row, field.attname) for field in self.fields_included(row)},
        )

    def keep_many(self, lines):
        """Copy the simple many-to-many relations of the rows, as they are now, to their `lines`."""
        for field in self.lines.model._history_m2m_fields:
            copy, through, owner = self.m2m_models[field], field.remote_field.through, field.m2m_field_name()
            of = {line.tracked_key: line for line in lines}
            links = through._base_manager.filter(**{f"{owner}__in": of})
            copy.objects.bulk_create(
                [copy(history=of[getattr(link, f"{owner}_id")], **values_of(link)) for link in links],
                batch_size=200,
            )

    def forget_many(self, line):
        for field in line._history_m2m_fields:
            self.m2m_models[field].objects.filter(history=line).delete()


def values_of(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.fields}


def is_personal(field):
    """Whether what `field` holds is about a person and is never copied: an e-mail address, a link to an account."""
    target = field.remote_field and field.remote_field.model
    label = target if isinstance(target, str) or target is None else target._meta.label
    return isinstance(field, models.EmailField) or label == settings.AUTH_USER_MODEL


def read_from_files(model):
    """The names of the columns that say what is in a file: nobody types them, and a file is not changed but replaced."""
    return [name for field in upload_fields(model) for name in field.facts.values()]


def is_history(model):
    """Whether `model` holds lines of a history or the relations that belong to them: nothing that readers may see."""
    return issubclass(model, HistoricalChanges)


def histories():
    """Every model that keeps a history, with the model of its lines."""
    for model in apps.get_models():
        if name := getattr(model._meta, "simple_history_manager_attribute", None):
            yield model, getattr(model, name).model


def forget_deleted(occasion):
    """Delete the whole history of what was deleted on this occasion."""
    for model, lines in histories():
        key_name = model._meta.pk.attname
        gone = lines.objects.filter(history_occasion=occasion, history_type=DELETED)
        old = lines.objects.filter(**{f"{key_name}__in": list(gone.values_list(key_name, flat=True))})
        for field in lines._history_m2m_fields:
            History.m2m_models[field].objects.filter(history__in=old).delete()
        old.delete()
