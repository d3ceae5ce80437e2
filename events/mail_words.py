"""The words of a mail about an event: the planning team's own if there are some, with their placeholders filled in."""

import re

from django.utils import translation
from django.utils.translation import get_language, gettext

from events.models import EventMailText
from klimakreise.mailing.letters import fill
from klimakreise.mailing.placeholders import Link, fill_in
from klimakreise.mailing.registry import absolute

# What the templates call it, and what the planning team calls it.
EXTRAS = {
    "hours": "stunden",
    "place": "platz",
    "ends_at": "frist",
    "circle": "kreis",
    "circle_address": "kreisseite",
    "question": "leitfrage",
    "why": "warum",
}
ALL = {
    "name": "name",
    "event": "veranstaltung",
    "when": "wann",
    "address": "anmeldung",
    "event_address": "seite",
} | EXTRAS
EXAMPLE = {"name": "Mira Muster", "hours": 48, "place": 3, "ends_at": "17.05.2027 18:00"}
TEMPLATES = {EventMailText.Kind.SEAT: "mail/circles/seat.md"}  # those of all others stand in mail/events/


def own_words(kind, event, context):
    """(subject, Markdown) of the text that `event` has for mails of this kind in the present language; None if it has none."""
    text = EventMailText.objects.filter(event=event, kind=kind, language=get_language()).first()
    return text and filled(text.subject, text.text, event, context)


def filled(subject, text, event, context):
    values = values_of(event, context)
    return fill_in(subject, values), fill_in(text, values)


def values_of(event, context):
    """{placeholder: its value} for a mail with this `context`."""
    given = {
        "name": context["name"],
        "veranstaltung": context["event"],
        "wann": "; ".join(times_of(event)) or gettext("date not known yet"),
        "ort": ", ".join(places_of(event)),
        "anmeldung": Link(context["address"], gettext("To your registration")),
        "seite": Link(context["event_address"], gettext("All about the event")),
    }
    own = {theirs: context[ours] for ours, theirs in EXTRAS.items() if ours in context}
    if "kreis" in own:
        own |= {
            "kreisseite": Link(own["kreisseite"], own["kreis"]),
            "leitfrage": own["leitfrage"] or gettext("still open"),
        }
    return {**given, **own}


def times_of(event):
    """When each session is, in words, as exact as it is known."""
    sessions = list(event.sessions.all())
    lines = [(each.date or event.date, hours_of(each)) for each in sessions] or [(event.date, "")]
    return [", ".join(filter(None, [str(date), hours])) for date, hours in lines if date]


def hours_of(session):
    if session.start and session.end:
        times = {"start": f"{session.start:%H:%M}", "end": f"{session.end:%H:%M}"}
        return gettext("%(start)s to %(end)s") % times
    return gettext("from %(start)s") % {"start": f"{session.start:%H:%M}"} if session.start else ""


def places_of(event):
    """Where the sessions are; of an online event only that it is online, for the room is on one's own page."""
    places = [each.place for each in event.sessions.all() if each.place]
    online = [gettext("online")] if event.format and event.format != event.Format.ONSITE else []
    return list(dict.fromkeys([*places, *online]))


def start_text(kind, language):
    """(subject, text) of our own words for this kind of mail, with placeholders, for the planning team to begin with."""
    with translation.override(language):
        context = {ours: f"{{{theirs}}}" for ours, theirs in ALL.items()}
        subject, text = fill(TEMPLATES.get(kind, f"mail/events/registration_{kind}.md"), context)
    bare = re.sub(r"\\\{(\w+)\\\}", r"{\1}", text)
    return subject, re.sub(r"\n{3,}", "\n\n", bare)


def example_of(text):
    """(subject, Markdown) of an EventMailText as somebody would get it; links lead to the event, for nobody is registered."""
    with translation.override(text.language):
        return filled(text.subject, text.text, text.event, example_context(text.event))


def example_of_reminder(reminder, language):
    """(subject, Markdown) of a Reminder as somebody would get it in `language`, in its own words or in the usual ones."""
    event = reminder.event
    with translation.override(language):
        context = example_context(event)
        if own := reminder.words_in(language):
            return filled(*own, event, context)
        waits = reminder.audience == reminder.Audience.WAITING
        return fill("mail/events/reminder.md", {**context, "times": times_of(event), "waits": waits})


def example_context(event):
    """What the mails about an event are filled in with, of somebody who does not exist."""
    address = absolute(event.get_absolute_url())
    seat = {
        "circle": gettext("Example circle"),
        "circle_address": address,
        "question": gettext("What can we do until next year?"),
        "why": gettext("Second wish; the first was full"),
    }
    addresses = {"address": address, "event_address": address}
    return {**EXAMPLE, **seat, **addresses, "event": event.title, "when": str(event.date or "")}
