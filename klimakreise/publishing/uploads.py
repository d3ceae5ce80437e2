"""What may be uploaded: pictures and PDF, judged by their content and not by their name.

Used as validators of file fields. A file that is stored already is not read again.
"""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

LARGEST = 25 * 1024 * 1024  # bytes
MOST_PIXELS = 50_000_000
MOST_PDF_OBJECTS = 200_000
ENDINGS = {
    "JPEG": {".jpg", ".jpeg"},
    "PNG": {".png"},
    "WEBP": {".webp"},
    "GIF": {".gif"},
    "PDF": {".pdf"},
}
# What acts by itself or runs programs (ISO 32000-1, 12.6.4): keys of dictionaries and kinds of actions.
ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMedia"}
ACTIVE_KINDS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMedia", "/Movie", "/Rendition"}


def validate_picture(file):
    """Raise ValidationError unless the new `file` is a sound JPEG, PNG, WebP or GIF picture."""
    if is_new(file):
        check_size(file)
        check_ending(file, picture_format(file))


def validate_document(file):
    """Raise ValidationError unless the new `file` is a picture as above or a readable PDF without script."""
    if not is_new(file):
        return
    check_size(file)
    if file.read(1024).lstrip().startswith(b"%PDF-"):
        file.seek(0)
        check_ending(file, "PDF")
        check_pdf(file)
    else:
        check_ending(file, picture_format(file))
    file.seek(0)


def is_new(file):
    """Whether `file` has just been uploaded and is not in the storage yet; puts its reading position at the start."""
    new = isinstance(file, UploadedFile) or not getattr(file, "_committed", False)
    if new:
        file.seek(0)
    return new


def check_size(file):
    if file.size > LARGEST:
        raise ValidationError(_("The file is too large: up to 25 MB are possible."), code="too_large")


def check_ending(file, found):
    """Refuse a name that promises something else than the content, which is of the format `found`."""
    if PurePath(file.name).suffix.lower() not in ENDINGS[found]:
        raise ValidationError(
            _("By its content the file is a %(found)s file, but its name does not end in %(ending)s."),
            code="wrong_ending",
            params={"found": found, "ending": min(ENDINGS[found], key=len)},
        )


def picture_format(file):
    """The format of the picture in `file`; raises ValidationError if it is none or is broken."""
    file.seek(0)
    try:
        with Image.open(file, formats=sorted(set(ENDINGS) - {"PDF"})) as picture:
            size, found = picture.size, picture.format
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(
            _("The file is neither a PDF nor a JPEG, PNG, WebP or GIF picture, or it is damaged."),
            code="unreadable",
        ) from error
    finally:
        file.seek(0)
    if size[0] * size[1] > MOST_PIXELS:
        raise ValidationError(
            _("The picture is too large: up to 50 million pixels are possible."), code="too_many_pixels"
        )
    return found


def check_pdf(file):
    """Refuse a PDF that is encrypted, broken, or holds scripts or actions that start something."""
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted:
            raise ValidationError(
                _("The PDF is protected by a password. Save it without protection."), code="encrypted"
            )
        pages = len(reader.pages)
        active = holds_actions(reader)
    except (PyPdfError, OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValidationError(
            _("The PDF cannot be read. Save it again as PDF and try once more."), code="unreadable"
        ) from error
    if not pages:
        raise ValidationError(_("The PDF has no pages."), code="empty")
    if active:
        raise ValidationError(
            _("The PDF holds scripts or starts something. Print it to a new PDF and upload that one."),
            code="scripted",
        )


def holds_actions(reader):
    """Whether anything that can be reached in the PDF is a script or starts something by itself."""
    seen, waiting = set(), [reader.trailer.raw_get("/Root")]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, IndirectObject):
            if (thing.idnum, thing.generation) in seen:
                continue
            seen.add((thing.idnum, thing.generation))
            if len(seen) > MOST_PDF_OBJECTS:
                raise PyPdfError("too many objects")
            thing = thing.get_object()
        if isinstance(thing, ArrayObject):
            waiting += list.__iter__(thing)
        elif isinstance(thing, DictionaryObject):
            if is_active(thing):
                return True
            waiting += dict.values(thing)
    return False


def is_active(dictionary):
    kind = dictionary.get("/S")
    kind = kind.get_object() if isinstance(kind, IndirectObject) else kind
    return not ACTIVE_KEYS.isdisjoint(dictionary) or (isinstance(kind, NameObject) and kind in ACTIVE_KINDS)
