"""Giving out codes: who is asked, who waits, and the handing over of codes that nobody keeps.

The order of the acts is what keeps the secret. Addresses wait in a table of their own. For a lot of them, in one transaction, the
addresses are deleted and rows are written that say "a code was issued", without a time and without the address. Only then codes
are made, in memory, and handed to the mail server in an order of their own. So a code is never beside an address in anything that
is kept, and a worker that dies in between leaves people without a code, never with two.

Reminders need addresses again: they are read anew from where the invitations came from (the event's registrations, the
alliance's people, the pasted list). Whoever asked for a code by the form gets no reminder, for their address was deleted.
"""

import datetime
import math
import random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from klimakreise.mailing.direct import Line, Outcome
from klimakreise.mailing.outbox import queue_many
from surveys import codes, keys
from surveys.addresses import normalised
from surveys.audience import audience
from surveys.models import BallotTerms, Issued, Issuing, Survey, WaitingAddress
from surveys.opening import lock, prepare

ENOUGH = 10  # that wait for a code
AT_ONCE = 50  # a worker that is killed leaves as many without one at most

Who = BallotTerms.Who
draw = random.SystemRandom()


def invite(survey):
    """Let all who are invited and were given no code wait for one; returns how many wait."""
    secret = keys.read(prepare(survey).key)
    wanted = {}
    for address, language in audience(survey.ballot_terms):
        key = secret.issued(normalised(address))
        wanted[key] = WaitingAddress(key=key, survey=survey, address=address, language=language)
    with transaction.atomic():
        lock(survey)
        had = Issued.objects.filter(survey=survey).values_list("key", flat=True)
        for key in had:
            wanted.pop(key, None)
        rows = [wanted[key] for key in sorted(wanted)]
        WaitingAddress.objects.bulk_create(rows, ignore_conflicts=True)
    return WaitingAddress.objects.filter(survey=survey).count()


def issue(survey, *, also_few=False):
    """Give codes to a lot of those who wait, at most AT_ONCE; returns how many were handed over.

    Fewer than ENOUGH wait on, unless `also_few`. Raises OSError or SMTPException, with nothing changed, if the mail server cannot
    be reached.
    """
    if not survey.is_open or not number_due(survey, also_few):
        return 0
    secret = keys.read(prepare(survey).key)
    with Line() as line:
        lot = take(survey, also_few)
        draw.shuffle(lot)
        hand_over(survey, secret, line, lot)
    return len(lot)


def number_due(survey, also_few):
    """How many of those who wait are due at once: lots of about the same size, so that the last is no single one."""
    waiting = WaitingAddress.objects.filter(survey=survey).count()
    if not waiting or (waiting < ENOUGH and not also_few):
        return 0
    return math.ceil(waiting / math.ceil(waiting / AT_ONCE))


def take(survey, also_few):
    """Delete a lot of waiting addresses, drawn by chance, and say that they were given codes; returns the rows."""
    with transaction.atomic():
        lock(survey)
        number = number_due(survey, also_few)
        waiting = WaitingAddress.objects.filter(survey=survey)
        drawn = draw.sample(list(waiting.values_list("key", flat=True)), number)
        lot = list(waiting.filter(key__in=drawn))
        had = set(Issued.objects.filter(key__in=drawn).values_list("key", flat=True))
        waiting.filter(key__in=drawn).delete()
        lot = [row for row in lot if row.key not in had]
        Issued.objects.bulk_create(Issued(key=key, survey=survey) for key in sorted(row.key for row in lot))
        count(survey, unclear=len(lot))
    return lot


def hand_over(survey, secret, line, lot):
    """Send a code to each of the lot. What certainly was not sent may be tried again; what is unclear is only counted."""
    outcomes, untried = {outcome: [] for outcome in Outcome}, list(lot)
    try:
        while untried:
            row = untried.pop()
            outcomes[send(line, survey, row, codes.make(secret), untried)].append(row)
    finally:
        settle(survey, outcomes, untried)


def send(line, survey, row, code, untried):
    try:
        given = {"to": row.address, "about": survey.pk, "language": row.language, "secret": {"code": code}}
        return line.hand_over("surveys/code", **given)
    except Exception:
        untried.append(row)
        raise


def settle(survey, outcomes, untried):
    """Write down what came of a lot: whom nothing was sent to waits anew, and who was refused may ask once more."""
    again, gone = [*outcomes[Outcome.LATER], *untried], outcomes[Outcome.REFUSED]
    not_given = [row.key for row in [*again, *gone]]
    with transaction.atomic():
        lock(survey)
        Issued.objects.filter(key__in=not_given).delete()
        WaitingAddress.objects.bulk_create(sorted(again, key=lambda row: row.key), ignore_conflicts=True)
        sent = len(outcomes[Outcome.SENT])
        count(survey, sent=sent, refused=len(gone), unclear=-(sent + len(not_given)))


def count(survey, **changes):
    """Add to the numbers of codes that the planning team is shown."""
    added = {name: F(name) + change for name, change in changes.items()}
    Issuing.objects.filter(survey=survey).update(**added)


def print_codes(survey, number):
    """So many new codes for sheets of paper, which are kept nowhere; only how many is counted."""
    secret = keys.read(prepare(survey).key)
    count(survey, printed=number)
    return [codes.make(secret) for _each in range(number)]


def remind(survey):
    """Remind all who are invited, for nobody knows who has answered; returns how many mails were queued."""
    with transaction.atomic():
        lock(survey)
        issuing = prepare(survey)
        secret = keys.read(issuing.key)
        people = {
            normalised(address): (address, language) for address, language in audience(survey.ballot_terms)
        }
        times = issuing.reminders + 1
        letters = [
            {
                "to": to,
                "language": language,
                "about": survey.pk,
                "key": f"reminder-{secret.reminded(name, times)}",
            }
            for name, (to, language) in sorted(people.items())
        ]
        queue_many(
            "surveys/reminder",
            letters,
            expires=survey.closes_at - timezone.now() if survey.closes_at else None,
        )
        count(survey, reminders=1)
    return len(letters)


def last_hour(terms, moment):
    """The last full hour of giving out codes at or before `moment` (aware datetime)."""
    local = moment.astimezone(ZoneInfo(settings.TIME_ZONE))
    due = local.replace(hour=terms.hour, minute=0, second=0, microsecond=0)
    return due if due <= local else due - datetime.timedelta(days=1)


def next_hour(terms, moment):
    """The next one after `moment`; None if the survey is closed by then."""
    due = last_hour(terms, moment) + datetime.timedelta(days=1)
    closes = terms.survey.closes_at
    return None if closes and due >= closes else due


def secret_surveys():
    """Those that give out codes now."""
    surveys = Survey.objects.open_now().filter(mode=Survey.Mode.SECRET, ballot_terms__isnull=False)
    return surveys.select_related("ballot_terms__event")
