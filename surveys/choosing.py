"""The choice of topics of an event: every candidate with what is known that speaks for it."""

from dataclasses import dataclass

from django.db.models import Prefetch

from circles.models import Circle
from surveys.models import Tally, TopicChoice, TopicReason

MEASURED = [TopicReason.Kind.RELEVANCE, TopicReason.Kind.EMISSION_SHARE, TopicReason.Kind.INFLUENCE]


@dataclass(frozen=True)
class Candidate:
    """A topic that could have been chosen, the survey's figures on it, and the circles that worked on it."""

    choice: TopicChoice
    circles: list[Circle]
    tallies: list[Tally]

    @property
    def topic(self):
        return self.choice.topic

    @property
    def measured(self):
        """The three figures that topics are chosen by, as (label, reason); the reason is None where unknown."""
        known = {reason.kind: reason for reason in self.choice.reasons.all()}
        return [(kind.label, known.get(kind)) for kind in MEASURED]

    @property
    def others(self):
        return [reason for reason in self.choice.reasons.all() if reason.kind == TopicReason.Kind.OTHER]


def candidates(event, circles, user):
    """The candidates of `event` that `user` may see, chosen ones first, each with those of the `circles` on its topic.

    Costs three queries.
    """
    choices = (
        TopicChoice.objects.visible_to(user)
        .filter(event=event)
        .select_related("topic")
        .prefetch_related(Prefetch("reasons", TopicReason.objects.select_related("source")))
    )
    tallies = (
        Tally.objects.visible_to(user)
        .filter(option__topic__isnull=False, results__survey__placements__agenda_item__event=event)
        .select_related("option__question", "results__survey")
        .distinct()
    )
    return [
        Candidate(
            choice,
            [circle for circle in circles if circle.topic_id == choice.topic_id],
            [tally for tally in tallies if tally.option.topic_id == choice.topic_id],
        )
        for choice in choices
    ]
