"""A list as CSV, and its cells: guarded against formulas, and read back into what they mean.

A spreadsheet runs a cell that begins with = + - @ as a formula. Such cells leave with an apostrophe before them and
lose it when they come back (OWASP, "CSV Injection").
"""

import csv
import io
import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field
from import_export.widgets import Widget

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def sheet(headings, rows):
    """The text of a CSV file that German spreadsheets read: semicolons, and a byte order mark, without which Excel reads no umlauts.

    `rows` hold texts, numbers (written with the decimal sign of the present language) and None.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([guard(str(heading)) for heading in headings])
    writer.writerows([written(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def written(cell):
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        digits = f"{cell:f}"
        short = digits.rstrip("0").rstrip(".") if "." in digits else digits
        return short.replace(".", get_format("DECIMAL_SEPARATOR"))
    return str(cell) if isinstance(cell, int) else guard(str(cell))


def guard(cell):
    """The text of a cell such that no spreadsheet takes it for a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def unguard(cell):
    """The text that `guard` was given."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


class ChoiceWidget(Widget):
    """A choice by its German label; its code is understood as well."""

    def __init__(self, choices):
        self.choices = choices
        super().__init__()

    def labels(self):
        with translation.override("de"):
            return {str(choice.label): choice.value for choice in self.choices}

    def render(self, value, obj=None, **kwargs):
        return next((label for label, code in self.labels().items() if code == value), "")

    def clean(self, value, row=None, **kwargs):
        text = (value or "").strip()
        if not text or text in self.choices.values:
            return text
        known = {label.casefold(): code for label, code in self.labels().items()}
        if text.casefold() not in known:
            raise ValueError(
                _("“%(value)s” is not possible here. Possible are: %(labels)s")
                % {"value": text, "labels": ", ".join(self.labels())}
            )
        return known[text.casefold()]


class PartialDateWidget(Widget):
    """A day, a month or a year: 17.05.2022, 05.2022, 2022."""

    def __init__(self, field):
        self.field = field
        super().__init__()

    def render(self, value, obj=None, **kwargs):
        return self.field.formfield().prepare_value(value) or ""

    def clean(self, value, row=None, **kwargs):
        try:
            return self.field.to_python((value or "").strip())
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error


class ReferenceWidget(Widget):
    """A row of another table by a field that names it, e.g. its slug."""

    def __init__(self, model, field="slug"):
        self.model, self.named_by = model, field
        super().__init__()

    def render(self, value, obj=None, **kwargs):
        return getattr(value, self.named_by) if value else ""

    def clean(self, value, row=None, **kwargs):
        text = (value or "").strip()
        if not text:
            return None
        found = self.model.objects.filter(**{self.named_by: text}).order_by("-pk").first()
        if found is None:
            raise ValueError(_("There is no “%(value)s”.") % {"value": text})
        return found


class TextWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        return (value or "").strip()

    def render(self, value, obj=None, **kwargs):
        return value or ""


def column(name, attribute, widget=None):
    return Field(column_name=name, attribute=attribute, widget=widget or TextWidget())
