"""A group joins the alliance: it asks, its contact person confirms, the planning team decides."""

import datetime

from django.db import transaction
from django.utils import timezone

from klimakreise.alliance.changing import DecidedError
from klimakreise.alliance.models import AllianceGroup, Carrying, JoinRequest, Membership
from klimakreise.alliance.models.joining import CONFIRM_WITHIN
from klimakreise.alliance.people import invite
from klimakreise.mailing.outbox import queue
from klimakreise.publishing.partial_dates import PartialDate
from klimakreise.publishing.slugs import german_slug

KEEP_CONTACT = datetime.timedelta(days=30)
State = JoinRequest.State


@transaction.atomic
def ask(asked, demands):
    """Save the new JoinRequest with the `demands` that it carries, and mail the link that confirms it."""
    asked.save()
    asked.demands.set(demands)
    queue("alliance/join_confirm", to=asked.contact_email, about=asked.pk, key=f"join-{asked.pk}-confirm")


@transaction.atomic
def confirm(asked):
    """The contact person has followed the link: from here on the planning team sees the request. A second time nothing."""
    waiting = JoinRequest.objects.filter(pk=asked.pk, state=State.UNCONFIRMED)
    waiting.update(state=State.CONFIRMED, confirmed_at=timezone.now())


@transaction.atomic
def accept(asked, by, *, publish):
    """Make the group, published or as a draft, with what it carries, and invite its contact person; return the group.

    Raises DecidedError where somebody else has decided already.
    """
    asked = decide(asked, by, State.ACCEPTED)
    group = AllianceGroup.objects.create(
        slug=free_slug(asked.name),
        name=asked.name,
        field=asked.field,
        website=asked.website,
        description=asked.description,
        joined=PartialDate.of(timezone.localdate()),
        is_example=asked.is_example,
    )
    Carrying.objects.bulk_create(
        Carrying(group=group, demand=demand, since=group.joined) for demand in asked.demands.all()
    )
    if publish:
        group.publish()
    asked.group = group
    asked.save(update_fields=["group"])
    speaker = Membership.Role.SPEAKER
    invite(group, asked.contact_email, speaker, by, name=asked.contact_name, language=asked.language)
    return group


@transaction.atomic
def decline(asked, by, reason):
    """Close the request and mail the `reason`; raises DecidedError as `accept()` does."""
    asked = decide(asked, by, State.DECLINED, reason)
    queue(
        "alliance/join_declined",
        to=asked.contact_email,
        about=asked.pk,
        key=f"join-{asked.pk}-declined",
        language=asked.language,
    )


def decide(asked, by, state, reason=""):
    found = JoinRequest.objects.confirmed().select_for_update().filter(pk=asked.pk).first()
    if found is None:
        raise DecidedError
    found.state, found.reason, found.decided_by, found.decided_at = state, reason, by, timezone.now()
    found.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    return found


def free_slug(name):
    """A slug for a group of this name that no other group has."""
    stem = german_slug(name)[:70].strip("-") or "gruppe"
    taken = set(AllianceGroup.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(slug for slug in numbered if slug not in taken)


def forget(now):
    """Delete what nobody has confirmed in time, and who the contact was a month after the decision (aware datetime)."""
    JoinRequest.objects.filter(state=State.UNCONFIRMED, asked_at__lt=now - CONFIRM_WITHIN).delete()
    decided = JoinRequest.objects.filter(decided_at__lt=now - KEEP_CONTACT)
    decided.exclude(contact_email="", contact_name="").update(contact_email="", contact_name="")
