"""What may be uploaded: pictures, PDF and presentations, judged by their content and structure and not by their name.

Used as validators of file fields. A file that is stored already is not read again.
"""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.files import kinds, office, pictures
from klimakreise.publishing.files.confined import UnreadableError, judge_pdf
from klimakreise.publishing.files.unfit import UnfitError

LARGEST = 25 * 1024 * 1024  # bytes
NO_PICTURE = _("The file is no JPEG, PNG or WebP picture%(but)s. Save the picture in one of these formats.")
NO_DOCUMENT = _(
    "The file is neither a PDF nor an ODP or PPTX presentation nor a JPEG, PNG or WebP picture%(but)s. Save it as PDF."
)


def validate_picture(file):
    """Raise ValidationError unless the new `file` is a sound JPEG, PNG or WebP picture."""
    check(file, kinds.PICTURES, NO_PICTURE)


def validate_document(file):
    """Raise ValidationError unless the new `file` is a sound picture, or a PDF, ODP or PPTX that does nothing by itself."""
    check(file, kinds.DOCUMENTS, NO_DOCUMENT)


def check(file, taken, refusal):
    """Raise ValidationError unless the new `file` is one of the Kinds `taken`; it is at its start again."""
    if not is_new(file):
        return
    if file.size > LARGEST:
        raise UnfitError("too_large")
    found = kinds.kind_of(file)
    if found not in taken:
        ending = kinds.guess(file)
        but = _(", by its content rather %(ending)s") % {"ending": ending} if ending else ""
        raise ValidationError(refusal, code="wrong_kind", params={"but": but})
    check_ending(file, found)
    if found in kinds.PICTURES:
        pictures.decoded(file, found)
    elif found in kinds.PRESENTATIONS:
        office.judge(file, is_odp=found == kinds.ODP)
    else:
        check_pdf(file)
    file.seek(0)


def is_new(file):
    """Whether `file` has just been uploaded and is not in the storage yet; puts its reading position at the start."""
    new = isinstance(file, UploadedFile) or not getattr(file, "_committed", False)
    if new:
        file.seek(0)
    return new


def check_ending(file, found):
    """Refuse a name that promises something else than the content, which is of the Kind `found`."""
    if PurePath(file.name).suffix.lower() not in found.endings:
        raise ValidationError(
            _(
                "By its content the file is a %(found)s file, but its name does not end in %(ending)s. Rename it."
            ),
            code="wrong_ending",
            params={"found": found.name, "ending": found.endings[0]},
        )


def check_pdf(file):
    try:
        found = judge_pdf(file)
    except UnreadableError as error:
        raise UnfitError("unreadable") from error
    if found != "sound":
        raise UnfitError(found)
