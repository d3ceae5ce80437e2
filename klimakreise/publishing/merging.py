"""Brings what somebody typed together with what somebody else saved meanwhile; nothing of either is lost."""

from dataclasses import dataclass, field

from django.contrib.admin.utils import flatten_fieldsets
from django.forms import ModelChoiceField, ModelMultipleChoiceField
from django.forms.widgets import CheckboxInput, FileInput
from django.utils.text import capfirst
from django.utils.translation import gettext

from klimakreise.publishing.opened import fingerprint, names_in, of_data, plain
from klimakreise.publishing.wording import differences

PIECE = 6  # characters of a fingerprint


@dataclass
class Meanwhile:
    """What came between: `both` is to be decided, the rest is only to be known. All texts are shown as they are."""

    both: list = field(default_factory=list)  # (name of the input, label, theirs, mine as HTML)
    taken: list = field(default_factory=list)  # (label, theirs)
    added: list = field(default_factory=list)  # labels
    gone: list = field(default_factory=list)  # (label, whether it was typed into and is kept as a new one)
    who: str = ""
    at: object = None


class Merge:
    """One form of `admin` for `thing` with its parts; `data` and `files` are what was sent and are changed in place."""

    def __init__(self, admin, request, thing, data):
        fields = flatten_fieldsets(admin.get_fieldsets(request, thing))
        self.form = admin.get_form(request, thing, change=True, fields=fields)(instance=thing)
        self.sections = []
        for formset, inline in admin.get_formsets_with_inlines(request, thing):
            prefix = formset.get_default_prefix()
            rows = inline.get_queryset(request)
            self.sections.append((formset(instance=thing, prefix=prefix, queryset=rows), inline))
        self.data, self.files = data, request.FILES

    def with_what_came_between(self, base):
        """Merge on the `base` that the form was opened with; returns the Meanwhile."""
        found = Meanwhile()
        names, rows = base[""]
        self.merge(self.form, "", names, rows.get(self.form.instance.pk, ""), found)
        for formset, inline in self.sections:
            names, rows = base.get(formset.prefix, [names_in(formset.form), {}])
            self.merge_parts(formset, inline, names, rows, found)
        return found

    def merge(self, theirs, label, names, base, found, prefix=""):
        """Compare one form: `theirs` as it is stored, and what was sent under `prefix` (or its own names)."""
        for place, name in enumerate(names):
            if name not in theirs.fields:
                continue
            input_name = f"{prefix}-{name}" if prefix else name
            column, was = theirs.fields[name], base[place * PIECE : (place + 1) * PIECE]
            stored = theirs.initial.get(name)
            mine = self.sent(column, input_name)
            if prints(stored) == was or plain_of(stored) == plain(mine):
                continue
            words = f"{label}: {capfirst(column.label)}" if label else capfirst(column.label)
            if is_file(column) and input_name not in self.files:
                found.taken.append((words, in_words(column, stored)))
            elif not is_file(column) and fingerprint(mine) == was:
                put(self.data, theirs[name], input_name)
                found.taken.append((words, in_words(column, stored)))
            elif is_file(column):
                found.both.append((input_name, words, in_words(column, stored), in_words(column, mine)))
            else:
                other = in_words(column, stored)
                found.both.append((input_name, words, other, differences(other, in_words(column, mine))))

    def merge_parts(self, formset, inline, names, base, found):
        """Put the parts in the order of the stored ones: theirs with mine in them, then mine that are new or were deleted."""
        prefix, sent = formset.prefix, {}
        total = self.count(f"{prefix}-TOTAL_FORMS")
        pieces = [self.piece(f"{prefix}-{number}") for number in range(total)]
        for piece in pieces:
            if (key := piece.get(f"{formset.model._meta.pk.name}", [""])[0]).isdecimal():
                sent[int(key)] = piece
        order, new = [], [piece for piece in pieces if piece not in sent.values()]
        for number, theirs in enumerate(formset.initial_forms):
            label = named(inline, inline.label(theirs.instance))
            piece = sent.pop(theirs.instance.pk, None)
            order.append((number, theirs, piece, label, base.get(theirs.instance.pk, "")))
        for number, theirs, piece, label, was in order:
            here = f"{prefix}-{number}"
            if piece is None:
                self.write(here, {})
                for bound in theirs:
                    put(self.data, bound, bound.html_name)
                found.added.append(label)
            else:
                self.write(here, piece)
                self.merge(theirs, label, names, was, found, here)
        for key, piece in sent.items():
            self.keep_if_typed(formset, inline, names, base.get(key, ""), piece, new, found)
        for number, piece in enumerate(new, len(order)):
            self.write(f"{prefix}-{number}", piece)
        for number in range(len(order) + len(new), total):
            self.write(f"{prefix}-{number}", {})
        self.data[f"{prefix}-TOTAL_FORMS"] = str(len(order) + len(new))
        self.data[f"{prefix}-INITIAL_FORMS"] = str(len(order))

    def keep_if_typed(self, formset, inline, names, base, piece, new, found):
        """A part that somebody else deleted comes back as a new one if something was typed into it."""
        fields = formset.form.base_fields
        self.write("gone", piece)
        typed = not piece.get("DELETE", [""])[0] and any(
            fingerprint(self.sent(fields[name], f"gone-{name}")) != base[place * PIECE : (place + 1) * PIECE]
            for place, name in enumerate(names)
            if name in fields and not is_file(fields[name])
        )
        self.write("gone", {})
        name = next((piece[each][0] for each in ("title", "heading", "label", "text") if piece.get(each)), "")
        found.gone.append((named(inline, name), typed))
        if typed:
            new.append({**piece, formset.model._meta.pk.name: [""]})

    def sent(self, column, name):
        return of_data(column, column.widget.value_from_datadict(self.data, self.files, name))

    def count(self, name):
        value = self.data.get(name, "")
        return min(int(value), 2000) if value.isascii() and value.isdecimal() else 0

    def piece(self, start):
        """All that was sent for one part: {name of the field: values}, its hidden initial values as "initial-…"."""
        found = {}
        for head in (f"{start}-", f"initial-{start}-"):
            mark = "initial-" if head.startswith("initial-") else ""
            for name in [name for name in self.data if name.startswith(head)]:
                found[mark + name.removeprefix(head)] = self.data.getlist(name)
            for name in [name for name in self.files if name.startswith(head)]:
                found[f"file-{name.removeprefix(head)}"] = self.files.getlist(name)
        return found

    def write(self, start, piece):
        """Let `piece` be what was sent under `start`."""
        for source in (self.data, self.files):
            for name in [each for each in source if each.startswith((f"{start}-", f"initial-{start}-"))]:
                del source[name]
        for name, values in piece.items():
            if name.startswith("file-"):
                self.files.setlist(f"{start}-{name.removeprefix('file-')}", values)
            elif name.startswith("initial-"):
                self.data.setlist(f"initial-{start}-{name.removeprefix('initial-')}", values)
            else:
                self.data.setlist(f"{start}-{name}", values)

    def take(self, names):
        """Replace what was sent for the inputs of these names by what is stored."""
        forms = [self.form, *(each for formset, _ in self.sections for each in formset.initial_forms)]
        inputs = {bound.html_name: bound for form in forms for bound in form}
        for name in names:
            if name in inputs:
                put(self.data, inputs[name], name)
                self.files.pop(name, None)


