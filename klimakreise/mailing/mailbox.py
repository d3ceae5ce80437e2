"""The mailbox of the demo: what was sent lies in a folder, and /postfach/ shows it."""

import re
from email import message_from_bytes
from email.policy import default as modern
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

KEPT = 200
CODE = re.compile(r"^    ([A-Z0-9]{4}-[A-Z0-9]{4})$", re.MULTILINE)


class EmailBackend(BaseEmailBackend):
    """Writes each mail into a file of `folder`, and keeps the newest of them."""

    def __init__(self, *, folder, **options):
        super().__init__(**options)
        self.folder = Path(folder)

    def send_messages(self, email_messages):
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            path = self.folder / f"{timezone.now():%Y%m%d-%H%M%S-%f}.eml"
            path.with_suffix(".new").write_bytes(message.message().as_bytes())
            path.with_suffix(".new").rename(path)  # no reader sees half a mail
        for old in newest_first(self.folder)[KEPT:]:
            old.unlink(missing_ok=True)
        return len(email_messages)


def newest_first(folder):
    return sorted(Path(folder).glob("*.eml"), reverse=True)


def read(path):
    """A kept mail as a dict: `sender`, `to`, `subject`, `moment`, `text`, and the `code` for a login if there is one."""
    mail = message_from_bytes(path.read_bytes(), policy=modern)
    text = mail.get_body(["plain"]).get_content()
    code = CODE.search(text)
    return {
        "sender": mail["From"],
        "to": mail["To"],
        "subject": mail["Subject"],
        "moment": mail["Date"].datetime,
        "text": text.strip(),
        "code": code[1] if code else "",
    }
