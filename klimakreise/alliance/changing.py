"""A group's page is changed by its speakers: proposed, looked at by the planning team, or published at once."""

import datetime
import hashlib
import json
from dataclasses import astuple, dataclass, field

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from klimakreise.alliance.models import Alliance, AllianceGroup, GroupChange, GroupLink, ProposedLink
from klimakreise.mailing.outbox import queue
from klimakreise.publishing.jobs import prepare_later
from klimakreise.publishing.models import Entry

CHANGED = ["description", "website", "logo_alt", "logo_width", "logo_height"]
KEEP_AUTHORS = datetime.timedelta(days=30)  # after the decision


class DecidedError(Exception):
    """Somebody else has decided on it already."""


@dataclass(frozen=True)
class Page:
    """What speakers may change of a group's page; `links` are (label, address)."""

    description: str
    website: str
    logo: str  # the name of the file
    logo_alt: str
    links: tuple[tuple[str, str], ...]
    logo_address: str = field(compare=False)

    @property
    def fingerprint(self):
        """64 letters that differ as soon as anything on the page does."""
        return hashlib.sha256(json.dumps(astuple(self)[:-1]).encode()).hexdigest()


def page_of(thing):
    """The Page of a group, or the one that a GroupChange would make of it."""
    links = tuple((link.label, link.url) for link in thing.links.all())
    logo = thing.logo.name or ""
    return Page(
        thing.description, thing.website, logo, thing.logo_alt, links, logo and address_of_logo(thing)
    )


def address_of_logo(thing):
    """Where the logo of a group is sent, or the one that a GroupChange proposes."""
    if isinstance(thing, AllianceGroup):
        return reverse("alliance:group_logo", args=[thing.slug])
    return reverse("alliance:proposed_logo", args=[thing.group.slug, thing.pk])


def publishes_at_once(user):
    """Whether what `user` writes needs no look of the planning team: its own does not, others' by setting."""
    return user.sees_drafts or Alliance.objects.filter(speakers_publish_at_once=True).exists()


@transaction.atomic
def propose(change, author, links):
    """Save the `change` with its `links` (label, address) as what waits for the planning team; return it."""
    change.author, change.at, change.state = author, timezone.now(), GroupChange.State.WAITING
    change.save()
    prepare_later(change)
    change.links.all().delete()
    ProposedLink.objects.bulk_create(
        ProposedLink(change=change, label=label, url=url, position=position)
        for position, (label, url) in enumerate(links, 1)
    )
    return change


@transaction.atomic
def accept(change, by):
    """Put what the `change` proposes on the group's page; raise DecidedError where it does not wait any more."""
    change = decide(change, by, GroupChange.State.ACCEPTED)
    group = change.group
    for name in CHANGED:
        setattr(group, name, getattr(change, name))
    group.logo = change.logo.name  # the same file, which lies in the store already
    group.save(update_fields=["logo", *CHANGED])
    group.links.all().delete()
    GroupLink.objects.bulk_create(
        GroupLink(group=group, label=link.label, url=link.url, position=link.position)
        for link in change.links.all()
    )
    if group.is_published:
        Entry.record(group, Entry.Act.CHANGED)
    return group


@transaction.atomic
def decline(change, by, reason):
    """Leave the page as it is and keep the `reason` for the author; raise DecidedError as `accept()` does."""
    change = decide(change, by, GroupChange.State.DECLINED, reason)
    if change.author:
        key = f"group-change-{change.pk}-{change.decided_at:%Y%m%d%H%M%S}"
        queue(
            "alliance/change_declined",
            to=change.author.email,
            about=change.pk,
            key=key,
            language=change.author.language,
        )


def decide(change, by, state, reason=""):
    """Lock the group, as the page does on which speakers edit, and close the change if it still waits."""
    group = AllianceGroup.objects.select_for_update().get(pk=change.group_id)
    found = group.changes.waiting().filter(pk=change.pk).first()
    if found is None:
        raise DecidedError
    found.state, found.reason, found.decided_by, found.decided_at = state, reason, by, timezone.now()
    found.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    return found


def forget_authors(now):
    """Leave the author out of changes that were decided 30 days ago; the group answers for its page, not the person."""
    decided = GroupChange.objects.filter(decided_at__lt=now - KEEP_AUTHORS)
    decided.exclude(author=None).update(author=None)
