"""What is written to people about their registration: a function and a template in `mail/events/` for each mail.

The templates of all of them may use

    name         as the person gave it
    event        title of the event
    when         its date in words, perhaps only a month or a year; empty if it has none
    address      the person's own page: confirm, change, cancel, accept an offer
    event_address

and those of a single one what its function adds. None of them is sent for a draft.
"""

import datetime
from functools import wraps

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.calendars import calendar_of_one, has_a_day
from events.mail_words import example_of, example_of_reminder, filled, own_words, places_of, times_of
from events.models import Event, EventMailText, EventMessage, EventNotice, Registration, Reminder
from events.models.registration import CONFIRM_WITHIN
from events.release import with_differences
from events.reminding import STATES
from klimakreise.mailing.registry import absolute, mail
from klimakreise.publishing.standing import moment

State = Registration.State
LIVING = [State.CONFIRMED, State.OFFERED, State.WAITING]


def letter(pk, *states, cancelled=False):
    """(registration, context) of registration `pk`; (None, None) if there is nothing more to tell.

    That is so when its state is none of `states` any more, the event is a draft, or, unless `cancelled`, it was cancelled.
    """
    found = Registration.objects.filter(pk=pk, state__in=states).select_related("event").first()
    if found is None or not found.event.is_visible() or (found.event.is_cancelled and not cancelled):
        return None, None
    return found, {**common(found.event, found.name), "address": absolute(found.get_absolute_url())}


def common(event, name):
    """What the mails to all people about an event are filled in with; the own page is the event's, for it has no secret."""
    address = absolute(event.get_absolute_url())
    about = {"event": event.title, "when": str(event.date or "")}
    return {"name": name, **about, "address": address, "event_address": address}


def event_mail(kind, label):
    """As `mail("events/registration_<kind>", label)`, in the words that the event has for it, if it has some."""

    def register(function):
        @mail(f"events/registration_{kind}", label)
        @wraps(function)
        def write(pk):
            written = function(pk)
            if written is None:
                return None
            event = Event.objects.get(registrations=pk)
            words = own_words(kind, event, written["context"])
            return {**written, "words": words} if words else written

        return write

    return register


def plain(pk, *states, cancelled=False):
    _registration, context = letter(pk, *states, cancelled=cancelled)
    return context and {"context": context}


@event_mail("confirm", _("Confirmation of a registration"))
def confirm(pk):
    """Adds `hours`: how long the link confirms."""
    found, context = letter(pk, State.UNCONFIRMED)
    return found and {"context": {**context, "hours": CONFIRM_WITHIN // datetime.timedelta(hours=1)}}


@event_mail("confirmed", _("Registration confirmed"))
def confirmed(pk):
    """The calendar comes with it."""
    return with_calendar(pk, plain(pk, State.CONFIRMED))


@event_mail("waiting", _("Place on the waiting list"))
def waiting(pk):
    """Adds `place`: 1 for whom the next free place is."""
    found, context = letter(pk, State.WAITING)
    return found and {"context": {**context, "place": found.place_on_the_list}}


@event_mail("offered", _("A place is offered"))
def offered(pk):
    """Adds `ends_at`: until when it can be accepted, in words."""
    found, context = letter(pk, State.OFFERED)
    return found and {"context": {**context, "ends_at": moment(found.offer_ends_at)}}


@event_mail("moved_up", _("Moved up from the waiting list"))
def moved_up(pk):
    return with_calendar(pk, plain(pk, State.CONFIRMED))


@event_mail("cancelled", _("Registration cancelled"))
def cancelled(pk):
    return plain(pk, State.CANCELLED, cancelled=True)


@event_mail("link", _("Link to one's own registration"))
def link(pk):
    return plain(pk, State.CONFIRMED, State.WAITING, State.OFFERED, cancelled=True)


@mail("events/reminder", _("Reminder of an event"))
def reminder(pk, reminder):
    """Adds `times`: a line for each session. The words are the reminder's own if it has some in this language."""
    row = Reminder.objects.filter(pk=reminder).first()
    found, context = letter(pk, *STATES[row.audience]) if row else (None, None)
    if found is None:
        return None
    written = {
        "context": {**context, "times": times_of(found.event), "waits": found.state != State.CONFIRMED}
    }
    own = row.words_in(get_language())
    return {**written, "words": filled(*own, found.event, context)} if own else written


@mail("events/event_moved", _("Event moved"))
def event_moved(pk, notice):
    """Adds `times` and `places` as they are now."""
    return with_calendar(pk, notice_letter(pk, notice, *LIVING))


@mail("events/event_cancelled", _("Event cancelled"))
def event_cancelled(pk, notice):
    """Adds `reason`; the calendar that comes with it takes the entry out of people's own."""
    return with_calendar(pk, notice_letter(pk, notice, *LIVING, cancelled=True))


@mail("events/event_agenda", _("Agenda changed"))
def event_agenda(pk, notice):
    """Adds `differences` to the version before, a line each."""
    return notice_letter(pk, notice, State.CONFIRMED, State.OFFERED)


def notice_letter(pk, notice, *states, cancelled=False):
    """What the writers above have in common; None if it is not so any more."""
    row = EventNotice.objects.filter(pk=notice).first()
    found, context = letter(pk, *states, cancelled=cancelled) if row else (None, None)
    if found is None or found.event.is_cancelled != cancelled:
        return None
    return {"context": {**context, **said(found.event, row.what, row.note)}}


def said(event, what, note):
    """What a notice of this kind says besides what all mails do."""
    newest = event.agenda_releases.with_neighbours().order_by("-number")[:1] if what == "agenda" else []
    differences = [str(each) for release in with_differences(newest) for each in release.differences]
    return {
        "note": note,
        "reason": event.cancellation_reason,
        "times": times_of(event),
        "places": ", ".join(places_of(event)),
        "differences": differences,
    }


@mail("events/message", _("Message of the planning team"))
def message(pk, message):
    """In the team's own words alone; also of what is over or cancelled, for there may be something to say."""
    row = EventMessage.objects.filter(pk=message).first()
    found, context = letter(pk, *LIVING, cancelled=True) if row else (None, None)
    return found and {"words": filled(*row.words_in(get_language()), found.event, context)}


@mail("events/text_test", _("Test of a text of a mail"))
def text_test(pk):
    """An example of the planning team's own words, to whoever wants to see it."""
    text = EventMailText.objects.select_related("event").filter(pk=pk).first()
    return text and {"words": example_of(text)}


@mail("events/reminder_test", _("Test of a reminder"))
def reminder_test(pk):
    """An example of a reminder, to whoever wants to see it."""
    row = Reminder.objects.select_related("event").filter(pk=pk).first()
    return row and {"words": example_of_reminder(row, get_language())}


def with_calendar(pk, written):
    """What was `written`, with the event for the person's own calendar; nothing of it is kept here."""
    own = Registration.objects.select_related("event").get(pk=pk) if written else None
    if own is None or not has_a_day(own.event):
        return written
    kind = f"text/calendar; charset=utf-8; method={'CANCEL' if own.event.is_cancelled else 'PUBLISH'}"
    file = (f"{own.event.slug}.ics", calendar_of_one(own.event, own=own).decode(), kind)
    return {**written, "files": [file]}
