"""Somebody asks for a code with an e-mail address."""

from django.db import transaction

from surveys import keys
from surveys.addresses import normalised
from surveys.issuing import ENOUGH
from surveys.jobs import issue_codes
from surveys.models import Issued, WaitingAddress
from surveys.opening import lock, prepare


def ask(survey, address, language):
    """Let the address wait for a code, unless it was given one. Nothing says which of both happened."""
    key = keys.read(prepare(survey).key).issued(normalised(address))
    with transaction.atomic():
        lock(survey)
        if Issued.objects.filter(key=key).exists():
            return
        row = WaitingAddress(key=key, survey=survey, address=address, language=language)
        WaitingAddress.objects.bulk_create([row], ignore_conflicts=True)
        if WaitingAddress.objects.filter(survey=survey).count() >= ENOUGH:
            transaction.on_commit(lambda: issue_codes.enqueue(survey.pk))
