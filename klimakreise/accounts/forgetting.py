"""What accounts leave behind goes by itself; a nightly job calls `forget`."""

import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q

from klimakreise.accounts.models import CountedUse, Invitation, SharedCacheRow, User

KEEP_INVITATIONS = datetime.timedelta(days=30)  # after they were accepted, withdrawn or too old
KEEP_UNFINISHED = datetime.timedelta(days=14)  # accounts whose address nobody has confirmed


def forget(now):
    """Delete what was needed until before `now` (aware datetime): the rules are the functions below."""
    over_invitations(now - KEEP_INVITATIONS)
    unfinished_accounts(now - KEEP_UNFINISHED)
    sessions(now)
    CountedUse.objects.filter(ends_at__lt=int(now.timestamp())).delete()
    SharedCacheRow.objects.filter(expires__lt=now).delete()  # the cache itself deletes only when it is full


def over_invitations(before):
    """Addresses and names of people who were invited; who has joined is known from the role."""
    for kind in Invitation.__subclasses__():
        over = Q(accepted_at__lt=before) | Q(withdrawn_at__lt=before) | Q(valid_until__lt=before)
        kind.objects.filter(over).delete()


def unfinished_accounts(before):
    """Somebody typed an address and never the code that went there: neither an account nor consent."""
    unfinished = User.objects.filter(
        last_login=None,
        date_joined__lt=before,
        department=None,
        is_planner=False,
        is_superuser=False,
        emailaddress__verified=False,
    ).exclude(emailaddress__verified=True)
    for relation in User._meta.related_objects:
        if getattr(relation.related_model, "ends_with_the_account", False):
            unfinished = unfinished.filter(**{relation.name: None})
    unfinished.delete()


def sessions(now):
    """Sessions that are over, and the line of the list under “Where you are logged in”: it holds an IP address."""
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
