"""30 days after the close the keys of a survey go, and with them all that they could be compared with."""

import datetime

from django.db import transaction

from surveys import keys
from surveys.models import Issued, Issuing, ProposedStatement, Spent

KEEP = datetime.timedelta(days=30)


def forget(now):
    """Destroy the keys of surveys closed more than KEEP before `now`, and delete Issued and Spent; returns how many surveys.

    The numbers of codes stay. Ballots are not touched.
    """
    over = Issuing.objects.filter(survey__closed_at__lt=now - KEEP, forgotten=False)
    for issuing in over:
        keys.destroy(issuing.key)
        with transaction.atomic():
            Issued.objects.filter(survey=issuing.survey_id).delete()
            Spent.objects.filter(survey=issuing.survey_id).delete()
            Issuing.objects.filter(pk=issuing.pk).update(forgotten=True)
    return len(over)


def forget_proposals(now):
    """Delete what people proposed for surveys closed more than KEEP before `now`; returns how many. What is asked stays."""
    over = ProposedStatement.objects.filter(question__survey__closed_at__lt=now - KEEP)
    number, _of_each_kind = over.delete()
    return number
