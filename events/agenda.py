"""The agenda as its readers see it: the newest version, and what of it is new."""

from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import F, OuterRef, Prefetch, Subquery
from django.db.models.fetch_modes import FETCH_RAISE
from django.db.models.functions import Coalesce

from events.differences import changes_between
from events.models import AgendaItem, AgendaRelease, ReleasedItem
from klimakreise.publishing.relations import visible_behind


@dataclass
class Agenda:
    """The `items` of an event's newest version, and those of the version before it.

    Who sees drafts sees the draft itself as long as nothing was released: `release` is None then.
    """

    items: list[AgendaItem | ReleasedItem] = field(default_factory=list)
    release: AgendaRelease | None = None
    before: list[ReleasedItem] = field(default_factory=list)

    @property
    def surveys(self):
        """The surveys that its items present."""
        return [survey for item in self.items for survey in surveys_of(item)]

    def lines(self, *, marked):
        """The items in their order, each with its `number`, its `marks` and `is_cancelled`.

        If they are to be `marked`, what was cancelled stands where it stood, without a number.
        """
        differences = changes_between(self.before, self.items) if marked and self.before else []
        lines = list(self.items)
        for gone in (each.before for each in differences if each.after is None):
            lines.insert(self.place_of(gone, lines), gone)
        marks, left = {each.item.key: each.marks for each in differences}, {item.key for item in self.items}
        number = 0
        for item in lines:
            item.marks, item.is_cancelled = marks.get(item.key, []), item.key not in left
            number += not item.is_cancelled
            item.number = number
        return lines

    def place_of(self, gone, lines):
        """Where among the `lines` a cancelled item stands: at its time, or behind what it stood behind."""
        if gone.start:
            later = (n for n, line in enumerate(lines) if line.start and line.start > gone.start)
            return next(later, len(lines))
        order = [item.key for item in self.before]
        earlier = set(order[: order.index(gone.key)])
        return max((n for n, line in enumerate(lines, 1) if line.key in earlier), default=0)


def read_agenda(event, user):
    """The Agenda that `user` sees of a visible event, with the surveys that it presents: two queries, for drafts three."""
    surveys = visible_behind(AgendaItem, "surveys", user)
    rows = ReleasedItem.objects.newest(event, 2).select_related("item")
    found = list(rows.prefetch_related(Prefetch("item__surveys", surveys)).fetch_mode(FETCH_RAISE))
    if not found:
        drafts = event.agenda_items.prefetch_related(Prefetch("surveys", surveys)).fetch_mode(FETCH_RAISE)
        return Agenda(list(drafts) if getattr(user, "sees_drafts", False) else [])
    newest = found[0].release
    return Agenda(
        [item for item in found if item.release_id == newest.pk],
        newest,
        [item for item in found if item.release_id != newest.pk],
    )


def begin_too_early(lines):
    """The lines that begin before the one above them: somebody may have forgotten to move them, or to change the time."""
    timed = [line for line in lines if line.start and not line.is_cancelled]
    return [line for above, line in pairwise(timed) if line.start < above.start]


def surveys_of(item):
    """The fetched surveys of an agenda item or of a version of it; none if the item has been deleted."""
    draft = item.item if isinstance(item, ReleasedItem) else item
    return list(draft.surveys.all()) if draft else []


def released_title(path, user):
    """An expression for the title of the agenda item at `path` as `user` may read it; NULL while it is not released."""
    shown = ReleasedItem.objects.current().filter(item=OuterRef(path)).values("title")[:1]
    released = Subquery(shown)
    return Coalesce(released, F(f"{path}__title")) if getattr(user, "sees_drafts", False) else released
