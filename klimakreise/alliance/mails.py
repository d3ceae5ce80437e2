"""What the alliance writes to groups and to those who speak for them."""

from django.urls import reverse

from klimakreise.alliance.models import JoinRequest
from klimakreise.alliance.models.joining import CONFIRM_WITHIN
from klimakreise.mailing.registry import absolute, mail


@mail("alliance/join_confirm")
def join_confirm(pk):
    asked = JoinRequest.objects.filter(pk=pk, state=JoinRequest.State.UNCONFIRMED).first()
    if asked is None:
        return None
    address = absolute(reverse("alliance:confirm_joining", args=[asked.token]))
    return {"context": {"group": asked.name, "address": address, "days": CONFIRM_WITHIN.days}}


@mail("alliance/join_declined")
def join_declined(pk):
    asked = JoinRequest.objects.filter(pk=pk, state=JoinRequest.State.DECLINED).first()
    return asked and {"context": {"group": asked.name, "reason": asked.reason}}
