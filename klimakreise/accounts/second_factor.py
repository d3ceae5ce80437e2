"""The second factor: an app or a passkey beside the code by e-mail. Without one nobody has the planning team's rights."""

import functools

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib.auth import get_user
from django.db import transaction
from django.dispatch import receiver
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from klimakreise.accounts.wording import SECOND_FACTOR
from klimakreise.publishing.audit import note

REAL = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes only stand in for one of them


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = SECOND_FACTOR


def kinds(user):
    """The kinds of second factors that `user` has set up: "totp", "webauthn", both or none."""
    return set(Authenticator.objects.filter(user=user, type__in=REAL).values_list("type", flat=True))


def is_shown(request, user):
    """Whether `user`, the person of `request`, has a second factor and has shown it since the login."""
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records) and bool(kinds(user))


def planners_show_it(get_response):
    """Middleware: within a request the planning team has its rights, on every page, once the second factor was shown.

    Until then its people are treated like everybody else; who they are is asked late, as Django does.
    """

    def person(request):
        user = get_user(request)
        if settings.PLANNER_SECOND_FACTOR and user.is_staff:
            user.lacks_second_factor = not is_shown(request, user)
        return user

    def middleware(request):
        request.user = SimpleLazyObject(functools.partial(person, request))
        return get_response(request)

    return middleware


def way_to_show_it(user, target):
    """The address at which `user` sets a second factor up, or shows the one there is and goes on to `target`."""
    found = kinds(user)
    page = "mfa_reauthenticate" if Authenticator.Type.TOTP in found else "mfa_reauthenticate_webauthn"
    return reverse(page if found else "mfa_index", query={"next": target})


@receiver(authenticator_added)
def setting_up_is_showing(request, user, authenticator, **_kwargs):
    """Who has just set a second factor up has proved to have it; allauth itself would ask for it again."""
    if request.user == user and authenticator.type in REAL:
        record_authentication(request, user, method="mfa", type=authenticator.type, id=authenticator.pk)


@transaction.atomic
def reset(user):
    """Remove all second factors of `user` and end all their sessions; returns the kinds there were."""
    found = sorted(kinds(user))
    Authenticator.objects.filter(user=user).delete()
    user.end_sessions()
    note("role", user, _("second factor removed"))
    return found
