"""What waits for the city: results, measures and events without an answer, and the offices that they are addressed to.

Only what everybody sees can wait. A result and a measure are addressed to the office that is written down at them;
what nobody is responsible for can be assigned. Events are asked about if circles worked at them.
"""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Greatest

from circles.models import Circle, Measure, Result
from events.models import Event
from klimakreise.dialogue.models import Assignment, Statement
from klimakreise.dialogue.things import ANSWERABLE, kind_of, name_of, with_parents, word_for
from klimakreise.publishing.models import Publishable

EVERYBODY = AnonymousUser()
OWN = {Result: "responsible_department", Measure: "department"}  # who is written down at the thing itself
NOBODYS = {
    Result: {"responsible_department": None, "responsible_group": None},
    Measure: {"department": None},
    Event: {"pk__isnull": False},
}


@dataclass
class Case:
    """One thing on a list of the desk: since when it is there (aware datetime), for which office (pk or None)."""

    thing: Publishable
    since: object
    office: int | None
    may_be_assigned: bool

    @property
    def kind(self):
        return kind_of(self.thing)

    @property
    def word(self):
        return word_for(self.thing)


class Cases:
    """Things of all kinds in one list, newest first, as a Paginator takes it."""

    def __init__(self, *querysets):
        rows = [
            things.order_by().values_list(
                Value(kind_of(things.model)), "pk", "since", "office", "may_be_assigned"
            )
            for things in querysets
        ]
        self.rows = rows[0].union(*rows[1:], all=True).order_by("-since", "-pk")

    def count(self):
        return self.rows.count()

    def __getitem__(self, part):
        return fetched(self.rows[part])[0]


def fetched(*parts):
    """A list of Case for each of the slices of `Cases.rows`: one query for each slice, and one for each kind in them."""
    parts = [list(part) for part in parts]
    found = {}
    for kind in {row[0] for part in parts for row in part}:
        keys = [row[1] for part in parts for row in part if row[0] == kind]
        found[kind] = with_parents(ANSWERABLE[kind].objects).in_bulk(keys)
    return [[Case(found[kind][pk], *rest) for kind, pk, *rest in part] for part in parts]


def answerable(model):
    """What everybody sees, each with `office` (pk of the department it is addressed to, or None), `since`, `may_be_assigned`."""
    assigned = Assignment.objects.filter(**{name_of(model): OuterRef("pk")})
    office = Subquery(assigned.values("department")[:1], output_field=BigIntegerField())
    at = Coalesce(Subquery(assigned.values("at")[:1]), F("published_at"))
    things = model.objects.visible_to(EVERYBODY)
    return things.annotate(
        office=Coalesce(F(OWN[model]), office, output_field=BigIntegerField()) if model in OWN else office,
        since=Greatest(at, F("published_at"), output_field=DateTimeField()),
        may_be_assigned=ExpressionWrapper(Q(**NOBODYS[model]), BooleanField()),
    )


def unanswered(things):
    """Those of which no published statement says anything."""
    said = Statement.objects.visible_to(EVERYBODY).filter(**{name_of(things.model): OuterRef("pk")})
    return things.filter(~Exists(said))


def waiting(department=None):
    """The Cases addressed to the department, or to any, that have no answer yet."""
    to = Q(office=department.pk) if department else Q(office__isnull=False)
    return Cases(*(unanswered(answerable(model)).filter(to) for model in ANSWERABLE.values()))


def inbox():
    """The Cases of which nobody is said to be responsible, and that have no answer yet."""
    return Cases(*(unanswered(unassigned(model)) for model in ANSWERABLE.values()))


def unassigned(model):
    """What everybody sees and nobody is responsible for; of events those at which circles worked."""
    things = answerable(model).filter(office=None, **NOBODYS[model])
    if model is Event:
        circles = Circle.objects.visible_to(EVERYBODY).filter(event=OuterRef("pk"))
        return things.filter(Exists(circles), cancelled_at=None)
    return things


def drafts(user, department=None):
    """The statements that are not out yet, scheduled ones too, as far as `user` may see them; newest first."""
    found = Statement.objects.visible_to(user)
    if department:
        found = found.filter(department=department)
    return whole(found.drafts() | found.scheduled())


def answered(user, department=None):
    """The published statements by the department, or on what is addressed to it; newest first."""
    found = Statement.objects.visible_to(user).published()
    if department:
        addressed = Q(department=department)
        for model in ANSWERABLE.values():
            things = answerable(model).filter(office=department.pk).values("pk")
            addressed |= Q(**{f"{name_of(model)}__in": things})
        found = found.filter(addressed)
    return whole(found)


def whole(statements):
    """Statements with what a row of the desk shows of them."""
    return statements.select_related("department", "event", "measure", "result__circle__event").order_by(
        F("published_at").desc(nulls_first=True), "-pk"
    )
