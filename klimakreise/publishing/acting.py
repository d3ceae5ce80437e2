"""Who acts: the person of the request, a command, loading, or the site by itself. The audit and the history ask here."""

import contextlib
import uuid
from contextvars import ContextVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """In what role something was done; kept with the act, for roles change and people leave."""

    SUPERUSER = "superuser", _("technical administration")
    PLANNER = "planner", _("planning team")
    CITY = "city", _("city administration")
    PERSON = "person", _("person with an account")
    VISITOR = "visitor", _("somebody without an account")
    COMMAND = "command", _("a command on the server")
    LOADING = "loading", _("loading of data")
    ITSELF = "itself", _("by itself")


class Acting:
    """One occasion of acting, e.g. one request: everything that is done within it belongs together."""

    def __init__(self, role=None, request=None):
        self.given, self.request, self.occasion = role, request, uuid.uuid4().hex

    @property
    def user(self):
        """The person who is logged in, or None. Asked late: a page that changes nothing needs no session."""
        user = getattr(self.request, "user", None)
        return user if user is not None and user.is_authenticated else None

    @property
    def person(self):
        """The id of that person, or None."""
        return self.user and self.user.pk

    @property
    def role(self):
        return self.given or role_of(self.user)


def role_of(user):
    """The strongest role that `user` (a person, or None) has."""
    if user is None:
        return Role.VISITOR
    if user.is_superuser:
        return Role.SUPERUSER
    if getattr(user, "is_planner", False):
        return Role.PLANNER
    return Role.CITY if getattr(user, "is_city", False) else Role.PERSON


current: ContextVar[Acting | None] = ContextVar("acting", default=None)


def acting():
    """Who acts now; outside of requests and jobs that is a command on the server."""
    return current.get() or Acting(Role.COMMAND)


@contextlib.contextmanager
def acting_as(role, request=None):
    """Within this, `role` acts (or, without one, the person of the `request`)."""
    token = current.set(Acting(role, request))
    try:
        yield
    finally:
        current.reset(token)


def who_acts(get_response):
    """Middleware: within a request its person acts. Stands after the one that knows the person."""

    def middleware(request):
        with acting_as(None, request):
            return get_response(request)

    return middleware
