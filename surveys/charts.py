"""What is known of the answers to a question, and how it is drawn: bars, or one stacked bar for a rating.

Words and figures stand in HTML; only the bars are SVG. Their lengths are in per cent of the space they get.
"""

import itertools
import re
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from klimakreise.publishing.templatetags.figures import figure, percent
from surveys.models import Option, Question, Tally

BARS_SHOWN = 40  # a longer chart is no picture any more; the table has every option
LABELLED = 6  # per cent of a stacked bar that hold the number of a point
PALEST = 0.15  # how much colour the first point of a rating has; the last has all of it


def evaluations(results):
    """The figures of a survey that was made elsewhere, question by question."""
    options = Option.objects.select_related("group", "demand__demand_set", "topic")
    questions = Question.objects.filter(survey=results.survey).prefetch_related(
        Prefetch("options", options), Prefetch("options__tally", Tally.objects.filter(results=results))
    )
    return [Evaluation(question) for question in questions]


@dataclass(frozen=True)
class Answer:
    """One option and what is known of it: `count` and `percent` of those who answered are None where unknown."""

    option: Option
    count: int | None
    percent: Decimal | None

    @classmethod
    def to(cls, option, answered_by):
        """The published tally of `option`; a missing percentage is computed where n of the question allows it."""
        tally = getattr(option, "tally", None)
        if tally is None:
            return cls(option, None, None)
        part = tally.percent
        if part is None and answered_by and tally.count <= answered_by:
            part = share(tally, answered_by).quantize(Decimal("0.1"))
        return cls(option, tally.count, part)


@dataclass(frozen=True)
class Mark:
    """A bar, or a stretch of the stacked bar; `value` is empty where nothing is known."""

    number: int
    answer: Answer
    value: str
    width: str
    opacity: str
    x: str = "0"
    centre: str = ""

    @property
    def is_numbered(self):
        """Whether the label itself begins with the number of the point, like “5 (very good)”."""
        return re.match(rf"\s*{self.number}\b", self.answer.option.label) is not None


class Evaluation:
    """A question with all that was published of its answers; needs its options prefetched with their tally."""

    def __init__(self, question):
        self.question = question
        self.is_rating = question.type == Question.Type.RATING
        answers = [Answer.to(option, question.answered_by) for option in question.options.all()]
        self.answers = answers if self.is_rating else sorted(answers, key=rank)
        self.known = [answer for answer in self.answers if answer.count is not None]

    @property
    def has_percentages(self):
        return bool(self.known) and all(answer.percent is not None for answer in self.known)

    @property
    def computes_percentages(self):
        """Whether a percentage is ours and not the source's."""
        return self.has_percentages and any(answer.option.tally.percent is None for answer in self.known)

    @property
    def may_exceed_100(self):
        return self.question.type == Question.Type.MULTIPLE_CHOICE

    @property
    def hides_options(self):
        """Whether more options were offered than are known."""
        return (self.question.options_total or 0) > len(self.answers)

    @property
    def left_out(self):
        """How many options stand in the table only."""
        return max(len(self.answers) - BARS_SHOWN, 0)

    def value(self, answer):
        """The figure beside a bar: the percentage or, where not all have one, the count."""
        if answer.count is None:
            return ""
        if self.has_percentages:
            return percent(answer.percent)
        return figure(answer.count)

    def marks(self):
        """The bars from top to bottom: as long as the percentage or, where not all have one, beside the longest."""
        longest = max((answer.count for answer in self.known), default=0) or 1
        return [
            Mark(
                number,
                answer,
                self.value(answer),
                across(answer.percent if self.has_percentages else share(answer, longest)),
                opacity=self.opacity(number),
            )
            for number, answer in enumerate(self.answers[:BARS_SHOWN], 1)
        ]

    def stack(self):
        """The points of a rating as stretches of one bar, in the order of the scale."""
        whole = max(sum(answer.count for answer in self.known), self.question.answered_by or 0) or 1
        shares = [share(answer, whole) for answer in self.answers]
        starts = itertools.accumulate(shares, initial=Decimal(0))
        return [
            Mark(
                number,
                answer,
                self.value(answer),
                across(part),
                x=across(start),
                centre=across(start + part / 2) if part >= LABELLED else "",
                opacity=self.opacity(number),
            )
            for number, (answer, part, start) in enumerate(zip(self.answers, shares, starts, strict=False), 1)
        ]

    def opacity(self, number):
        """The points of a rating go from pale to full colour."""
        palest = PALEST if len(self.answers) > 1 else 1
        return f"{palest + (1 - palest) * (number - 1) / max(len(self.answers) - 1, 1):.2f}"


def share(answer, whole):
    """Per cent of `whole`; nothing where the count is not known."""
    return Decimal(100 * (answer.count or 0)) / whole


def rank(answer):
    """Most chosen first, options of which nothing is known last; equal ones in the order of the question."""
    return (answer.count is None, -(answer.count or 0), answer.option.number)


def across(part):
    """A length for SVG, which has no comma in any language."""
    return f"{part or 0:.2f}%"
