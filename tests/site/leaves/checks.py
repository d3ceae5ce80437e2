"""Checks that a row holds what a leaf of the data file says: functions (row, value, record) → bool."""

import datetime
from decimal import Decimal

from klimakreise.publishing.partial_dates import PartialDate


def plain(value):
    """Values of the file and of rows in one form; unknown is None on both sides."""
    if value is None or value == "" or value == []:
        return None
    if isinstance(value, PartialDate):
        return value.iso
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return (
        Decimal(str(value))
        if isinstance(value, float | Decimal | int) and not isinstance(value, bool)
        else value
    )


def field(name, words=None):
    """The leaf is this field of the row, perhaps in another word."""

    def check(row, value, record):
        found = plain(getattr(row, name)) if row is not None else None
        return found == (words.get(value, value) if words else plain(value)) and (not words or value in words)

    return check


def line(name, words=None):
    """The leaf is a line of this field."""
    return lambda row, value, record: (words.get(value) if words else value) in getattr(row, name)


def dated(name):
    """The leaf is a date that the field holds as far as its precision reaches."""

    def check(row, value, record):
        length = {"day": 10, "month": 7, "year": 4, None: 10}[record["precision"]]
        return plain(getattr(row, name)) == (str(value)[:length] if value else None)

    return check


def precision(name):
    return lambda row, value, record: (getattr(row, name).precision if getattr(row, name) else None) == value


def source(row, value, record):
    """The leaf is a source of the row, which has just those of the record."""
    keys = sorted(found.key for found in row.sources.all())
    return keys == sorted(record["sources"]) and value in keys


def event_source(about, key="sources"):
    def check(row, value, record):
        keys = sorted(found.source.key for found in row.event_sources.all() if found.about == about)
        return keys == sorted(record[key]) and (value in keys or value == keys == [])

    return check


def support(kind):
    return lambda row, value, record: row.support.filter(kind=kind, supporter__name=value).count() == 1


def detail(label):
    """The leaf is a detail of a fact of the city; one that is not known has no row."""

    def check(row, value, record):
        found = row.details.filter(label=label).first()
        shown = {True: "ja", False: "nein", None: None}[value] if value in (True, False, None) else str(value)
        return (found and (found.value or found.date.iso)) == shown

    return check


def of_all(check):
    """Holds for every row of a count: there is one for each of its sources."""
    return lambda rows, value, record: (
        len(rows) == len(record["sources"]) and all(check(row, value, record) for row in rows)
    )


def count_source(rows, value, record):
    return [row.source.key for row in rows].count(value) == 1


def no_rows(name):
    """The leaf says that nothing is known: there is no row."""
    return lambda row, value, record: value is None and not getattr(row, name).exists()


COUNT = {
    "text": of_all(field("text")),
    "value": of_all(field("value")),
    "lower_bound": of_all(field("value")),
    "kind": of_all(field("kind")),
    "sources.*": count_source,
}
