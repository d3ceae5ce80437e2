"""What people told for an event goes when it is over; how many came stays with the event. A nightly job calls `forget`."""

import calendar
import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone, translation

from events.models import AttendanceBySector, AttendanceStatement, Event, Registration
from events.places import lock
from events.sectors import fold
from klimakreise.publishing.models import Entry, Source

KEEP = datetime.timedelta(days=30)  # after the last day of the event
AFTER_CORRECTIONS = datetime.timedelta(days=14)  # after the last day on which its minutes can be corrected
REST, UNSTATED = "weitere und ohne Angabe", "ohne Angabe"
SOURCE = {"key": "einlass", "publisher": "Planungsteam", "title": "Zählung am Einlass"}


@dataclass
class Plan:
    """What of one event goes: access needs the night after its last day, all registrations on `goes_on` (None: no date).

    That is 30 days after the last day of the event, or 14 days after `corrections_until` of its minutes, whichever is later.
    """

    event: Event
    last_day: datetime.date | None
    corrections_until: datetime.date | None = None

    @property
    def goes_on(self):
        if self.last_day is None:
            return None
        return (
            self.last_day + KEEP
            if not self.waits_for_corrections
            else self.corrections_until + AFTER_CORRECTIONS
        )

    @property
    def waits_for_corrections(self):
        """Whether it is the minutes that decide; without a date of the event nothing does."""
        if self.last_day is None or self.corrections_until is None:
            return False
        return self.corrections_until + AFTER_CORRECTIONS > self.last_day + KEEP

    def is_over(self, today):
        return self.last_day is not None and self.last_day < today

    def is_due(self, today):
        return self.goes_on is not None and self.goes_on <= today


def plans():
    """A Plan for every event that still has registrations, counted: `event.people`, `event.needs`; the first to go first."""
    registered = Exists(Registration.objects.filter(event=OuterRef("pk")))
    events = (
        Event.objects.filter(registered)
        .prefetch_related("sessions")
        .annotate(
            people=Count("registrations"),
            needs=Count("registrations", filter=~Q(registrations__access_needs="")),
            corrections_until=F("protocol__corrections_until"),
        )
    )
    found = [Plan(event, last_day(event), event.corrections_until) for event in events]
    return sorted(found, key=lambda plan: (plan.goes_on or datetime.date.max, plan.event.pk))


def last_day(event):
    """The last day on which the event, or a session of it, can be; that of cancelling if it has no date; None if unknown."""
    dates = [event.date, *(session.date for session in event.sessions.all())]
    days = [end_of(date) for date in dates if date]
    if not days and event.cancelled_at:
        return timezone.localdate(event.cancelled_at)
    return max(days, default=None)


def end_of(date):
    """The last day of a PartialDate."""
    if date.day:
        return date.day
    month = int(date.iso[5:]) if date.precision == "month" else 12
    return datetime.date(date.year, month, calendar.monthrange(date.year, month)[1])


def forget(today):
    """Delete what is due on `today` (a date): access needs, and registrations once their number is kept."""
    for plan in plans():
        if plan.is_over(today):
            with transaction.atomic():
                event = lock(plan.event.pk)
                if plan.is_due(today):
                    keep_attendance(event)
                    event.registrations.all().delete()
                else:
                    event.registrations.exclude(access_needs="").update(access_needs="")


def keep_attendance(event):
    """Let the event say how many came, and from which sectors; where nobody was marked, that stays unknown."""
    came = event.registrations.filter(arrived_at__isnull=False)
    by_sector = dict(came.order_by().values_list("sector").annotate(Count("pk")))
    if not by_sector:
        return
    source, _made = Source.objects.get_or_create(key=SOURCE["key"], defaults=SOURCE)
    counted = {"kind": AttendanceStatement.Kind.EXACT, "value": sum(by_sector.values()), "as_of": event.date}
    _statement, is_new = event.attendance.get_or_create(source=source, defaults=counted)
    if not is_new:
        return  # somebody was marked long after the event: the number of that day stands
    keep_sectors(event, source, by_sector)
    if event.is_visible():
        Entry.record(event, Entry.Act.CHANGED)


def keep_sectors(event, source, by_sector):
    """Keep the people of each sector ({code: number}, "" for no answer) as far as that points at nobody."""
    with translation.override("de"):
        names = {code: str(label) for code, label in Registration.Sector.choices} | {"": UNSTATED}
    shown, rest = fold({names[code]: number for code, number in by_sector.items()})
    rows = [*shown, (REST, rest)] if rest else shown
    if rows == [(UNSTATED, sum(by_sector.values()))]:
        return  # nobody said where they come from
    first = event.sectors.count() + 1
    for position, (sector, number) in enumerate(rows, first):
        AttendanceBySector.objects.create(
            event=event,
            source=source,
            sector=sector,
            position=position,
            kind=AttendanceStatement.Kind.EXACT,
            value=number,
        )