def named(inline, name):
    kind = capfirst(inline.opts.verbose_name)
    return gettext("%(kind)s “%(name)s”") % {"kind": kind, "name": name} if name else kind


def put(data, bound, name):
    """Let `data` hold what a browser would send under `name` for the stored value of a field of an unbound form."""
    column, value = bound.field, bound.value()
    widget = getattr(column.widget, "widget", column.widget)
    data.pop(name, None)
    if isinstance(widget, FileInput):
        return
    if isinstance(widget, CheckboxInput):
        if value:
            data[name] = "on"
    else:
        shown = widget.format_value(value)
        data.setlist(name, [str(each) for each in shown] if isinstance(shown, list) else [shown or ""])
    if column.show_hidden_initial:
        data[f"initial-{name}"] = column.hidden_widget().format_value(value) or ""


def is_file(column):
    return isinstance(getattr(column.widget, "widget", column.widget), FileInput)


def plain_of(stored):
    """`plain` of an initial value, in which several rows are rows and not keys."""
    return plain(sorted(str(each.pk) for each in stored)) if is_rows(stored) else plain(stored)


def prints(stored):
    return fingerprint(sorted(str(each.pk) for each in stored)) if is_rows(stored) else fingerprint(stored)


def is_rows(stored):
    return isinstance(stored, list) and bool(stored) and hasattr(stored[0], "pk")


def in_words(column, value):
    """A value of a form's field as text."""
    if isinstance(column, ModelMultipleChoiceField):
        keys = [getattr(each, "pk", each) for each in value or []]
        return ", ".join(str(row) for row in column.queryset.filter(pk__in=keys))
    if isinstance(column, ModelChoiceField):
        key = getattr(value, "pk", value)
        return str(column.queryset.filter(pk=key).first() or "") if str(key or "").isdecimal() else ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if hasattr(column, "choices"):
        return str(dict(column.choices).get(value, value or ""))
    if value and is_file(column):  # its name on the disk tells people nothing
        return gettext("another file") if getattr(value, "_committed", False) else str(value)
    shown = column.prepare_value(value)
    return "\n".join(shown) if isinstance(shown, list) else str("" if shown is None else shown)
