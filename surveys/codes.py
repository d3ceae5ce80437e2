"""Codes of a secret survey: 20 characters in groups of four, 50 random bits and 50 bits that prove that they were made here.

A code is in no table: whether it is one follows from k2 of the survey, whether it was used from `Spent`. Its 32 characters are
those of Crockford's base 32: digits and capital letters without I, L, O and U. Who types one may write small letters, spaces and
dashes of any kind, O for 0, and I or L for 1.
"""

import hmac
import re
import secrets
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 20
HALF = 50  # bits
LOOK_ALIKES = str.maketrans("OIL", "011")
BETWEEN = re.compile(r"[\s\-_.\u00ad\u2010-\u2015\u2212]+")
WRONG = _(
    "This is no code of this survey. Please compare it with the mail or the sheet, character by character."
)


def make(keys):
    """A new code of the survey with these keys, as it is mailed: "XXXX-XXXX-XXXX-XXXX-XXXX"."""
    nonce = secrets.randbits(HALF)
    return written(nonce << HALF | keys.proof(nonce, HALF))


def written(number):
    """100 bits as a code."""
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return "-".join(letters[place : place + 4] for place in range(0, LENGTH, 4))


def tidy(typed):
    """What somebody typed as a code is written. Raises ValidationError `wrong` where it cannot be one; asks nothing."""
    letters = BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper().translate(LOOK_ALIKES)
    if len(letters) != LENGTH:
        raise ValidationError(
            _("A code has %(length)s letters and digits in groups of four; these are %(typed)s."),
            code="wrong",
            params={"length": LENGTH, "typed": len(letters)},
        )
    if odd := [letter for letter in letters if letter not in ALPHABET]:
        raise ValidationError(
            _("“%(letter)s” stands in no code. Please compare it with the mail or the sheet."),
            code="wrong",
            params={"letter": odd[0]},
        )
    return "-".join(letters[place : place + 4] for place in range(0, LENGTH, 4))


def read(keys, typed):
    """The nonce of a code of the survey with these keys. Raises ValidationError `wrong`."""
    number = 0
    for letter in tidy(typed).replace("-", ""):
        number = number << 5 | ALPHABET.index(letter)
    nonce, proof = number >> HALF, number & (1 << HALF) - 1
    if not hmac.compare_digest(proof.to_bytes(8), keys.proof(nonce, HALF).to_bytes(8)):
        raise ValidationError(WRONG, code="wrong")
    return nonce
