"""Telling people who are registered that an event was moved or cancelled, or its agenda changed: whom, is the team's choice."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.models import EventNotice, Registration
from events.places import lock
from klimakreise.mailing.outbox import queue_many
from klimakreise.publishing.audit import note as write_down
from klimakreise.publishing.models import AuditRecord

What, State = EventNotice.What, Registration.State
TOO_OLD = datetime.timedelta(days=7)


def concerned(event, what):
    """The registrations that a notice of this kind (EventNotice.What) concerns; some may have no e-mail address.

    Who waits for a place wants to know the day and whether it takes place at all, not the agenda.
    """
    if what == What.AGENDA:
        return event.registrations.holding_a_place()
    return event.registrations.living()


def can_be_told(event, what):
    """Whether there is something to tell: everybody sees the event, it lies ahead, and is cancelled or is not."""
    return event.is_visible() and not event.is_over and event.is_cancelled == (what == What.CANCELLED)


@transaction.atomic
def announce(event, what, people, *, note="", by=None, seen=None):
    """Queue a mail to each of `people` (registrations) and return the EventNotice.

    `seen` is how many notices of the event there were when somebody decided it. Raises ValidationError if there are more by
    now, if there is nothing to tell, or if none of them has an address.
    """
    event = lock(event.pk)
    if seen is not None and event.notices.count() != seen:
        raise ValidationError(_("They have just been told. Please look at it again."), code="told")
    if not can_be_told(event, what):
        raise ValidationError(_("There is nothing to tell any more."), code="nothing")
    people = list(concerned(event, what).filter(pk__in=[each.pk for each in people]).exclude(email=""))
    if not people:
        raise ValidationError(_("Choose at least one person."), code="nobody")
    notice = event.notices.create(what=what, note=note, by=by, recipients=len(people))
    queue_many(f"events/event_{what}", [letter_to(each, notice) for each in people], expires=TOO_OLD)
    write_down(AuditRecord.Act.TOLD, event, format_lazy("{}: {}", What(what).label, len(people)))
    return notice


def letter_to(registration, notice):
    return {
        "to": registration.email,
        "about": registration.pk,
        "language": registration.language,
        "key": f"notice-{notice.pk}-{registration.pk}",
        "secret": {"notice": notice.pk},
    }
