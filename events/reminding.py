"""Reminders go out: each once for each beginning of its event, however long the worker paused.

Nothing is planned ahead, so nothing has to be planned anew when an event moves. A reminder whose moment has come is sent, and
a row says for which beginning it was; the next look, or the one after a pause, finds those that have no row yet. It goes out

- only while the event is visible, not cancelled and has not begun, and its day is known (a day without an hour counts from 8 in
  the morning),
- not if its moment had passed when it was entered, its time changed, or the event published: who publishes late or once more
  reminds nobody,
- again if the event is moved and the new moment has come,
- to those who were in their present state by then: whoever came later has just had a mail that says the same.
"""

import datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from events.calendars import ZONE, day_of
from events.models import Event, Registration, Reminder, ReminderRun
from events.telling import stamp
from klimakreise.mailing.outbox import queue_many

KIND = "events/reminder"
MORNING = datetime.time(8)
State = Registration.State
STATES = {
    Reminder.Audience.SEATED: [State.CONFIRMED],
    Reminder.Audience.WAITING: [State.WAITING, State.OFFERED],
    Reminder.Audience.ALL: [State.CONFIRMED, State.WAITING, State.OFFERED],
}


def start_of(event):
    """The moment at which the first session with a known day begins (aware datetime); None if no day is known."""
    known = [(day_of(event, each), each.start or MORNING) for each in event.sessions.all()]
    known = [each for each in known if each[0]]
    if not known and event.date and event.date.day:
        known = [(event.date.day, MORNING)]
    return datetime.datetime.combine(*min(known), ZoneInfo(ZONE)) if known else None


def remind(now):
    """Send what is due at `now` (aware datetime); returns how many mails were queued."""
    events = (
        Event.objects.visible_to(AnonymousUser())
        .upcoming()
        .filter(cancelled_at=None, reminders__isnull=False)
    )
    mails = 0
    for event in events.distinct().prefetch_related("sessions", "reminders"):
        start = start_of(event)
        if start and now < start:
            mails += sum(send(each, event, start, now) for each in event.reminders.all())
    return mails


def send(reminder, event, start, now):
    """Send one reminder if it is due and was not sent for this beginning; returns the number of mails."""
    due = reminder.due_before(start)
    if not max(reminder.counts_from, event.published_at) <= due <= now:
        return 0
    with transaction.atomic():
        run, is_new = ReminderRun.objects.get_or_create(
            reminder=reminder, starts_at=start, defaults={"ran_at": now}
        )
        if not is_new:
            return 0
        people = event.registrations.filter(state__in=STATES[reminder.audience], state_since__lte=due)
        letters = [letter_to(each, reminder, start) for each in people.exclude(email="")]
        queue_many(KIND, letters, expires=start - now)
        run.recipients = len(letters)
        run.save(update_fields=["recipients"])
    return len(letters)


def letter_to(registration, reminder, start):
    return {
        "to": registration.email,
        "about": registration.pk,
        "language": registration.language,
        "key": f"reminder-{reminder.pk}-{registration.pk}-{stamp(start.astimezone(datetime.UTC))}",
        "secret": {"reminder": reminder.pk},
    }


def planned(reminder, event, now=None):
    """When the reminder of an event, fetched with its sessions, will go out (aware datetime); None if it will not."""
    start, now = start_of(event), now or timezone.now()
    due = start and reminder.due_before(start)
    return due if due and due >= max(now, reminder.counts_from) and not event.is_cancelled else None
