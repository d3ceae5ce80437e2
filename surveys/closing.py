"""Closing a survey: no more answers, the last ones are mixed, and nothing is left that tells when one came.

This is the act; soon after it `surveys/tidying.py` removes what the database still keeps of earlier states.
"""

from django.db import transaction
from django.utils import timezone

from klimakreise.publishing.audit import note
from surveys import keys
from surveys.mixing import empty_the_urn, mix
from surveys.models import Envelope, Invited, Issuing, Survey, WaitingAddress
from surveys.opening import lock


def close(survey):
    """Close `survey`, now; returns whether it was open until then.

    Addresses that wait for a code and the pasted list go. Raises KeysMissingError if there are ballots in the urn that cannot be
    opened: then nothing has happened.
    """
    with transaction.atomic():
        survey = lock(survey)
        if survey.is_closed:
            return False
        survey.closed_at = timezone.now()
        survey.save(update_fields=["closed_at"])
        mix_the_rest(survey)
        WaitingAddress.objects.filter(survey=survey).delete()
        Invited.objects.filter(survey=survey).delete()
        note("closed", survey)
    return True


def mix_the_rest(survey):
    issuing = Issuing.objects.filter(survey=survey).first()
    if issuing and Envelope.objects.filter(survey=survey).exists():
        sheets = empty_the_urn(survey, keys.read(issuing.key))
        mix(survey, sheets)


def close_what_is_over():
    """Close all surveys whose time is over; returns how many."""
    return sum(close(survey) for survey in Survey.objects.to_be_closed())
