"""Dates of which only the month or the year may be known.

A partial date is kept as its ISO 8601 prefix ("2021", "2021-07" or "2021-07-09"). So there is no invented day that
could reach a page, a feed or a sort order, and text order is time order: "2021" < "2021-07" < "2021-07-09".
"""

import datetime
import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
GERMAN = re.compile(r"(?:(?:(\d{1,2})\.\s*)?(\d{1,2})\.\s*)?(\d{4})")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A day, a month or a year; `iso` is "2021-07-09", "2021-07" or "2021"."""

    iso: str

    @classmethod
    def parse(cls, text):
        """Read "2021-07-09", "2021-07", "2021", "9.7.2021" or "7.2021"; raise ValueError otherwise."""
        if match := ISO.fullmatch(text.strip()):
            year, month, day = match.groups()
        elif match := GERMAN.fullmatch(text.strip()):
            day, month, year = match.groups()
        else:
            raise ValueError(f"no date: {text}")
        parts = [int(part) for part in (year, month, day) if part]
        try:
            datetime.date(*[*parts, 1, 1][:3])
        except ValueError as error:
            raise ValueError(f"no date: {text}") from error
        return cls("-".join([f"{parts[0]:04}"] + [f"{part:02}" for part in parts[1:]]))

    @classmethod
    def of(cls, date, precision="day"):
        """Cut a `datetime.date` to its precision: "day", "month" or "year"."""
        return cls(date.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]])

    @property
    def precision(self):
        return {10: "day", 7: "month", 4: "year"}[len(self.iso)]

    @property
    def year(self):
        return int(self.iso[:4])

    @property
    def day(self):
        """The `datetime.date`, or None where the day is not known."""
        return datetime.date.fromisoformat(self.iso) if self.precision == "day" else None

    def __str__(self):
        if self.precision == "year":
            return self.iso
        if self.precision == "month":
            return date_format(datetime.date(self.year, int(self.iso[5:]), 1), "YEAR_MONTH_FORMAT")
        return date_format(self.day, "DATE_FORMAT")


def not_before(field, date=None):
    """A Q: the partial date in `field` is not over before `date` (today): "2026" is not over in November 2026."""
    iso = (date or timezone.localdate()).isoformat()
    return Q(**{f"{field}__gte": iso}) | Q(**{f"{field}__in": [iso[:7], iso[:4]]})


class PartialDateField(models.Field):
    """Holds a PartialDate or None; the column refuses what is no ISO prefix."""

    description = _("Date, month or year")

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def get_internal_type(self):
        return "CharField"

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def db_check(self, connection):
        column = connection.ops.quote_name(self.column)
        digits = {4: "[0-9]" * 4, 7: "[0-9]" * 4 + "-[0-1][0-9]"}
        digits[10] = digits[7] + "-[0-3][0-9]"
        if connection.vendor == "sqlite":
            return " OR ".join(f"{column} GLOB '{pattern}'" for pattern in digits.values())
        return f"{column} ~ '^({'|'.join(digits.values())})$'"

    def from_db_value(self, value, expression, connection):
        return PartialDate(value) if value else None

    def to_python(self, value):
        if value is None or value == "" or isinstance(value, PartialDate):
            return value or None
        if isinstance(value, datetime.date):
            return PartialDate.of(value)
        try:
            return PartialDate.parse(str(value))
        except ValueError:
            raise ValidationError(
                _("“%(value)s” is no date. Write 17.05.2022, or 05.2022 or 2022 if no more is known."),
                code="invalid",
                params={"value": value},
            ) from None

    def get_prep_value(self, value):
        if value in (None, ""):
            return None
        return value.iso if isinstance(value, PartialDate) else str(value)

    def value_to_string(self, obj):
        value = self.value_from_object(obj)
        return value.iso if value else ""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})


class PartialDateFormField(forms.CharField):
    """A text input for a day, a month or a year; shows "17.05.2022", "05.2022" or "2022"."""

    def prepare_value(self, value):
        if isinstance(value, PartialDate):
            return ".".join(reversed(value.iso.split("-")))
        return value

    def to_python(self, value):
        return PartialDateField().to_python(value.strip() if isinstance(value, str) else value)

    def has_changed(self, initial, data):
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True
