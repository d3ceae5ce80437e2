"""The balance: who reported, answered, decided and met when, year by year. Example rows are never part of it."""

import itertools
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Value
from django.db.models.functions import Left

from circles.models import StatusReport
from circles.models.measure import Status
from events.models import Event
from klimakreise.dialogue.models import Statement
from klimakreise.site.models import CityFact

ACHIEVED = [Status.DECIDED, Status.DONE, Status.OPERATING]  # the words of a report that something came about


@dataclass
class Year:
    """How much is recorded of one year: reports by voice, statements and decisions of the city, events."""

    year: int
    voices: Counter = field(default_factory=Counter)
    others: Counter = field(default_factory=Counter)

    @property
    def by_voice(self):
        """(name of the voice, number of its reports), for the voices that reported."""
        return [(voice.label, self.voices[voice]) for voice in StatusReport.Voice if self.voices[voice]]


def reports(user):
    return StatusReport.objects.visible_to(user).filter(measure__is_example=False)


def statements(user):
    return Statement.objects.visible_to(user).filter(is_example=False)


def events(user):
    """Events that are over; what lies ahead is not part of a balance."""
    return Event.objects.visible_to(user).filter(is_example=False).past()


def years(user):
    """The Years of which anything is recorded, the latest first; one query."""
    counted = [
        by_year(reports(user), "date", "voice"),
        by_year(statements(user), "date", Value("statement")),
        by_year(CityFact.objects.all(), "decided", Value("decision")),
        by_year(events(user), "date", Value("event")),
    ]
    found = {}
    for iso_year, what, count in counted[0].union(*counted[1:], all=True).order_by():
        year = found.setdefault(iso_year, Year(int(iso_year)))
        counter = year.voices if what in StatusReport.Voice.values else year.others
        counter[what] = count
    return [found[iso_year] for iso_year in sorted(found, reverse=True)]


def by_year(rows, date, what):
    """Count dated `rows` by year: (year as text, what it is, count)."""
    return (
        rows.filter(**{f"{date}__isnull": False})
        .order_by()
        .annotate(balance_year=Left(date, 4), what=what if isinstance(what, Value) else Left(what, 20))
        .values("balance_year", "what")
        .annotate(count=Count("pk"))
        .values_list("balance_year", "what", "count")
    )


@dataclass(frozen=True)
class Happening:
    """One thing that was said, decided or held: `kind` is report, statement, decision or event."""

    kind: str
    date: object
    thing: object


def happenings(user, year):
    """What was said, decided and held in `year` in the order of time; None asks for what has no date.

    Costs seven queries.
    """
    told = reports(user).with_dispute().select_related("measure", "contests").prefetch_related("sources")
    said = (
        statements(user)
        .select_related("event", "measure", "result__circle__event", "department")
        .prefetch_related("sources")
    )
    decided = CityFact.objects.exclude(decided=None, decided_by="").prefetch_related("sources")
    held = events(user) if year is not None else Event.objects.none()
    found = [
        *(Happening("event", event.date, event) for event in held.filter(**within("date", year))),
        *(Happening("decision", fact.decided, fact) for fact in decided.filter(**within("decided", year))),
        *(Happening("report", report.date, report) for report in told.filter(**within("date", year))),
        *(Happening("statement", answer.date, answer) for answer in said.filter(**within("date", year))),
    ]
    return sorted(found, key=lambda happening: happening.date.iso if happening.date else "")


def within(field_name, year):
    """A filter for partial dates in `year`, to whatever precision they are known."""
    if year is None:
        return {f"{field_name}__isnull": True}
    return {f"{field_name}__gte": f"{year:04}", f"{field_name}__lt": f"{year + 1:04}"}


def by_date(found):
    """The happenings of each date together, as (date, happenings)."""
    return [(date, list(group)) for date, group in itertools.groupby(found, lambda happening: happening.date)]


def achieved(found):
    """Those of the happenings that say that something was decided or done."""
    return [
        happening
        for happening in found
        if happening.kind == "decision" or (happening.kind == "report" and happening.thing.status in ACHIEVED)
    ]
