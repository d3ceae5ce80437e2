"""What was published last, across the rooms."""

from dataclasses import dataclass

from django.db.models import F, Value

from circles.models import Measure
from events.models import Event, Protocol
from klimakreise.alliance.models import DemandSet
from klimakreise.dialogue.models import Statement
from klimakreise.publishing.models import Publishable
from surveys.models import Survey, SurveyResults, TopicSelection

KINDS = {
    "event": Event.objects.select_related("series"),
    "protocol": Protocol.objects.select_related("event"),
    "statement": Statement.objects.select_related("event", "measure", "result"),
    "survey": Survey.objects.all(),
    "results": SurveyResults.objects.select_related("survey"),
    "choice": TopicSelection.objects.select_related("event"),
    "measure": Measure.objects.all(),
    "demands": DemandSet.objects.all(),
}


@dataclass
class Publication:
    """One published thing and the word for its kind."""

    thing: Publishable

    @property
    def kind(self):
        return self.thing._meta.verbose_name

    @property
    def survey(self):
        """The survey that it is, or whose results; None for everything else."""
        return self.thing if isinstance(self.thing, Survey) else getattr(self.thing, "survey", None)


def newest_publications(user, count):
    """The `count` Publications of what was published last and what `user` may see, newest first; drafts are never news.

    Costs one query over all kinds and one for each kind that occurs.
    """
    rows = [
        things.visible_to(user)
        .filter(is_example=False)
        .published()
        .order_by()
        .values_list("published_at", Value(kind), F("pk"))
        for kind, things in KINDS.items()
    ]
    newest = list(rows[0].union(*rows[1:], all=True).order_by("-published_at")[:count])
    found = {
        kind: KINDS[kind].in_bulk([pk for _, row_kind, pk in newest if row_kind == kind])
        for kind in {kind for _, kind, _ in newest}
    }
    return [Publication(found[kind][pk]) for _, kind, pk in newest]
