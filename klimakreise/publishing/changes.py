"""The history of a thing and its parts as one list of occasions, read in a fixed number of queries a model."""

from dataclasses import dataclass, field
from itertools import groupby

from django.contrib.auth import get_user_model
from django.db.models import Max, OuterRef, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext

from klimakreise.publishing.acting import Role
from klimakreise.publishing.history import CREATED, DELETED, History
from klimakreise.publishing.standing import parents_of
from klimakreise.publishing.wording import differences, in_words, label_of

A_PAGE = 20  # occasions
NAMING = ("title", "name", "label", "heading", "key", "text", "note", "question")


@dataclass
class Occasion:
    at: object
    who: str
    changes: list = field(default_factory=list)


@dataclass
class Change:
    """What became of one row on one occasion; `before` is the line with the state before it, if there is one."""

    line: object
    before: object
    kind: str
    is_whole: bool
    name: str = ""
    fields: list = field(default_factory=list)  # (label, html)

    @property
    def what(self):
        return capfirst(self.line.instance_type._meta.verbose_name)

    @property
    def version(self):
        """Names the state before, for the form that takes it back."""
        return self.before and f"{self.line.instance_type._meta.label_lower}:{self.before.history_id}"


class Chronicle:
    """The history of the row `key` of `model` with its `parts`: pairs of a model and the name of its key to the whole."""

    def __init__(self, model, key, parts):
        own = [(model, model._meta.pk.attname), *parts]
        tracked = [(each, name) for each, name in own if hasattr(each, "history")]
        self.model = model
        self.lines = {each: each.history.model.objects.filter(**{name: key}) for each, name in tracked}
        self.ways_up = {each: name.removesuffix("_id") for each, name in parts}

    def occasions(self):
        """The names of all occasions, the newest first, in one query."""
        each = [
            lines.order_by().values("history_occasion").annotate(at=Max("history_date"))
            for lines in self.lines.values()
        ]
        newest = {}
        for row in each[0].union(*each[1:], all=True).order_by() if each else []:
            known = newest.get(row["history_occasion"])
            newest[row["history_occasion"]] = max(known, row["at"]) if known else row["at"]
        return sorted(newest, key=newest.get, reverse=True)

    def read(self, occasions):
        """The Occasions of these names, in this order; those on which nothing changed are left out."""
        found = {}
        changes = [change for model in self.lines for change in self.changes_of(model, occasions)]
        self.name_all(changes)
        people = get_user_model().objects.in_bulk(
            {change.line.history_user_id for change in changes} - {None}
        )
        for change in changes:
            if change.kind in {CREATED, DELETED} or change.fields:
                line = change.line
                occasion = found.setdefault(
                    line.history_occasion, Occasion(line.history_date, who(line, people))
                )
                occasion.at = max(occasion.at, line.history_date)
                occasion.changes.append(change)
        return [found[name] for name in occasions if name in found]

    def changes_of(self, model, occasions):
        lines = self.lines[model]
        earlier = lines.model.objects.filter(
            **{
                model._meta.pk.attname: OuterRef(model._meta.pk.attname),
                "history_id__lt": OuterRef("history_id"),
            }
        ).order_by("-history_id")
        rows = list(
            lines.filter(history_occasion__in=occasions)
            .order_by("history_occasion", model._meta.pk.attname, "history_id")
            .annotate(before_id=Subquery(earlier.values("history_id")[:1]))
        )
        before = lines.model.objects.in_bulk([row.before_id for row in rows if row.before_id])
        read_links([*rows, *before.values()])
        for _, same in groupby(rows, key=lambda row: (row.history_occasion, row.tracked_key)):
            first, *more = same
            last = more[-1] if more else first
            kind = DELETED if last.history_type == DELETED else first.history_type
            if not (kind == DELETED and first.history_type == CREATED):
                yield Change(last, before.get(first.before_id), kind, model is self.model)

    def name_all(self, changes):
        """Give each change its name and its fields in words; reads the names of what they link to."""
        names = names_of(line for change in changes for line in (change.line, change.before) if line)
        for change in changes:
            new, old = change.line, change.before
            change.name = name_of(new, names, self.ways_up.get(new.instance_type, ""))
            if change.kind not in {CREATED, DELETED} and old:
                for column in columns_of(new):
                    before, after = (in_words(column, value(line, column), names) for line in (old, new))
                    if before != after:
                        change.fields.append((label_of(column), differences(before, after)))


def columns_of(line):
    """The fields of the row that a reader of its history cares for, relations at the end."""
    model = line.instance_type
    kept = {each.name for each in line.tracked_fields}
    own = [each for each in model._meta.fields if each.name in kept and not each.primary_key]
    return [each for each in own if each.editable or each.name == "cancelled_at"] + line._history_m2m_fields


def value(line, column):
    return line.links[column.name] if column.many_to_many else getattr(line, column.attname)


def read_links(lines):
    """Give each line `links`: the keys behind its simple many-to-many relations, one query a relation."""
    for line in lines:
        line.links = {column.name: [] for column in line._history_m2m_fields}
    for column in lines[0]._history_m2m_fields if lines else []:
        target, found = f"{column.m2m_reverse_field_name()}_id", {}
        for link in History.m2m_models[column].objects.filter(
            history__in={line.history_id for line in lines}
        ):
            found.setdefault(link.history_id, []).append(getattr(link, target))
        for line in lines:
            line.links[column.name] = found.get(line.history_id, [])


def names_of(lines):
    """{model: {key: name}} of everything that the lines link to, one query a model."""
    keys = {}
    for line in lines:
        for column in columns_of(line):
            if column.is_relation and (found := value(line, column)):
                keys.setdefault(column.related_model, set()).update(
                    found if isinstance(found, list) else [found]
                )
    named = {}
    for model, wanted in keys.items():
        rows, parents = model._base_manager.filter(pk__in=wanted), parents_of(model)
        rows = rows.select_related(*parents) if parents else rows
        named[model] = {row.pk: str(row) for row in rows}
    return named


def name_of(line, names, way_up=""):
    """What tells the row from others: its title or the like, else the first thing that is known of it.

    `way_up` is the field that names its whole, which all the parts have in common.
    """
    columns = {column.name: column for column in columns_of(line)}
    order = [*(name for name in NAMING if name in columns), *columns]
    skipped = {"position", "number", "published_at", way_up}
    words = (
        in_words(columns[name], value(line, columns[name]), names) for name in order if name not in skipped
    )
    return next(filter(None, words), "")[:120]


def who(line, people):
    """Who saved this line: the person with the role of then, or the role alone."""
    role = Role(line.history_role).label
    if line.history_user_id is None:
        return role
    name = people.get(line.history_user_id) or gettext("closed account %(number)s") % {
        "number": line.history_user_id
    }
    return f"{name} ({role})"
