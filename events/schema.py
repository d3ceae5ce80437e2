"""What search engines read of an event: schema.org, as JSON-LD."""

import datetime
import json

from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from events.models import Event, EventSupport, Session

ONLINE, MIXED, ONSITE = (
    f"https://schema.org/{word}EventAttendanceMode" for word in ("Online", "Mixed", "Offline")
)
MODES = {
    Event.Format.ONLINE: ONLINE,
    Event.Format.ONSITE: ONSITE,
    Event.Format.HYBRID: MIXED,
    Event.Format.ONLINE_THEN_ONSITE: MIXED,
}
# Inside <script> these three would be read as markup; in JSON their escapes mean the same.
ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&"}


def event_schema(event, address, description, picture):
    """The event as a JSON-LD script element; `address` and `picture` are absolute; what is not known is left out."""
    start, end = times_of(event)
    hosts = [row.supporter.name for row in event.support.all() if row.kind == EventSupport.Kind.HOST]
    said = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "url": address,
        "description": description,
        "image": picture,
        "startDate": start,
        "endDate": end,
        "eventStatus": f"https://schema.org/Event{'Cancelled' if event.is_cancelled else 'Scheduled'}",
        "eventAttendanceMode": MODES.get(event.format),
        "location": places_of(event, address),
        "organizer": [{"@type": "Organization", "name": host} for host in hosts],
        "maximumAttendeeCapacity": event.capacity,
        "superEvent": {"@type": "EventSeries", "name": event.series.title},
        "inLanguage": "de",
    }
    known = {key: value for key, value in said.items() if value}
    data = json.dumps(known, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')  # noqa: S308 (escaped one line above)


def times_of(event):
    """Start and end in ISO 8601, as exact as they are known; None where nothing is."""
    if event.date is None:
        return None, None
    main = next((each for each in event.sessions.all() if each.kind == Session.Kind.MAIN), None)
    date = (main and main.date) or event.date
    return moment(date, main and main.start) or date.iso, moment(date, main and main.end)


def moment(date, time):
    """The moment with its offset, or None where day or time is not known."""
    if date.day is None or time is None:
        return None
    return timezone.make_aware(datetime.datetime.combine(date.day, time)).isoformat()


def places_of(event, address):
    """Where it happens: the page itself stands for the online room, whose address is not public."""
    places = [each.place for each in event.sessions.all() if each.place]
    online = event.format in {Event.Format.ONLINE, Event.Format.HYBRID, Event.Format.ONLINE_THEN_ONSITE}
    room = [{"@type": "VirtualLocation", "name": _("online"), "url": address}] if online else []
    return room + [{"@type": "Place", "name": place, "address": place} for place in dict.fromkeys(places)]
