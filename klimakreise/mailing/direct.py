"""Mails that are handed to the mail server at once and are kept nowhere: those whose content must not lie in an outbox.

There is no second try and no row: what came of each letter is told to whoever hands it over, and an unclear outcome stays
unclear. Everything else goes through `outbox.py`.
"""

import enum
import logging
import smtplib
from contextlib import suppress
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import mailers

from klimakreise.mailing.letters import compose
from klimakreise.mailing.models import Message

log = logging.getLogger("klimakreise.mailing")


class Outcome(enum.Enum):
    SENT = "sent"  # the server has taken it
    REFUSED = "refused"  # it was not taken, and will not be
    LATER = "later"  # it was not taken now
    UNCLEAR = "unclear"  # it may have been taken


class Line:
    """A connection to the mail server, as a context manager. Entering raises OSError or SMTPException if there is none."""

    def __init__(self):
        self.connection = None

    def __enter__(self):
        self.dial()
        return self

    def __exit__(self, *_fault):
        self.hang_up()

    def dial(self):
        self.connection = mailers.default
        self.connection.open()

    def hang_up(self):
        """End the connection; the next letter makes a new one."""
        if self.connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                self.connection.close()
        self.connection = None

    def hand_over(self, kind, *, to, about, language, secret):
        """Write a mail of `kind` (see `registry.mail`) and give it to the server; returns an Outcome.

        Raises what the function of the kind raises, and OSError or SMTPException if there is no connection: nothing was sent then.
        """
        host = urlsplit(settings.SITE_URL).hostname
        message = Message(
            kind=kind, about=about, language=language, recipient=to, message_id=make_msgid(domain=host)
        )
        letter = compose(message, secret)
        if letter is None:
            return Outcome.REFUSED
        if self.connection is None:
            self.dial()
        outcome = self.post(letter)
        if outcome in {Outcome.LATER, Outcome.UNCLEAR}:
            self.hang_up()  # in whatever state it is
        return outcome

    def post(self, letter):
        try:
            self.connection.send_messages([letter])
        except smtplib.SMTPRecipientsRefused as refusal:
            return outcome_of(next(iter(refusal.recipients.values()))[0])
        except (
            smtplib.SMTPResponseException
        ) as refusal:  # of the sender or of the content, before it was taken
            return outcome_of(refusal.smtp_code)
        except ValueError:  # an address that no mail can be sent to
            return Outcome.REFUSED
        except (smtplib.SMTPException, OSError) as trouble:
            log.warning("A mail may or may not have arrived (%s).", type(trouble).__name__)
            return Outcome.UNCLEAR
        return Outcome.SENT


def outcome_of(smtp_code):
    return Outcome.REFUSED if smtp_code >= 500 else Outcome.LATER
