"""Why a file is not taken, in words that say what to do."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

REASONS = {
    "too_large": _("The file is too large: up to 25 MB are possible."),
    "unreadable": _(
        "The file is damaged. Save it again in the program that it comes from and try once more."
    ),
    "encrypted": _("The file is protected by a password. Save it without protection."),
    "scripted": _("The file holds scripts or macros, or starts something. Save it as PDF and upload that."),
    "carrying": _("The file holds other files. Save it without them, or print it to a new PDF."),
    "loading": _(
        "The presentation loads a picture, sound or film from elsewhere. Insert it instead of linking it, or save as PDF."
    ),
    "too_much_inside": _("Unpacked, the file is far too large. Save it as PDF and upload that."),
    "empty": _("The file has no pages."),
    "too_many_pixels": _("The picture is too large: up to 50 million pixels are possible."),
}


class UnfitError(ValidationError):
    """A ValidationError whose code is one of REASONS."""

    def __init__(self, code):
        super().__init__(REASONS[code], code=code)
