"""What the alliance writes to groups and to those who speak for them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klimakreise.accounts.mails import in_the_letter
from klimakreise.alliance.models import GroupChange, GroupInvitation, JoinRequest
from klimakreise.alliance.models.joining import CONFIRM_WITHIN
from klimakreise.mailing.registry import absolute, mail


@mail("alliance/join_confirm", _("Confirmation of a request to join"))
def join_confirm(pk):
    asked = JoinRequest.objects.filter(pk=pk, state=JoinRequest.State.UNCONFIRMED).first()
    if asked is None:
        return None
    address = absolute(reverse("alliance:confirm_joining", args=[asked.token]))
    return {"context": {"group": asked.name, "address": address, "days": CONFIRM_WITHIN.days}}


@mail("alliance/join_declined", _("A request to join was declined"))
def join_declined(pk):
    asked = JoinRequest.objects.filter(pk=pk, state=JoinRequest.State.DECLINED).first()
    return asked and {"context": {"group": asked.name, "reason": asked.reason}}


@mail("alliance/group_invitation", _("Invitation to act for a group"))
def group_invitation(pk):
    invitation = GroupInvitation.objects.open().select_related("group").filter(pk=pk).first()
    if invitation is None:
        return None
    asked = JoinRequest.objects.filter(
        group=invitation.group, state=JoinRequest.State.ACCEPTED, contact_email=invitation.email
    )
    about = {"role": invitation.get_role_display(), "name": invitation.name, "has_joined": asked.exists()}
    return {"context": {**in_the_letter(invitation), **about}}


@mail("alliance/change_declined", _("A change of a group's page was declined"))
def change_declined(pk):
    change = (
        GroupChange.objects.filter(pk=pk, state=GroupChange.State.DECLINED).select_related("group").first()
    )
    if change is None:
        return None
    address = absolute(reverse("alliance:edit_group", args=[change.group.slug]))
    return {"context": {"group": change.group.name, "reason": change.reason, "address": address}}
