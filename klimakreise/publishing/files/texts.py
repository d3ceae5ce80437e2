"""The text of uploaded documents, for search and for those who cannot see them."""

import re

from klimakreise.publishing.files import office
from klimakreise.publishing.files.confined import pages_of_pdf
from klimakreise.publishing.files.kinds import ODP, PDF, PPTX, kind_of
from klimakreise.publishing.files.unfit import UnfitError

MOST_LETTERS = 500_000
PAGE_BREAK = "\f"
BROKEN_WORD = re.compile(r"(?<=\w)[-\u00ad]\n(?=[a-zäöüß])")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\u00ad]")
BLANKS = re.compile(r"[^\S\n]+")


def text_of(file):
    """The text of the open binary `file`: a PDF, ODP or PPTX; "" for anything else and for what cannot be read.

    Pages and slides stand in their order with PAGE_BREAK between them (an empty page is empty text, so that the
    number of a page can be counted), up to MOST_LETTERS letters in all. What only the speaker sees is left out.
    """
    kind = kind_of(file)
    try:
        if kind == PDF:
            pages = pages_of_pdf(file)
        else:
            pages = office.slides(file, kind == ODP) if kind in {ODP, PPTX} else []
    except UnfitError:
        return ""
    return PAGE_BREAK.join(tidied(page) for page in pages)[:MOST_LETTERS].rstrip()


def tidied(page):
    """Words that were broken at the end of a line are whole again; no control characters, no blanks for layout."""
    page = UNPRINTABLE.sub("", BROKEN_WORD.sub("", page.replace("\r", "\n")))
    lines = (BLANKS.sub(" ", line).strip() for line in page.splitlines())
    return "\n".join(line for line in lines if line)
