"""Sending what waits in the outbox: claim a few rows, send each, say so. None is lost; a killed worker doubles one at most.

A row is claimed before it is sent and marked after that. What a dead worker had claimed goes out again, with the same
Message-ID: between sending and marking nobody can know, and a mail too many is better than a mail too few.
"""

import datetime
import logging
import smtplib
import time
from contextlib import suppress

from django.core.mail import mailers
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from klimakreise.jobs.models import Worker
from klimakreise.mailing.letters import compose
from klimakreise.mailing.models import Message

log = logging.getLogger("klimakreise.mailing")

BATCH = 10  # rows claimed at once: an urgent mail waits for as many at most
MOST = 100  # messages over one connection; servers hang up after some number
LONGEST = 20  # seconds, so that a worker that is told to stop does
GIVE_UP_AFTER = datetime.timedelta(days=3)

Fault = Message.Fault
State = Message.State


class Unreachable(Exception):  # noqa: N818 (a state of the server)
    """The server as a whole is of no use now; every other mail would fare the same."""


class Delivery:
    """One worker's round of sending."""

    def __init__(self, worker_id):
        self.worker_id = worker_id
        self.connection = None

    def run(self):
        """Send what is due; returns the seconds after which there is more to do, None if nothing is known to be."""
        self.free_what_nobody_sends()
        started, number = time.monotonic(), 0
        try:
            while batch := self.claim():
                for message in batch:
                    self.deliver(message)
                number += len(batch)
                if number >= MOST or time.monotonic() - started > LONGEST:
                    return 0
        except Unreachable as fault:
            self.release()
            return fault.args[0]
        finally:
            self.hang_up()
        return None

    def free_what_nobody_sends(self):
        """Take back what dead workers had claimed, and what this one left behind: it sends one round at a time."""
        claimed = Message.objects.waiting().exclude(claimed_by="")
        if claimed.exists():
            others = Worker.objects.alive().exclude(pk=self.worker_id)
            claimed.exclude(claimed_by__in=list(others.values_list("pk", flat=True))).update(claimed_by="")

    def claim(self):
        with transaction.atomic():
            batch = list(Message.objects.due().select_for_update(skip_locked=True)[:BATCH])
            Message.objects.filter(pk__in=[message.pk for message in batch]).update(claimed_by=self.worker_id)
        return batch

    def release(self):
        Message.objects.waiting().filter(claimed_by=self.worker_id).update(claimed_by="")

    def deliver(self, message):
        """Send one message and write down what came of it; raises Unreachable."""
        now = timezone.now()
        if message.expires_at and message.expires_at <= now:
            return self.settle(message, State.DROPPED, Fault.EXPIRED)
        mine = Message.objects.waiting().filter(pk=message.pk, claimed_by=self.worker_id)
        if not mine.update(attempts=F("attempts") + 1):
            return None  # others believed this worker dead, and have it now
        message.attempts += 1
        try:
            letter = compose(message)
        except Exception:
            log.exception("A mail of kind %s could not be written.", message.kind)
            return self.settle(message, State.FAILED, Fault.UNWRITTEN)
        if letter is None:
            return self.settle(message, State.DROPPED, Fault.POINTLESS)
        return self.post(message, letter)

    def post(self, message, letter):
        try:
            self.dial()
            self.connection.send_messages([letter])
        except smtplib.SMTPRecipientsRefused as refusal:
            code = next(iter(refusal.recipients.values()))[0]
            if code < 500:
                return self.put_off(message, Fault.LATER, code, min(60 * 2 ** (message.attempts - 1), 600))
            return self.settle(message, State.FAILED, Fault.REFUSED, code)
        except smtplib.SMTPDataError as refusal:
            if refusal.smtp_code >= 500:
                return self.settle(message, State.FAILED, Fault.REJECTED, refusal.smtp_code)
            self.unreachable(message, refusal)
        except ValueError:  # an address that no mail can be sent to
            return self.settle(message, State.FAILED, Fault.REFUSED)
        except (smtplib.SMTPException, OSError) as trouble:
            self.unreachable(message, trouble)
        return self.settle(message, State.SENT)

    def unreachable(self, message, trouble):
        seconds = min(5 * 2 ** min(message.attempts - 1, 3), 30)
        code = getattr(trouble, "smtp_code", None)
        log.warning("The mail server is of no use now (%s %s).", type(trouble).__name__, code or "")
        self.put_off(message, Fault.UNREACHABLE, code, seconds)
        raise Unreachable(seconds) from trouble

    def put_off(self, message, fault, code, seconds):
        """Try again in so many seconds, or give up after three days."""
        now = timezone.now()
        if message.queued_at < now - GIVE_UP_AFTER:
            return self.settle(message, State.FAILED, Fault.GIVEN_UP, code)
        later = now + datetime.timedelta(seconds=seconds)
        return self.write(message, fault=fault, smtp_code=code, next_attempt=later)

    def settle(self, message, state, fault="", code=None):
        gone = {} if state == State.FAILED else {"recipient": "", "sealed": None}
        now = timezone.now()
        return self.write(message, state=state, fault=fault, smtp_code=code, settled_at=now, **gone)

    def write(self, message, **fields):
        Message.objects.filter(pk=message.pk, claimed_by=self.worker_id).update(claimed_by="", **fields)

    def dial(self):
        if self.connection is None:
            self.connection = mailers.default
            self.connection.open()

    def hang_up(self):
        if self.connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self.connection.close()
            self.connection = None
