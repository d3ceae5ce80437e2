"""Events as entries of a calendar (iCalendar, RFC 5545), for the calendars that people have already.

One entry for each session whose day is known; an event without such a session is one whole day, and one of which only the
month or the year is known is in no calendar. An entry is told apart by its UID, made of the event's key and the session's
place in the order, so that a calendar that has it already changes it. SEQUENCE counts what was saved of event and sessions
(the lines of their history): it grows whenever something moved, and never falls. DTSTAMP is the moment of the last line; so
the same state is the same bytes.
"""

import datetime
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from events.models import Event, Session
from events.models.registration_terms import terms_of
from events.reading import summary_of
from klimakreise.mailing.registry import absolute, signature

ZONE = "Europe/Berlin"
ASK_AGAIN = datetime.timedelta(hours=6)
ONLINE = {Session.Format.ONLINE, Session.Format.HYBRID}

# The rule of the European Union since 1996 (directive 2000/84/EC), which every calendar knows how to go on with.
BERLIN = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def calendar_of_one(event, *, own=None, room=""):
    """The bytes of a calendar of this event alone; as that of the registration `own` it may name the online `room`.

    If it does not take place (for this person), calendars that had it are told to drop it (RFC 5546).
    """
    method = "CANCEL" if status_of(event, own) == "CANCELLED" else "PUBLISH"
    return calendar_of([event], event.title, method=method, own=own, room=room)


def calendar_of(events, name, *, method="PUBLISH", own=None, room=""):
    """The bytes of a calendar of `events`, fetched with their sessions and terms of registration; two queries more."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Klimakreise//DE")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", ASK_AGAIN, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(ASK_AGAIN))
    calendar.add_component(icalendar.Timezone.from_ical(BERLIN))
    saved, host = saved_states(events), organizer()
    for event in events:
        for entry in entries_of(event, own, room):
            sequence, stamp = saved.get(event.pk, (0, event.published_at))
            entry.add("organizer", host)
            entry.add("sequence", sequence)
            entry.add("dtstamp", stamp.astimezone(datetime.UTC).replace(microsecond=0))
            calendar.add_component(entry)
    return calendar.to_ical()


def saved_states(events):
    """How often each event or one of its sessions was saved, and when last: {key: (number, aware datetime)}."""
    keys, saved = [event.pk for event in events], {}
    for lines, of in (
        (Event.history.filter(id__in=keys), "id"),
        (Session.history.filter(event__in=keys), "event"),
    ):
        counted = lines.order_by().values_list(of).annotate(Count("pk"), Max("history_date"))
        for key, number, last in counted:
            before = saved.get(key)
            saved[key] = (before[0] + number, max(before[1], last)) if before else (number, last)
    return saved


def entries_of(event, own, room):
    """An entry for each session whose day is known; without any, one for the day of the event if that is known."""
    sessions = list(event.sessions.all()) or [Session(event=event)]
    known = [(number, each, day_of(event, each)) for number, each in enumerate(sessions, 1)]
    dated = [each for each in known if each[2]] or [(1, Session(event=event), event.date and event.date.day)]
    for number, session, day in dated:
        if day:
            yield entry(event, session, day, number, own=own, room=room, is_named=len(dated) > 1)


def has_a_day(event):
    """Whether a day is known, of the `event` itself or of one of its fetched sessions, so that it is in a calendar."""
    return bool((event.date and event.date.day) or any(day_of(event, each) for each in event.sessions.all()))


def day_of(event, session):
    """The day of a session, or None where only the month or the year is known, or nothing."""
    date = session.date or event.date
    return date and date.day


def entry(event, session, day, number, *, own, room, is_named):
    """One session as an entry. What is not known is left out: no hour and no end is invented."""
    made = icalendar.Event()
    host = urlsplit(settings.SITE_URL).hostname
    made.add("uid", f"veranstaltung-{event.pk}-{number}@{host}")
    made.add("summary", title_of(event, session, is_named=is_named))
    if session.start:
        made.add("dtstart", moment(day, session.start))
        if session.end:
            made.add("dtend", moment(day, session.end))
    else:
        made.add("dtstart", day)
        made.add("dtend", day + datetime.timedelta(days=1))
        made.add("transp", "TRANSPARENT")  # the whole day is not taken, only the hour is not known
    made.add("status", status_of(event, own))
    made.add("url", absolute(own.get_absolute_url() if own else event.get_absolute_url()))
    if place := place_of(event, session, room):
        made.add("location", place)
    if room and is_online(event, session):
        made.add("conference", room, {"VALUE": "URI", "FEATURE": "VIDEO", "LABEL": _("Online room")})
    made.add("description", description_of(event, session, own, room))
    return made


def moment(day, time):
    return datetime.datetime.combine(day, time, ZoneInfo(ZONE))


def title_of(event, session, *, is_named):
    title = f"{event.title} ({session.get_kind_display()})" if is_named else event.title
    return _("Cancelled: %(event)s") % {"event": title} if event.is_cancelled else title


def status_of(event, own):
    """CANCELLED, CONFIRMED, or TENTATIVE for somebody who has no place yet."""
    if event.is_cancelled or (own and own.state == own.State.CANCELLED):
        return "CANCELLED"
    return "CONFIRMED" if own is None or own.state == own.State.CONFIRMED else "TENTATIVE"


def organizer():
    address = icalendar.vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    address.params["CN"] = signature.current()["name"]
    return address


def is_online(event, session):
    return (session.format or event.format) in {*ONLINE, Event.Format.ONLINE_THEN_ONSITE}


def place_of(event, session, room):
    if session.place:
        return session.place
    return (room or _("online")) if is_online(event, session) else ""


def description_of(event, session, own, room):
    """What it is about in a few lines, for people who see nothing but this entry."""
    lines = [event.motto]
    if event.is_cancelled:
        lines.append(_("This event is cancelled: %(reason)s") % {"reason": event.cancellation_reason})
    elif event.purpose:
        lines.append(summary_of(event))
    if not session.start and not event.is_cancelled:
        lines.append(_("The time is not known yet."))
    if is_online(event, session) and not event.is_cancelled:
        if room:
            lines.append(_("Online room, for you alone: %(address)s") % {"address": room})
        elif own is None and terms_of(event).online_room:
            lines.append(_("Whoever is registered finds the online room on their own page."))
    if own:
        lines.append(_("Your registration: %(address)s") % {"address": absolute(own.get_absolute_url())})
    lines.append(_("All about the event: %(address)s") % {"address": absolute(event.get_absolute_url())})
    return "\n".join(filter(None, lines))
