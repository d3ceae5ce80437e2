"""What published results say of a topic, to be taken over as its relevance instead of being typed: with n, year and source."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from klimakreise.publishing.templatetags.figures import figure, percent
from surveys.charts import Answer
from surveys.models import (
    Option,
    Outcome,
    OutcomeLine,
    Question,
    QuestionResults,
    Tally,
    TopicReason,
    TopicSelection,
)
from surveys.statistics import rounded, share

CHOICES = [Question.Type.SINGLE_CHOICE, Question.Type.MULTIPLE_CHOICE]


@dataclass(frozen=True)
class Said:
    """What people said of an option that points to a topic: `value` is a share in per cent, or a mean."""

    option: Option
    value: Decimal
    n: int | None
    is_share: bool

    @property
    def survey(self):
        return self.option.question.survey

    @property
    def year(self):
        """When it was answered last."""
        survey = self.survey
        if survey.is_native:
            return survey.closed_at.year
        known = survey.end or survey.start
        return known.year if known else None

    def __str__(self):
        value = percent(self.value) if self.is_share else figure(self.value)
        words = _("%(value)s (n = %(n)s): %(option)s – %(survey)s, question %(number)s")
        return words % {
            "value": value,
            "n": "?" if self.n is None else figure(self.n),
            "option": self.option.label,
            "survey": self.survey,
            "number": self.option.question.number,
        }


def said_of(topic, measure):
    """All that published results say of `topic`, as Said: of native surveys only released questions, and only personal voices.

    `measure` (TopicSelection.Measure) says whether shares or means are wanted.
    """
    if measure == TopicSelection.Measure.MEAN:
        return means(topic)
    return [*shares_made_elsewhere(topic), *shares(topic)]


def shares_made_elsewhere(topic):
    tallies = Tally.objects.visible_to(None).filter(option__topic=topic, option__question__type__in=CHOICES)
    for tally in tallies.select_related("option__question__survey"):
        n = tally.option.question.answered_by
        part = Answer.to(tally.option, n).percent
        if part is not None:
            yield Said(tally.option, part, n, is_share=True)


def counted_here(rows, prefix):
    """Those of the rows that belong to released questions of published results; `prefix` leads to their Outcome."""
    shown = {
        f"{prefix}of__in": QuestionResults.objects.visible_to(None),
        f"{prefix}voices": Outcome.Voices.PEOPLE,
        f"{prefix}withheld": "",
    }
    return rows.filter(**shown)


def shares(topic):
    lines = OutcomeLine.objects.filter(
        option__topic=topic, option__question__type__in=CHOICES, count__isnull=False
    )
    for line in counted_here(lines, "outcome__").select_related("outcome", "option__question__survey"):
        part = share(line.count, line.outcome.n)
        if part is not None:
            yield Said(line.option, rounded(Fraction(part), 1), line.outcome.n, is_share=True)


def means(topic):
    rows = counted_here(Outcome.objects.filter(row__topic=topic, mean__isnull=False), "")
    return [
        Said(each.row, each.mean, each.n, is_share=False)
        for each in rows.select_related("row__question__survey")
    ]


def take_over(choice, said):
    """Write, in the caller's transaction, what was `said` as the relevance of the candidate; ValidationError if it cannot be."""
    kind = TopicReason.Kind.RELEVANCE
    reason = choice.reasons.filter(kind=kind).first() or TopicReason(choice=choice, kind=kind)
    reason.value, reason.unit = said.value, "%" if said.is_share else "Mittelwert"
    reason.year, reason.answered_by = said.year, said.n
    reason.question, reason.option = None, said.option
    reason.source = said.survey.sources.order_by("key").first()
    reason.full_clean()
    reason.save()
    return reason
