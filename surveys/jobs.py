"""Work of surveys that nobody waits for: codes go out, surveys close by themselves, and what is over is forgotten.

No address and no code is ever an argument of a job: arguments are kept.
"""

import datetime

from django.tasks import task
from django.utils import timezone

from klimakreise.jobs.periodic import every
from surveys import closing, forgetting, issuing, tallying, tidying
from surveys.importing import keeping
from surveys.models import Issuing, Survey


@task(max_attempts=20, retry_delay=60)
def issue_codes(survey_id, also_few=False):
    """Give codes to a lot of those who wait, and go on while enough wait; nothing is left of their addresses."""
    survey = Survey.objects.get(pk=survey_id)
    if issuing.issue(survey, also_few=also_few):
        tidying.sweep()
        issue_codes.enqueue(survey_id)


@every(seconds=60)
@task(max_attempts=1)
def open_surveys():
    """Make the keys of surveys that have opened, and send their invitations."""
    opened = Issuing.objects.filter(invited=True).values("survey")
    for survey in Survey.objects.open_now().filter(mode=Survey.Mode.OPEN).exclude(pk__in=opened):
        issuing.prepare(survey)
        Issuing.objects.filter(survey=survey).update(invited=True)
    for survey in issuing.secret_surveys().exclude(pk__in=opened):
        issuing.invite(survey)
        Issuing.objects.filter(survey=survey).update(invited=True)
        if (
            survey.ballot_terms.invites
        ):  # who asks by the form waits for nine others, from the first minute on
            issue_codes.enqueue(survey.pk, also_few=True)


@every(seconds=300, window=True)
@task()
def issue_at_the_hour(since, until):
    """At the hour that each survey has set, codes go out to however few wait."""
    since, until = (datetime.datetime.fromisoformat(moment) for moment in (since, until))
    for survey in issuing.secret_surveys():
        if since < issuing.last_hour(survey.ballot_terms, until) <= until and issuing.invite(survey):
            issue_codes.enqueue(survey.pk, also_few=True)


@every(seconds=60)
@task(max_attempts=1)
def close_surveys():
    """Close surveys whose time is over, count all that were closed, and tidy up after them."""
    closing.close_what_is_over()
    tallying.count_closed()
    tidying.tidy_up()


@every(hours=24, at="03:40")
@task(max_attempts=1)
def forget_codes():
    """Destroy the keys of surveys that were closed a month ago, and that codes were issued; forget proposed statements."""
    forgetting.forget(timezone.now())
    forgetting.forget_proposals(timezone.now())


@every(seconds=600)
@task(max_attempts=1)
def forget_uploads():
    """Delete files with answers that were uploaded an hour ago and not imported."""
    keeping.forget_old(timezone.now())
