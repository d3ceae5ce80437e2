"""Who acts for a group: invited, appointed, dismissed."""

from django.db import transaction

from klimakreise.accounts import joining
from klimakreise.alliance.models import AllianceGroup, GroupInvitation, Membership
from klimakreise.alliance.models.people import in_words
from klimakreise.publishing.audit import note


class LastSpeakerError(Exception):
    """Nobody would speak for the group any more."""


@transaction.atomic
def invite(group, email, role, by, *, name="", language=None):
    """Mail a link with which somebody can act for the `group`; whoever is invited already gets it anew."""
    AllianceGroup.objects.select_for_update().get(pk=group.pk)
    invitation = group.invitations.waiting().filter(email=email).first()
    invitation = invitation or GroupInvitation(group=group, email=email)
    invitation.role, invitation.invited_by = role, by
    invitation.name = name or invitation.name
    joining.send(invitation, language)
    return invitation


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
