"""Opening a survey for answers: its keys are made, and its questions are fixed from then on."""

from django.db import transaction
from django.utils import timezone

from surveys import keys
from surveys.models import Issuing, Survey


def lock(survey):
    """The survey's row, locked until the transaction ends; references to it may still be written."""
    return Survey.objects.select_for_update(no_key=True).order_by().get(pk=survey.pk)


def prepare(survey):
    """The Issuing of a secret or open survey; the first time its keys are made and its questions are frozen."""
    if there := Issuing.objects.filter(survey=survey).first():
        return there
    with transaction.atomic():
        lock(survey)
        if there := Issuing.objects.filter(survey=survey).first():
            return there
        issuing = Issuing(survey=survey)
        keys.make(issuing.key)
        issuing.save(force_insert=True)
        Survey.objects.filter(pk=survey.pk, frozen_at=None).update(frozen_at=timezone.now())
    return issuing
