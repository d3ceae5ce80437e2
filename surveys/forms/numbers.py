"""Numbers as people type them: 1.234,5 and 1,234.5 and 1 234,5."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

SIGN = re.compile(r"^[-\u2212]")
BLANKS = re.compile(r"[\s'\u2019]")
SHAPE = re.compile(r"[0-9]+([.,][0-9]+)*")
LONGEST = 40  # characters
DIGITS = 8  # before the decimal sign, as the database keeps them


def read_number(typed, language=None):
    """What was typed as a Decimal; ValidationError if it is no number.

    Both signs may stand for the decimals. Where one sign with three digits behind it could mean either (1.234), it is read as
    in `language` ("de" or "en", by default that of the page): its thousands, not its decimals.
    """
    text = BLANKS.sub("", typed)
    minus, text = ("-", text[1:]) if SIGN.match(text) else ("", text)
    if len(text) > LONGEST or not SHAPE.fullmatch(text):
        raise ValidationError(_("Please give a number, with digits only, e.g. 12 or 3.5."))
    thousands = "," if (language or translation.get_language()) == "en" else "."
    number = Decimal(minus + with_a_point(text, thousands))
    if number.copy_abs() >= 10**DIGITS:
        raise ValidationError(_("This number is too large."))
    return number


def with_a_point(text, thousands):
    """`text` without marks of thousands and with a point before its decimals."""
    marks = [sign for sign in text if sign in ".,"]
    if not marks:
        return text
    whole, last = text.rsplit(marks[-1], 1)
    is_grouped = re.fullmatch(r"[1-9][0-9]{0,2}([.,][0-9]{3})+", text)
    if is_grouped and len(set(marks)) == 1 and (len(marks) > 1 or marks[0] == thousands):
        return text.replace(marks[0], "")
    if len(marks) > 1 and (marks[-1] in whole or not re.fullmatch(r"[1-9][0-9]{0,2}([.,][0-9]{3})+", whole)):
        raise ValidationError(_("Please give a number, with digits only, e.g. 12 or 3.5."))
    return f"{re.sub('[.,]', '', whole)}.{last}"


def decimals_of(number):
    """How many decimal places it has, zeros at the end left out."""
    return max(0, -number.normalize().as_tuple().exponent)


def in_words(number, unit=""):
    """A number as the page's language writes it, with its unit."""
    plain = number.normalize()
    text = number_format(plain, decimal_pos=decimals_of(plain), force_grouping=True)
    return f"{text} {unit}" if unit else text
