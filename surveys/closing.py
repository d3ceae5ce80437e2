"""Closing a survey: no more answers, the last ones are mixed, and nothing is left that tells when one came.

This is the act; soon after it `surveys/tidying.py` removes what the database still keeps of earlier states.
"""

import logging

from cryptography.exceptions import InvalidTag
from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext_lazy

from klimakreise.publishing.audit import note
from surveys import keys
from surveys.mixing import empty_the_urn, mix
from surveys.models import Envelope, Invited, Issuing, Survey, WaitingAddress
from surveys.opening import lock

log = logging.getLogger("klimakreise.surveys")


def close(survey, *, without_the_lost=False):
    """Close `survey`, now; returns whether it was open until then.

    Addresses that wait for a code and the pasted list go. Raises KeysMissingError if there are ballots in the urn that cannot be
    opened: then nothing has happened. With `without_the_lost` these are thrown away and counted instead.
    """
    with transaction.atomic():
        survey = lock(survey)
        if survey.is_closed:
            return False
        survey.closed_at = timezone.now()
        survey.save(update_fields=["closed_at"])
        lost = mix_the_rest(survey, without_the_lost)
        WaitingAddress.objects.filter(survey=survey).delete()
        Invited.objects.filter(survey=survey).delete()
        note("closed", survey, said_of(lost) if lost else "")
    return True


def said_of(lost):
    words = ngettext_lazy(
        "Without %(number)s ballot that could not be opened: the keys were lost.",
        "Without %(number)s ballots that could not be opened: the keys were lost.",
        "number",
    )
    return words % {"number": lost}


def mix_the_rest(survey, without_the_lost):
    """Make ballots of all that waits; returns how many were thrown away because they cannot be opened."""
    waiting = Envelope.objects.filter(survey=survey)
    issuing = Issuing.objects.filter(survey=survey).first()
    if issuing is None or not waiting.exists():
        return 0
    try:
        with transaction.atomic():
            mix(survey, open_the_urn(survey, issuing))
    except keys.KeysMissingError:
        if not without_the_lost:
            raise
        lost, _models = waiting.delete()
        Issuing.objects.filter(pk=issuing.pk).update(lost=lost)
        return lost
    return 0


def open_the_urn(survey, issuing):
    try:
        return empty_the_urn(survey, keys.read(issuing.key))
    except InvalidTag as fault:
        raise keys.KeysMissingError("The keys are others than those the urn was sealed with.") from fault


def number_lost(survey):
    """How many ballots in the urn of `survey` cannot be opened any more, because its keys are gone or are others; mostly 0.

    The only number of ballots that is told before the close, and only where there is no other way to close.
    """
    issuing = Issuing.objects.filter(survey=survey).first()
    if issuing is None:
        return 0
    waiting = Envelope.objects.filter(survey=survey)
    try:
        secret = keys.read(issuing.key)
        for sealed in waiting.values_list("sealed", flat=True)[:1]:
            secret.unseal(sealed)
    except (keys.KeysMissingError, InvalidTag):
        return waiting.count()
    return 0


def close_what_is_over():
    """Close all surveys whose time is over; returns how many. One that cannot be closed does not keep the others open."""
    done = 0
    for survey in Survey.objects.to_be_closed():
        try:
            done += close(survey)
        except keys.KeysMissingError:
            log.exception("Survey %s cannot be closed: its keys are missing.", survey.pk)
    return done
