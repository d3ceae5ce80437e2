"""What was counted of a native survey, as its pages and files show it: figures for each kind of voices, with bars or without.

Page, CSV and JSON are made of the same `Counted`, and that of the rows that `surveys/tallying.py` wrote, so they say the same.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from django.db.models import Prefetch

from klimakreise.publishing.templatetags.figures import figure, percent
from surveys.answers import STANCES
from surveys.charts import across
from surveys.mapping import drawings
from surveys.models import (
    FreeText,
    GroupAnswerLine,
    Option,
    Outcome,
    OutcomeLine,
    Question,
    QuestionResults,
)
from surveys.opinion_drawing import OpinionDrawing
from surveys.statistics import rounded, share

Type = Question.Type
PALEST = Decimal(
    "0.35"
)  # how much colour the points next to the middle of a scale have; the outer ones have all of it
NUMBERED = 18  # per cent of an answer that has room for its number below the bar, on a phone, too
RELEASED = {"standing": FreeText.Standing.RELEASED}


def counted(results, user):
    """The list of Counted of `results` that `user` may see, in the order of the questions; a fixed number of queries."""
    rows = with_figures(QuestionResults.objects.visible_to(user).filter(results=results))
    found = [Counted(row) for row in rows.order_by("question__number")]
    for each in found:
        each.results = results
    add_texts({each.question.pk: each for each in found if each.question.type == Type.FREE_TEXT})
    add_maps({each.question.pk: each for each in found if each.question.type == Type.STATEMENTS})
    return found


def with_figures(rows):
    """QuestionResults with all that Counted reads."""
    options = Option.objects.select_related("group", "demand__demand_set", "topic")
    return rows.select_related("question__survey", "results").prefetch_related(
        Prefetch("question__options", options),
        "question__scale_points",
        Prefetch("outcomes", Outcome.objects.select_related("row")),
        Prefetch("outcomes__lines", OutcomeLine.objects.order_by("outcome", "number")),
    )


def add_maps(asking):
    """The opinion maps of questions with statements."""
    if asking:
        for (question, kind), drawing in drawings(
            {key: each.question for key, each in asking.items()}
        ).items():
            asking[question].maps[kind] = drawing


def add_texts(asking):
    """The texts that somebody has read and released; of people only where enough have answered the question."""
    if not asking:
        return
    for text in FreeText.objects.filter(question__in=asking, **RELEASED).order_by("key"):
        if asking[text.question_id].has_enough_people:
            asking[text.question_id].texts.append(text.text)
    said = GroupAnswerLine.objects.filter(question__in=asking, **RELEASED).select_related("answer__group")
    for line in said.order_by("answer__group__name"):
        asking[line.question_id].texts_of_groups.append((line.answer.group, line.text))


@dataclass
class Counted:
    """A question with the figures of people and of groups, and its released texts."""

    row: QuestionResults
    texts: list = field(default_factory=list)
    texts_of_groups: list = field(default_factory=list)
    earlier: list = field(default_factory=list)  # of surveys/earlier.py
    maps: dict = field(default_factory=dict)

    @property
    def question(self):
        return self.row.question

    @property
    def is_released(self):
        return self.row.released_at is not None

    @property
    def has_enough_people(self):
        outcomes = self.row.outcomes.all()
        return any(each.voices == Outcome.Voices.PEOPLE and not each.withheld for each in outcomes)

    @cached_property
    def voices(self):
        """People first, then groups; a matrix has a Figures for each row."""
        kinds = {kind: [] for kind in Outcome.Voices}
        for outcome in self.row.outcomes.all():
            kinds[outcome.voices].append(Figures(outcome, self.question))
        return [Voices(kind, found, self.maps.get(kind)) for kind, found in kinds.items() if found]


@dataclass
class Voices:
    kind: Outcome.Voices
    figures: list
    drawing: OpinionDrawing | None = None

    @property
    def key(self):
        """A word for ids, unique on the page."""
        return f"{self.first.question.number}-{self.kind}"

    @property
    def label(self):
        return self.kind.label

    @property
    def first(self):
        return self.figures[0]


@dataclass(frozen=True)
class Line:
    """One answer: what it is called, and what is known of it. `count` None: hidden. `width` and `x` are those of its bar."""

    label: str
    row: OutcomeLine
    option: Option | None
    percent: Decimal | None
    width: str = "0"
    x: str = "0"
    opacity: str = "1"
    side: str = ""
    centre: str = ""
    mark: str = ""  # what stands below its stretch of a bar

    @property
    def count(self):
        return self.row.count

    @property
    def mean(self):
        return self.row.mean

    @property
    def value(self):
        """What stands beside its bar."""
        if self.row.mean is not None:
            return figure(self.row.mean)
        return "" if self.percent is None else percent(self.percent)


class Figures:
    """The figures of one Outcome."""

    def __init__(self, outcome, question):
        self.outcome, self.question = outcome, question
        self.rows = list(outcome.lines.all())
        self.options = {option.pk: option for option in question.options.all()}
        self.points = {point.number: point for point in question.scale_points.all()}

    @property
    def n(self):
        return self.outcome.n

    @property
    def is_scale(self):
        return self.question.type in {Type.RATING, Type.MATRIX} or self.is_statement

    @property
    def is_statement(self):
        return self.question.type == Type.STATEMENTS

    @property
    def agreement(self):
        """The share of those who agree with a statement, in words; empty where nothing is shown."""
        return self.lines[-1].value if self.is_statement and self.rows else ""

    @property
    def is_ranking(self):
        return self.question.type == Type.RANKING

    @property
    def hides(self):
        return any(row.count is None for row in self.rows)

    @property
    def joins(self):
        """Whether points of the scale were put together."""
        return self.is_scale and any(row.least != row.most for row in self.rows)

    @property
    def diverges(self):
        """Whether it is drawn to both sides of the middle of its scale."""
        return self.is_scale and not self.hides and not self.joins

    @cached_property
    def lines(self):
        """All answers; the most chosen and the best ranked first. What describes people, points and bins stand in their order."""
        if self.diverges:
            return list(self.to_both_sides())
        lines = [self.line(row) for row in self.rows]
        if self.is_ranking:
            return sorted(lines, key=lambda line: (line.mean is None, line.mean or 0, line.row.number))
        if (
            self.question.type in {Type.SINGLE_CHOICE, Type.MULTIPLE_CHOICE}
            and not self.question.describes_person
        ):
            return sorted(lines, key=lambda line: (line.count is None, -(line.count or 0), line.row.number))
        return lines

    def line(self, row, **drawn):
        part = None if self.is_ranking else share(row.count, self.n)
        if self.is_ranking and row.mean is not None:
            places = max(len(self.rows) - 1, 1)
            drawn = {"x": across(96 * (row.mean - 1) / places)}
        label = self.label(row)
        exact = None if part is None else rounded(Fraction(part), 1)
        return Line(label, row, self.options.get(row.option_id), exact, **{"width": across(part), **drawn})

    def label(self, row):
        if row.option_id:
            return self.options[row.option_id].local_label
        if self.is_scale:
            ends = dict.fromkeys([row.least, row.most])
            return " – ".join(self.point(number) for number in ends)
        least, below = figure(row.least), figure(row.most)
        if not self.question.decimals:
            last = figure(row.most - 1)
            return least if least == last else f"{least} – {last}"
        return f"{least} – < {below}"

    def point(self, number):
        if self.is_statement:
            return str(STANCES[number])
        label = self.points[int(number)].local_label
        return label if label == str(int(number)) else f"{int(number)} – {label}"

    def to_both_sides(self):
        """The points as stretches of one bar: the middle of the scale stands in the middle, whoever chose what."""
        shares = [share(row.count, self.n) or Decimal(0) for row in self.rows]
        half = len(shares) / 2
        low = sum(shares[: int(half)]) + (shares[int(half)] / 2 if len(shares) % 2 else 0)
        x = 50 - low / 2
        for place, (row, part) in enumerate(zip(self.rows, shares, strict=True)):
            away = place + Decimal("0.5") - Decimal(half)
            opacity = PALEST + (1 - PALEST) * min(abs(away) / max(Decimal(half) - Decimal("0.5"), 1), 1)
            yield self.line(
                row,
                width=across(part / 2),
                x=across(x),
                opacity=f"{opacity:.2f}",
                side="middle" if away == 0 else "low" if away < 0 else "high",
                centre=across(x + part / 4) if part >= NUMBERED else "",
                mark=f"{part:.0f}\u00a0%" if self.is_statement else f"{row.least:.0f}",
            )
            x += part / 2
