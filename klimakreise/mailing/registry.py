"""The kinds of mail, each written by a function in the `mails.py` of a room."""

from collections.abc import Callable
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings

writers: dict[str, Callable] = {}
labels: dict[str, str] = {}


def mail(kind, label=""):
    """Make the function below the writer of mails of `kind` ("room/what"), whose template is `mail/<kind>.md`.

    `label` is what the planning team reads in the outbox: "Invitation to an event".

    It is called when the mail is sent, in the language of the mail, with `about` as given to `queue()` and what was
    sealed there as keyword arguments. It returns `{"context": {...}}`, or None if the mail must not be sent any more.
    The context holds plain values (text, numbers, dates, lists and dicts of them), no rows of the database: what stands
    in them is shown as text and never read as Markdown. In place of the template it may give `words`, a pair of subject and
    body in Markdown, whose values are escaped already (`placeholders.fill_in`); and `files` to attach, each (name, bytes or
    text, type), which are made at sending and kept nowhere.
    """

    def register(function):
        if kind in writers:
            raise ValueError(f"Mails of kind {kind} are written by two functions.")
        writers[kind] = function
        if label:
            labels[kind] = label
        return function

    return register


def label_of(kind):
    """What a kind is called in the outbox; its name if nobody has given it words."""
    return labels.get(kind, kind)


class Signature:
    """Who sends: the name, and what stands below every mail. A higher room that knows it says so."""

    def __init__(self):
        self.function = None

    def __call__(self, function):
        """Take `function` as the one that knows: it returns a dict of `name` (text) and `lines` (list of texts)."""
        self.function = function
        return function

    def current(self):
        """The dict of that function; without one the name of the sender's address, or the host."""
        if self.function:
            return self.function()
        return {
            "name": parseaddr(settings.DEFAULT_FROM_EMAIL)[0] or urlsplit(settings.SITE_URL).netloc,
            "lines": [],
        }


signature = Signature()


def absolute(path):
    """The whole address of a page of this site, for links in mails: `absolute(event.get_absolute_url())`."""
    return f"{settings.SITE_URL}{path}"
