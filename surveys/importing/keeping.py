"""Where an uploaded file is between the steps of its import: in the database, sealed, for an hour at most.

The key (Fernet) is made for this one file and stands nowhere but in the hidden input of the page, the ticket. So neither a dump nor a
backup can be read, also not by whoever knows SECRET_KEY; and a page left open is worth nothing after an hour.
"""

import datetime
import zlib

from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from surveys.models import UploadedAnswers

KEEP = datetime.timedelta(hours=1)


@transaction.atomic
def keep(survey, content):
    """Keep the file (bytes) and return its ticket; what was uploaded to this survey before goes."""
    forget(survey)
    secret = Fernet.generate_key()
    sealed = Fernet(secret).encrypt(zlib.compress(content, 6))
    row = UploadedAnswers.objects.create(survey=survey, sealed=sealed)
    return f"{row.pk:016x}.{secret.decode()}"


def fetch(survey, ticket):
    """The bytes of the file that the ticket stands for. Raises ValidationError if it is gone, or was uploaded to another survey."""
    key, _point, secret = ticket.partition(".")
    try:
        row = UploadedAnswers.objects.get(pk=int(key, 16), survey=survey, at__gt=timezone.now() - KEEP)
        return zlib.decompress(Fernet(secret).decrypt(bytes(row.sealed)))
    except (UploadedAnswers.DoesNotExist, InvalidToken, ValueError, OverflowError, zlib.error) as error:
        words = _("The uploaded file is no longer here: it is deleted after an hour. Please upload it again.")
        raise ValidationError(words, code="gone") from error


def forget(survey):
    """Delete what was uploaded to this survey."""
    UploadedAnswers.objects.filter(survey=survey).delete()


def forget_old(now):
    """Delete what was uploaded more than an hour before `now`; returns how many files."""
    return UploadedAnswers.objects.filter(at__lte=now - KEEP).delete()[0]
