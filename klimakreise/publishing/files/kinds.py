"""The kinds of files that may be uploaded, told by their content and never by their name."""

from dataclasses import dataclass

import puremagic

from klimakreise.publishing.files import office

HEAD = 1024  # bytes in which a file says what it is


@dataclass(frozen=True)
class Kind:
    """`name` as people call it; the first of `endings` is ours. A browser may show it by itself if it is `shown`."""

    name: str
    endings: tuple[str, ...]
    content_type: str
    shown: bool = True


PDF = Kind("PDF", (".pdf",), "application/pdf")
PNG = Kind("PNG", (".png",), "image/png")
JPEG = Kind("JPEG", (".jpg", ".jpeg"), "image/jpeg")
WEBP = Kind("WebP", (".webp",), "image/webp")
GIF = Kind("GIF", (".gif",), "image/gif")  # no longer taken, still sent
ODP = Kind("ODP", (".odp",), office.ODP_TYPE, shown=False)
PPTX = Kind("PPTX", (".pptx",), office.PPTX_TYPE, shown=False)

PICTURES = (PNG, JPEG, WEBP)
PRESENTATIONS = (ODP, PPTX)
DOCUMENTS = (PDF, *PRESENTATIONS, *PICTURES)
BY_ENDING = {ending: kind for kind in (*DOCUMENTS, GIF) for ending in kind.endings}
OFFICE = {office.ODP_TYPE: ODP, office.PPTX_TYPE: PPTX}


def kind_of(file):
    """The Kind of the open binary `file`, None if it is no kind that may be uploaded; the file is at its start again."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if head.lstrip(b"\0\t\n\f\r ").startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    return OFFICE.get(office.type_of(file)) if head.startswith(office.ZIP) else None


def guess(file):
    """The ending that files with this content usually have (".exe"), for saying what was found; "" if unknown."""
    file.seek(0)
    try:
        return puremagic.from_string(file.read(HEAD))
    except Exception:  # it looks into foreign bytes; whatever happens there, nothing depends on its answer
        return ""
    finally:
        file.seek(0)


def kind_of_name(name):
    """The Kind that a name given by us promises (our names have the ending of their content), or None."""
    return BY_ENDING.get(f".{name.rpartition('.')[2].lower()}" if "." in name else "")


def accept(kinds):
    """The value of an input's `accept`: endings and content types, for both are used by browsers."""
    return ",".join(
        [ending for kind in kinds for ending in kind.endings] + [kind.content_type for kind in kinds]
    )
