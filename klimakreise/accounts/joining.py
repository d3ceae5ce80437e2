"""How somebody joins by an invitation: it is sent, perhaps again or withdrawn, and accepted once."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language

from klimakreise.accounts.invitation import in_two_weeks
from klimakreise.accounts.models import User
from klimakreise.accounts.roles import note_roles, roles_in_words
from klimakreise.mailing.outbox import queue
from klimakreise.publishing.audit import note


@transaction.atomic
def send(invitation, language="de"):
    """Send the link, for the first time or again; it is valid for two weeks from now."""
    invitation.valid_until = in_two_weeks()
    invitation.save()
    note("invited", invitation, invitation.in_the_audit)
    moment = f"{invitation.valid_until:%Y%m%d%H%M%S%f}"
    key = f"{invitation._meta.label_lower}-{invitation.pk}-{moment}"
    queue(invitation.mail, to=invitation.email, about=invitation.pk, key=key, language=language)


def withdraw(invitations):
    """Make the waiting ones of `invitations` (a queryset) worthless; returns how many there were."""
    return invitations.waiting().update(withdrawn_at=timezone.now())


@transaction.atomic
def accept(invitation, name):
    """Give the owner of the invited address an account, if there is none, and what the invitation is to.

    Returns the person, or None if the invitation was accepted, withdrawn or too old when its turn came, or if the
    account was closed and the invitation does not open it again.
    """
    invitation = (
        type(invitation).objects.select_for_update(of=("self",)).open().filter(pk=invitation.pk).first()
    )
    if invitation is None:
        return None
    user = User.objects.filter(email__iexact=invitation.email).first()
    if user and not user.is_active and not invitation.opens_closed_accounts:
        return None
    before = roles_in_words(user) if user else ""
    user = user or User.objects.create_user(invitation.email, language=get_language())
    user.name, user.is_active = name, True
    user.save(update_fields=["name", "is_active"])
    user.emailaddress_set.update_or_create(email=user.email, defaults={"verified": True, "primary": True})
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    invitation.welcome(user)
    note_roles(user, before)
    return user


def log_in(request, user, target):
    """Lead `user`, who has proved to own the address, to `target`; a second factor, if there is one, is still asked for."""
    if request.user == user:
        return redirect(target)
    record_authentication(request, user, method="code", email=user.email)
    return perform_login(request, Login(user=user, email=user.email, redirect_url=target))
