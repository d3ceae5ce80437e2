"""Parts of addresses and names of files from German words."""

from django.utils.text import slugify

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def german_slug(text):
    """A slug with umlauts spelled out: "Rückblick: Straße" becomes "rueckblick-strasse"."""
    return slugify(str(text).translate(UMLAUTS))
