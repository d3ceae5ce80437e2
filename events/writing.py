"""Writing to people who are registered and whom the planning team has chosen: once a person and message."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.models import Registration
from events.places import lock
from klimakreise.mailing.outbox import queue_many
from klimakreise.publishing.audit import note
from klimakreise.publishing.models import AuditRecord

TOO_OLD = datetime.timedelta(days=7)


def can_be_written_to(registrations):
    """Those of `registrations` (a queryset) who have confirmed their address and have not cancelled."""
    return registrations.living().exclude(email="")


def why_not(registration):
    """Why nobody can write to this one, in words; "" if one can."""
    if registration.state == Registration.State.UNCONFIRMED:
        return _("address not confirmed")
    if registration.state == Registration.State.CANCELLED:
        return _("cancelled")
    return "" if registration.email else _("no e-mail address")


@transaction.atomic
def write_to(registrations, message):
    """Queue the unsaved `message` (EventMessage) to all of `registrations` (a queryset of its event); returns the one that counts.

    A message whose key is there was sent by the first click, and nothing happens. Raises ValidationError if the event is a
    draft by now, or if none of them can be written to.
    """
    event = lock(message.event_id)
    if sent := event.messages.filter(key=message.key).first():
        return sent
    if not event.is_visible():
        raise ValidationError(_("The event is a draft: nobody gets a mail about it."), code="draft")
    people = list(can_be_written_to(registrations).only("pk", "email", "language"))
    if not people:
        raise ValidationError(_("Choose at least one person."), code="nobody")
    message.recipients = len(people)
    message.save()
    queue_many("events/message", [letter_to(each, message) for each in people], expires=TOO_OLD)
    note(AuditRecord.Act.TOLD, event, format_lazy("{}: {}", message._meta.verbose_name, len(people)))
    return message


def letter_to(registration, message):
    return {
        "to": registration.email,
        "about": registration.pk,
        "language": message.language_for(registration.language),
        "key": f"message-{message.pk}-{registration.pk}",
        "secret": {"message": message.pk},
    }
