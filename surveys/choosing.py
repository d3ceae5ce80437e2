"""The choice of topics of an event: every candidate with what is known that speaks for it, and what the rule says."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch
from django.db.models.functions import Coalesce

from circles.models import Circle
from surveys.models import SurveyResults, Tally, TopicChoice, TopicReason, TopicSelection
from surveys.triangles import HEIGHT, WIDTH, dots, place_of
from surveys.weighing import CRITERIA, GRID, Firmness, Outcome, Verdict, firmness, weigh

MEASURED = [TopicReason.OF_CRITERION[name] for name in CRITERIA]


def in_points(tenths):
    return None if tenths is None else Decimal(tenths) / 10


@dataclass(frozen=True)
class Candidate:
    """A topic that could have been chosen, the survey's figures on it, and the circles that worked on it.

    `verdict` and `firmness` are what the rule says; None where no rule is recorded.
    """

    choice: TopicChoice
    circles: list[Circle]
    tallies: list[Tally]
    verdict: Verdict | None = None
    firmness: Firmness | None = None

    @property
    def topic(self):
        return self.choice.topic

    @property
    def measured(self):
        """The three figures that topics are chosen by, as (label, reason, points); None where unknown."""
        known = {reason.kind: reason for reason in self.choice.reasons.all()}
        points = self.verdict.points if self.verdict else (None,) * len(MEASURED)
        return [
            (kind.label, known.get(kind), in_points(tenths))
            for kind, tenths in zip(MEASURED, points, strict=True)
        ]

    @property
    def others(self):
        return [reason for reason in self.choice.reasons.all() if reason.kind == TopicReason.Kind.OTHER]

    @property
    def score(self):
        return in_points(self.verdict.score) if self.verdict else None

    @property
    def is_decided(self):
        return self.verdict is not None and self.verdict.outcome != Outcome.OPEN

    @property
    def is_in_by_the_rule(self):
        return self.verdict is not None and self.verdict.outcome == Outcome.IN

    @property
    def deviates(self):
        return self.is_decided and self.is_in_by_the_rule != self.choice.chosen

    @property
    def dots_in(self):
        """The weightings with which the rule chooses it, as a path of the drawing."""
        return dots(self.firmness.is_in)

    @property
    def dots_out(self):
        return dots([not each for each in self.firmness.is_in])

    @property
    def turning(self):
        """The nearest weighting that turns the outcome, in per cent of the weight; None if none does."""
        return self.firmness.turning and [part * 100 // sum(GRID[0]) for part in self.firmness.turning]


@dataclass(frozen=True)
class Choice:
    """All candidates of an event, in the order of the team's choice and then of their score."""

    selection: TopicSelection | None
    candidates: list[Candidate]

    @cached_property
    def ranked(self):
        """By score, those without one last."""
        return sorted(
            self.candidates, key=lambda each: (each.score is None, -(each.score or 0), each.topic.title)
        )

    @property
    def decided(self):
        return [each for each in self.ranked if each.is_decided]

    @property
    def has_figures(self):
        return any(candidate.choice.reasons.all() for candidate in self.candidates)

    @property
    def deviations(self):
        return [each for each in self.candidates if each.deviates]

    @property
    def always_in(self):
        return [each for each in self.decided if each.firmness.is_always_in]

    @property
    def sometimes_in(self):
        return [
            each for each in self.decided if not each.firmness.is_always_in and not each.firmness.is_never_in
        ]

    @property
    def never_in(self):
        return [each for each in self.decided if each.firmness.is_never_in]

    @property
    def weightings(self):
        """How many weightings are tried."""
        return len(GRID)

    @property
    def drawing(self):
        """The size of a triangle, and where the rule's own weights stand in it."""
        x, y = place_of(self.selection.weights)
        return {"width": WIDTH, "height": HEIGHT, "x": x, "y": y}

    @property
    def shares(self):
        """The rule's weights as (label, weight, per cent of the whole)."""
        whole = sum(self.selection.weights)
        return [
            (kind.label, weight, 100 * weight / whole)
            for kind, weight in zip(MEASURED, self.selection.weights, strict=True)
        ]


def choice_of(event, circles, user):
    """The Choice of `event` as far as `user` may see it, each candidate with those of the `circles` on its topic.

    Costs four queries.
    """
    selection = TopicSelection.objects.visible_to(user).filter(event=event).first()
    if selection:
        selection.event = event
    rows = list(
        TopicChoice.objects.visible_to(user)
        .filter(event=event)
        .select_related("topic")
        .prefetch_related(Prefetch("reasons", with_asked(TopicReason.objects.all(), user)))
    )
    figures = [row.figures for row in rows] if selection else []
    verdicts = weigh(selection.rule, figures) if selection else [None] * len(rows)
    firm = firmness(selection.rule, figures) if selection else [None] * len(rows)
    tallies = tallies_on_topics(event, user)
    return Choice(
        selection,
        [
            Candidate(
                row,
                [circle for circle in circles if circle.topic_id == row.topic_id],
                [tally for tally in tallies if tally.option.topic_id == row.topic_id],
                verdict,
                fares,
            )
            for row, verdict, fares in zip(rows, verdicts, firm, strict=True)
        ],
    )


def with_asked(reasons, user):
    """Reasons with their source and the question they come from; `asked_is_shown` if `user` sees its results."""
    results = SurveyResults.objects.visible_to(user).filter(survey=OuterRef("asked_in"))
    asked_in = Coalesce("option__question__survey", "question__survey")
    return (
        reasons.select_related("source", "question__survey__results", "option__question__survey__results")
        .annotate(asked_in=asked_in)
        .annotate(asked_is_shown=Exists(results))
    )


def tallies_on_topics(event, user):
    """What surveys shown at `event` say of topics, where `user` may see it."""
    return (
        Tally.objects.visible_to(user)
        .filter(option__topic__isnull=False, results__survey__placements__agenda_item__event=event)
        .select_related("option__question", "results__survey")
        .distinct()
    )
