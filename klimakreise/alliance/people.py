"""Who acts for a group: invited, appointed, dismissed."""

from django.db import transaction
from django.utils import timezone

from klimakreise.accounts.invitation import in_two_weeks
from klimakreise.alliance.models import AllianceGroup, GroupInvitation, Membership
from klimakreise.alliance.models.people import in_words
from klimakreise.mailing.outbox import queue
from klimakreise.publishing.audit import note


class LastSpeakerError(Exception):
    """Nobody would speak for the group any more."""


class ClosedError(Exception):
    """The invitation was accepted or withdrawn, or is too old."""


@transaction.atomic
def invite(group, email, role, by, *, name="", language=None):
    """Mail a link with which somebody can act for the `group`; whoever is invited already gets it anew."""
    AllianceGroup.objects.select_for_update().get(pk=group.pk)
    invitation = group.invitations.waiting().filter(email=email).first()
    invitation = invitation or GroupInvitation(group=group, email=email)
    invitation.role, invitation.invited_by, invitation.valid_until = role, by, in_two_weeks()
    invitation.name = name or invitation.name
    invitation.save()
    note("invited", invitation, in_words(invitation))
    key = f"group-invitation-{invitation.pk}-{invitation.valid_until:%Y%m%d%H%M%S}"
    queue("alliance/group_invitation", to=email, about=invitation.pk, key=key, language=language)
    return invitation


@transaction.atomic
def take_up(invitation, user):
    """Let `user` act for the group as the `invitation` says; raises ClosedError where it does not hold any more."""
    held = GroupInvitation.objects.open().select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if held is None:
        raise ClosedError
    held.accepted_at, held.accepted_by = timezone.now(), user
    held.save(update_fields=["accepted_at", "accepted_by"])
    held.welcome(user)
    return held


@transaction.atomic
def appoint(group, user, role):
    """Let `user` act for the `group` at once."""
    member, _is_new = Membership.objects.update_or_create(user=user, group=group, defaults={"role": role})
    note("role", member, in_words(member))


@transaction.atomic
def dismiss(member, by):
    """End the Membership; raises LastSpeakerError where nobody would be left who speaks and `by` is no planner."""
    group = AllianceGroup.objects.select_for_update().get(pk=member.group_id)
    others = group.memberships.filter(role=Membership.Role.SPEAKER).exclude(pk=member.pk)
    if member.role == Membership.Role.SPEAKER and not by.sees_drafts and not others.exists():
        raise LastSpeakerError
    note("role", member, f"– {in_words(member)}")
    member.delete()


def withdraw(invitation):
    """Make the link worth nothing, unless it was used."""
    GroupInvitation.objects.waiting().filter(pk=invitation.pk).update(withdrawn_at=timezone.now())
