"""What is different between two states of an agenda: which items are new, moved, changed or cancelled."""

from bisect import bisect_left
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models.agenda import AgendaFields

SHOWN_BEFORE = ["title", "presenter", "announced_title"]  # of these the old wording is told
COMPARED = ["title", "kind", "presenter", "announced_title", "duration_minutes", "description"]
FROZEN = [
    each.name for each in AgendaFields._meta.fields if each.name != "position"
]  # the place is counted anew


@dataclass(frozen=True)
class Detail:
    """What of an item is different: `label` names it (it may be empty), `was` is what it was before.

    `is_content` tells the planning team's words, which are German, from those of the interface.
    """

    label: str = ""
    was: str = ""
    is_content: bool = False

    def __str__(self):
        before = _("before: %(was)s") % {"was": f"„{self.was}“" if self.is_content else self.was}
        return ", ".join(str(part) for part in (self.label, self.was and before) if part)


@dataclass(frozen=True)
class Mark:
    """One word on an item ("moved"), its tone for a badge, and the details."""

    label: str
    tone: str
    details: list[Detail] = field(default_factory=list)

    def __str__(self):
        return f"{self.label} ({'; '.join(map(str, self.details))})" if self.details else str(self.label)


@dataclass(frozen=True)
class Difference:
    """One item that is not as it was. `before` is None if it is new, `after` if it is cancelled.

    Both are rows with the fields of AgendaFields and a `key`; `is_moved` is for another time or place in the order.
    """

    before: AgendaFields | None
    after: AgendaFields | None
    is_moved: bool = False

    @property
    def item(self):
        return self.after or self.before

    @property
    def changed_fields(self):
        """The names of what is different beside time and order."""
        if not (self.before and self.after):
            return []
        return [name for name in COMPARED if getattr(self.before, name) != getattr(self.after, name)]

    @property
    def marks(self):
        """The Marks on the item, the gravest first."""
        if self.after is None:
            return [Mark(_("is left out"), "danger")]
        if self.before is None:
            return [Mark(_("new"), "success")]
        moved = [Mark(_("moved"), "warning", self.time_before())]
        changed = [Mark(_("changed"), "info", self.words_before())]
        return (moved if self.is_moved else []) + (changed if self.changed_fields else [])

    def time_before(self):
        if self.before.start == self.after.start:
            return []
        return [Detail(was=f"{self.before.start:%H:%M}" if self.before.start else _("without a time"))]

    def words_before(self):
        details = []
        for name in self.changed_fields:
            was = getattr(self.before, name) if name in SHOWN_BEFORE else self.value_before(name)
            details.append(Detail(LABELS[name], was, is_content=name in SHOWN_BEFORE))
        return details

    def value_before(self, name):
        if name == "kind":
            return str(self.before.get_kind_display())
        if name == "duration_minutes" and self.before.duration_minutes:
            return _("%(minutes)s minutes") % {"minutes": self.before.duration_minutes}
        return ""

    def __str__(self):
        """The item and its marks in words: "18:30 Der Vortrag: verschoben (vorher 18:00)"."""
        time = f"{self.item.start:%H:%M} " if self.item.start else ""
        return f"{time}{self.item.title}: {', '.join(map(str, self.marks))}"


LABELS = {
    "title": gettext_lazy("title"),
    "kind": gettext_lazy("kind"),
    "presenter": gettext_lazy("presented by"),
    "announced_title": gettext_lazy("announced title"),
    "duration_minutes": gettext_lazy("duration"),
    "description": gettext_lazy("description"),
}


def changes_between(old, new):
    """The Differences between two lists of items, each in its order: those of `new` in its order, then what is cancelled.

    An item has moved if its time is another, or if it stands elsewhere among those whose time is the same; of two that
    changed places only one is said to have moved.
    """
    before, there = {item.key: item for item in old}, {item.key for item in new}
    moved = {item.key for item in new if item.key in before and before[item.key].start != item.start}
    kept = [item.key for item in new if item.key in before and item.key not in moved]
    places = {key: place for place, key in enumerate(before)}
    rising = longest_rise([places[key] for key in kept])
    moved |= {key for key in kept if places[key] not in rising}
    found = [Difference(before.get(item.key), item, item.key in moved) for item in new]
    cancelled = [Difference(item, None) for item in old if item.key not in there]
    return [each for each in found if each.marks] + cancelled


def longest_rise(numbers):
    """A longest rising selection of different `numbers`, as a set: those that must not move if as few as possible do."""
    ends, tops, before = [], [], {}
    for number in numbers:
        place = bisect_left(tops, number)
        before[number] = ends[place - 1] if place else None
        tops[place : place + 1] = ends[place : place + 1] = [number]
    number, chosen = ends[-1] if ends else None, set()
    while number is not None:
        chosen.add(number)
        number = before[number]
    return chosen
