"""Taking a filled-in sheet: one code, one ballot, and nothing that says which.

A cast is one transaction and writes nothing else, no session, no cache, no history. It puts the sheet into the urn, sealed, and
writes all that waits there and all codes that were used lately anew, in the order of their random keys: so the number of the
transaction (PostgreSQL's `xmin`), the order of the rows and their ids are the same for all of them. Casts of one survey follow
each other, because each holds the lock on the survey's row.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from surveys import codes, keys
from surveys.answers import as_json
from surveys.mixing import empty_the_urn, fill_the_urn, is_there, take_out, write
from surveys.models import Spent, Survey
from surveys.opening import lock, prepare

CLOSED = _("This survey takes no answers at the moment.")
SPENT = _("This code was used already. Each code counts once.")


def cast(survey, code, sheet):
    """Put `sheet` (list of Given, valid for the secret `survey`) into the urn and use up `code` (as somebody typed it).

    Raises ValidationError with one of the codes `closed`, `wrong` and `spent`; KeysMissingError if no code can be checked.
    Nothing was written then.
    """
    if survey.mode != Survey.Mode.SECRET or not survey.is_open:
        raise ValidationError(CLOSED, code="closed")
    issuing = getattr(survey, "issuing", None)  # read along with the survey
    if issuing is None:
        codes.tidy(code)
        raise ValidationError(codes.WRONG, code="wrong")
    secret = keys.read(issuing.key)
    spent = secret.spent(codes.read(secret, code))
    with transaction.atomic():
        take_turns(survey)
        rewrite_spent(survey, spent)
        put_in(survey, secret, sheet)


def cast_openly(survey, sheet):
    """Put `sheet` into the urn of an open `survey`, without a code. Raises ValidationError `closed`, KeysMissingError."""
    if survey.mode != Survey.Mode.OPEN or not survey.is_open:
        raise ValidationError(CLOSED, code="closed")
    secret = keys.read(prepare(survey).key)
    with transaction.atomic():
        take_turns(survey)
        put_in(survey, secret, sheet)


def take_turns(survey):
    """Wait until nobody else casts a ballot of this survey, and look again whether it is open."""
    if not lock(survey).is_open:
        raise ValidationError(CLOSED, code="closed")


def rewrite_spent(survey, key):
    """Write down that a code was used, together with all those of the same wait. Raises ValidationError `spent` if it was before."""
    waiting = take_out(Spent, "key", survey, "AND waits")
    if key in waiting or is_there(Spent, key):
        raise ValidationError(SPENT, code="spent")
    write(Spent, ["key", "survey_id", "waits"], [(each, survey.pk, True) for each in [*waiting, key]])


def put_in(survey, secret, sheet):
    fill_the_urn(survey, secret, [*empty_the_urn(survey, secret), as_json(sheet)])
