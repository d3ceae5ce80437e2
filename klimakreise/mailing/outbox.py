"""Putting mails into the outbox: a row in the transaction that causes them, so that none is lost and none is imagined."""

from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from klimakreise.mailing.jobs import deliver
from klimakreise.mailing.models import Message
from klimakreise.mailing.registry import writers
from klimakreise.mailing.sealing import seal
from klimakreise.publishing.audit import note


def queue(kind, *, to, key, about=None, language=None, urgent=False, secret=None, expires=None):
    """Send a mail of `kind` to the address `to`, soon after the transaction ends.

    `key` says which mail this is: a second one with the same key does nothing. It stays for long and holds no address.
    `about` is the primary key that the kind's function is called with, `language` "de" or "en" (default: the one of the
    page). `urgent` mails go before all others. `secret` is a dict of text and numbers that the function is given as
    well; it is kept unreadable, and the mail is dropped when `expires` (a timedelta) has passed.

    Raises LookupError for a kind that nobody writes, ValueError for a key or an address that cannot be right.
    """
    letter = {"to": to, "key": key, "about": about, "language": language, "secret": secret}
    queue_many(kind, [letter], urgent=urgent, expires=expires)


def queue_many(kind, letters, *, urgent=False, expires=None):
    """`queue()` for many at once: `letters` are dicts of `to`, `key` and perhaps `about`, `language` and `secret`."""
    if kind not in writers:
        raise LookupError(f"No function writes mails of kind {kind}.")
    now = timezone.now()
    common = {
        "kind": kind,
        "urgent": urgent,
        "queued_at": now,
        "next_attempt": now,
        "expires_at": now + expires if expires else None,
    }
    host = urlsplit(settings.SITE_URL).hostname
    messages = [message(letter, host, common) for letter in letters]
    if messages:
        Message.objects.bulk_create(messages, batch_size=500, ignore_conflicts=True)
        deliver.using(priority=10 if urgent else 0).enqueue()


def message(letter, host, common):
    """The row of one letter. SQLite would swallow broken rules together with double keys, so they are looked at here."""
    to, key, secret = letter["to"], letter["key"], letter.get("secret")
    if "@" not in to:
        raise ValueError("A mail needs the address of its recipient.")
    if not key or "@" in key:
        raise ValueError("A mail needs a key without an address.")
    if secret and not common["expires_at"]:
        raise ValueError("A secret is kept for a limited time: say when the mail expires.")
    return Message(
        recipient=to,
        key=key,
        about=letter.get("about"),
        language=letter.get("language") or get_language() or settings.LANGUAGE_CODE,
        sealed=seal(secret) if secret else None,
        message_id=make_msgid(domain=host),
        **common,
    )


@transaction.atomic
def retry(messages):
    """Send failed `messages` (a queryset) once more, with all their attempts; returns how many. The audit says so."""
    now = timezone.now()
    number = messages.failed().update(
        state=Message.State.WAITING,
        attempts=0,
        queued_at=now,
        next_attempt=now,
        settled_at=None,
        claimed_by="",
    )
    if number:
        note("retried", Message, number)
        deliver.enqueue()
    return number
