"""The mails that a story has caused so far."""

import re

from django.core import mail

CODE = re.compile(r"^ *([A-Z0-9]{4}-[A-Z0-9]{4})$", re.MULTILINE)


def letters():
    """All of them, oldest first."""
    return mail.outbox


def newest_code():
    """The code in the newest mail that has one."""
    return next(code for letter in reversed(letters()) for code in CODE.findall(letter.body))
