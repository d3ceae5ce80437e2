"""What the planning team's page about seats shows: who sits where, by circle and sector, and what could not be met."""

from collections import Counter
from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.utils.text import capfirst

from circles.admin_weights import own_weights_in_words
from circles.distributing import circles_to_sit_in, with_a_place
from circles.late import late_people
from circles.models import Circle, Facilitator, Seat, SeatingTerms
from circles.models.seating import WISHES
from circles.reasons import reason, unmet_in_words
from circles.seating import Rule
from circles.seating_documents import seating_from
from circles.seats import numbers
from events.models import Registration
from klimakreise.accounts.models import User

Sector = Registration.Sector
PER_PAGE = 100


@dataclass
class CircleRow:
    """How many sit in a circle, by sector ("" for those who told none) and by wish.

    `others` had wishes of which none could be met; `free` had none, or sit here for another reason than a wish.
    """

    circle: Circle | None
    size: int = 0
    city: int = 0
    others: int = 0
    free: int = 0
    sectors: Counter[str] = field(default_factory=Counter)
    ranks: Counter[int | None] = field(default_factory=Counter)

    def add(self, sector, for_city, rank, why, number):
        self.size += number
        self.city += number * for_city
        self.others += number * (why == Seat.Why.OTHER)
        self.free += number * (rank is None and why != Seat.Why.OTHER)
        self.sectors[sector] += number
        self.ranks[rank] += number

    def by_sector(self):
        return [self.sectors[sector] for sector in [*Sector.values, ""]]

    def by_rank(self):
        return [*(self.ranks[rank] for rank in range(1, WISHES + 1)), self.others, self.free]

    @property
    def first(self):
        return self.ranks[1]

    @property
    def second(self):
        return self.ranks[2]

    @property
    def third(self):
        return self.ranks[3]

    @property
    def is_too_small(self):
        return bool(self.circle) and self.size < self.circle.least_people

    @property
    def is_too_full(self):
        return (
            bool(self.circle) and self.circle.most_people is not None and self.size > self.circle.most_people
        )


def table_of(event):
    """(a CircleRow for each circle, one for all together), in two queries."""
    rows = {circle.pk: CircleRow(circle) for circle in circles_to_sit_in(event)}
    whole = CircleRow(None)
    seats = Seat.objects.standing().filter(registration__event=event).order_by()
    counted = seats.values_list("circle", "registration__sector", "registration__for_city", "rank", "why")
    for circle, *what in counted.annotate(number=Count("pk")):
        if circle in rows:
            rows[circle].add(*what)
            whole.add(*what)
    return list(rows.values()), whole


def unmet_of(run, rows):
    """What the last run could not meet, in words, the strongest rule first; nothing where its documents are gone."""
    if run is None or not run.outcome:
        return []
    unmet = seating_from(run.outcome).unmet
    keys = {key for each in unmet for key in each.people}
    people = dict(Registration.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    circles = {row.circle.pk: str(row.circle) for row in rows}
    order = list(Rule)
    return [
        unmet_in_words(each, circles, people, dict(Sector.choices))
        for each in sorted(unmet, key=lambda each: order.index(each.rule))
    ]


def people_of(event, asked):
    """A page of the registrations that have a place, each with its wishes and `own_seat`, narrowed by what is `asked`.

    `asked` is a QueryDict: "circle" (a key, or "none" for those without a seat), "name" (a part of it), "page".
    """
    people = with_a_place(event).order_by("name", "pk").select_related("seat__circle", "group")
    if name := asked.get("name", "").strip():
        people = people.filter(name__icontains=name)
    standing = Seat.objects.standing().filter(registration__event=event)
    circle = asked.get("circle", "")
    if circle == "none":
        people = people.exclude(pk__in=standing.values("registration"))
    elif circle.isdecimal():
        people = people.filter(pk__in=standing.filter(circle=circle).values("registration"))
    page = Paginator(people.prefetch_related("wishes__circle", leading(event)), PER_PAGE).get_page(
        asked.get("page")
    )
    for person in page:
        seat = getattr(person, "seat", None)
        person.own_seat = seat if seat and seat.made_at >= person.state_since else None
        person.why = why_in_words(person.own_seat) if person.own_seat else ""
    return page


def leading(event):
    """What the people of the event lead, as `user.leads` of a registration."""
    here = Facilitator.objects.filter(circle__event=event).select_related("circle")
    return Prefetch("user", User.objects.prefetch_related(Prefetch("facilitates", here, to_attr="leads")))


def why_in_words(seat):
    """How a seat came about, as the team reads it; wishes as the person reads it too."""
    return reason(seat) if seat.refused or seat.why == Seat.Why.WISH else capfirst(seat.get_why_display())


def seating_context(event, asked):
    """All that the page shows, in a number of queries that does not grow."""
    rows, whole = table_of(event)
    run = event.seating_runs.order_by("-pk").first()
    terms = SeatingTerms.objects.filter(event=event).first()
    return {
        "rows": rows,
        "whole": whole,
        "numbers": numbers(event),
        "run": run,
        "unmet": unmet_of(run, rows) if run and run.state == run.State.DONE else [],
        "people": people_of(event, asked),
        "rules": event.seating_rules.prefetch_related("people"),
        "sectors": [*Sector.labels],
        "wishes_closed_at": terms and terms.wishes_closed_at,
        "own_weights": own_weights_in_words(terms),
        "late": late_people(event).count(),
        "asked": {"name": asked.get("name", ""), "circle": asked.get("circle", "")},
    }
