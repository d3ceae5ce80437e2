"""Releasing an agenda: what the planning team has worked out becomes a version that everyone sees."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from events.differences import FROZEN, Difference, changes_between
from events.models import AgendaItem, AgendaRelease, Event, ReleasedItem
from klimakreise.publishing.audit import note as note_down
from klimakreise.publishing.models import AuditRecord, Entry


@dataclass
class AgendaState:
    """The `items` of the draft of an agenda and, from `before`, those of its newest version, with what is different.

    `release` is None if nothing was released yet.
    """

    release: AgendaRelease | None
    items: list[AgendaItem] = field(default_factory=list)
    before: list[ReleasedItem] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_pending(self):
        """Whether there is something to release."""
        return bool(self.items and self.differences)

    @property
    def fingerprint(self):
        """Another text for every other draft."""
        rows = [[item.key, *(str(getattr(item, name)) for name in FROZEN)] for item in self.items]
        return hashlib.sha256(repr(rows).encode()).hexdigest()


def agenda_states(events):
    """The AgendaState of each event by its primary key, in two queries."""
    drafts, versions = defaultdict(list), defaultdict(list)
    for item in AgendaItem.objects.filter(event__in=events):
        drafts[item.event_id].append(item)
    released = ReleasedItem.objects.current().filter(release__event__in=events)
    for item in released.select_related("release").order_by("position"):
        versions[item.release.event_id].append(item)
    return {
        event.pk: AgendaState(
            versions[event.pk][0].release if versions[event.pk] else None,
            drafts[event.pk],
            versions[event.pk],
            changes_between(versions[event.pk], drafts[event.pk]),
        )
        for event in events
    }


@transaction.atomic
def release_agenda(event, note, by=None, seen=None):
    """Release the draft of the event's agenda as its next version, say so in the journal, and return the AgendaRelease.

    `seen` is the fingerprint of the draft that somebody looked at before. Raise ValidationError where there is nothing to
    release, nothing has changed since the last version, or the draft is another one than was `seen`.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    release = freeze_agenda(event, note, by, seen)
    if event.is_published:
        Entry.record(event, Entry.Act.CHANGED)  # followers are told and caches dropped from here
    return release


def freeze_agenda(event, note, by=None, seen=None):
    """As release_agenda, in the caller's transaction, and the journal is the caller's."""
    state = agenda_states([event])[event.pk]
    if not state.items:
        raise ValidationError(
            _("There is nothing to release: the agenda is empty."),
            code="empty",
        )
    if not state.differences:
        raise ValidationError(
            _("Nothing has changed since version %(number)s."),
            code="unchanged",
            params={"number": state.release.number},
        )
    if seen is not None and seen != state.fingerprint:
        raise ValidationError(
            _("Somebody has changed the agenda meanwhile. Please look through it again."),
            code="other",
        )
    number = state.release.number + 1 if state.release else 1
    release = AgendaRelease(event=event, number=number, note=note, released_by=by)
    release.full_clean()
    release.save()
    freeze_items(release, state.items)
    note_down(AuditRecord.Act.RELEASED, event, detail=release)
    return release


def freeze_items(release, items):
    """Copy `items`, in their order, into the version."""
    ReleasedItem.objects.bulk_create(
        ReleasedItem(
            release=release,
            item_id=item.key,
            key=item.key,
            position=position,
            **{name: getattr(item, name) for name in FROZEN},
        )
        for position, item in enumerate(items, 1)
    )


def with_differences(releases):
    """The versions (fetched `with_neighbours()`) as a list, each with `shown_items` and its `differences`; one query more."""
    releases = list(releases)
    needed = {release.pk for release in releases} | {release.previous_id for release in releases}
    items = defaultdict(list)
    for item in ReleasedItem.objects.filter(release__in=needed - {None}).order_by("position"):
        items[item.release_id].append(item)
    for release in releases:
        release.shown_items = items[release.pk]
        release.differences = changes_between(items[release.previous_id], items[release.pk])
    return releases
