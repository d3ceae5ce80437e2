"""Stored values as people read them, and what differs between two of them, word by word."""

import datetime
import difflib
import re

from django.db import models
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext

from klimakreise.publishing.standing import moment

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
AROUND = 24  # pieces of unchanged text that are shown beside a change


def in_words(field, value, names):
    """`value` of a model's `field` as text; `names` gives {model: {key: name}} for what it links to."""
    if value is None or value == "" or value == []:
        return ""
    if field.is_relation:
        known = names.get(field.related_model, {})
        keys = value if isinstance(value, list) else [value]
        return ", ".join(sorted(known.get(key) or gettext("deleted (%s)") % key for key in keys))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, datetime.datetime):
        return moment(value)
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime.date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return str(value).rpartition("/")[2] if isinstance(field, models.FileField) else str(value)


def label_of(field):
    return capfirst(field.verbose_name)


def differences(before, after):
    """HTML of `after` with what it lost of `before` in <del> and what it gained in <ins>; far unchanged text is left out."""
    if not before or not after:
        return mark(("del", before), ("ins", after))
    old, new = WORDS.findall(before), WORDS.findall(after)
    found = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    same = sum(
        not old[place].isspace()
        for act, start, stop, *_ in found
        if act == "equal"
        for place in range(start, stop)
    )
    if same * 8 < max(len(old), len(new)):  # nearly nothing is as it was
        return mark(("del", before), ("ins", after))
    pieces = []
    for place, (act, start, stop, begin, end) in enumerate(found):
        if act == "equal":
            pieces.append(("", shortened(old[start:stop], place == 0, place == len(found) - 1)))
        else:
            pieces += [("del", "".join(old[start:stop])), ("ins", "".join(new[begin:end]))]
    return mark(*pieces)


def shortened(pieces, is_first, is_last):
    head = [] if is_first else pieces[:AROUND]
    tail = [] if is_last else pieces[-AROUND:]
    if len(pieces) <= len(head) + len(tail) + 8:
        return "".join(pieces)
    return "".join([*head, " … ", *tail])


def mark(*pieces):
    """HTML of (element, text) pairs, in their order."""
    return format_html_join(
        mark_safe(""),
        "{}",
        ((format_html(f"<{name}>{{}}</{name}>", text) if name else text,) for name, text in pieces if text),
    )
