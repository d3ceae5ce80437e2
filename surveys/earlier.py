"""The published figures of earlier questions that the questions of a survey ask again: beside the new ones, with all that differs.

Each earlier survey keeps its own n, base and source. What cannot be compared is said: other words, other people, other answers.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from klimakreise.publishing.templatetags.figures import figure, percent
from surveys.charts import Evaluation, across
from surveys.models import Option, Outcome, Question, QuestionResults, SurveyResults, Tally
from surveys.outcomes import Counted, with_figures
from surveys.pairing import has_same_scale, pair, plain

Type = Question.Type
STEPS = 5  # so many times a question may have been asked before


def add_earlier(counted, user):
    """Give each Counted its `earlier`: a list of Earlier, the newest first, as far as `user` may see their results.

    Costs nothing if no question asks again; else a query for each step back, and seven more.
    """
    before = steps_back({each.question.pk: each.question.repeats_id for each in counted})
    known = questions_seen({pk for chain in before.values() for pk in chain}, user)
    for each in counted:
        chain = [known[pk] for pk in before[each.question.pk] if pk in known]
        each.earlier = [Earlier(each, *found) for found in chain]


def steps_back(repeats):
    """{question: keys of what it repeats, and of what that repeats, …} of {question: the key that it repeats, or None}."""
    chains = {question: [] for question in repeats}
    ends = {question: key for question, key in repeats.items() if key}
    for _step in range(STEPS):
        if not ends:
            break
        for question, key in ends.items():
            chains[question].append(key)
        nearer = dict(Question.objects.filter(pk__in=ends.values()).values_list("pk", "repeats"))
        ends = {question: nearer[key] for question, key in ends.items() if nearer.get(key)}
    return chains


def questions_seen(keys, user):
    """{key: (question, Evaluation or Counted)} of questions whose published figures `user` may see."""
    if not keys:
        return {}
    shown = SurveyResults.objects.visible_to(user)
    options = Option.objects.select_related("group", "demand__demand_set", "topic")
    asked = Question.objects.filter(pk__in=keys, survey__results__in=shown)
    found = {
        question.pk: (question, Evaluation(question))
        for question in asked.filter(survey__mode="")
        .select_related("survey__results")
        .prefetch_related(
            Prefetch("options", options),
            Prefetch("options__tally", Tally.objects.filter(results__in=shown)),
            "scale_points",
            "survey__sources",
        )
    }
    rows = with_figures(QuestionResults.objects.visible_to(user).filter(question__in=asked))
    for row in rows.select_related("question__survey__results").prefetch_related("question__survey__sources"):
        found[row.question_id] = (row.question, Counted(row))
    return found


@dataclass(frozen=True)
class Known:
    """What is known of one answer: `count` of people with `percent` of them, or with a `mean` (of ratings, of ranks)."""

    count: int | None = None
    percent: Decimal | None = None
    mean: Decimal | None = None

    @property
    def value(self):
        """What stands beside its bar; empty where nothing is known."""
        if self.mean is not None:
            return figure(self.mean)
        return percent(self.percent) if self.percent is not None else figure(self.count)


@dataclass(frozen=True)
class Side:
    """One answer in one of the two surveys: the Option or ScalePoint, what is known of it, and its bar."""

    item: object
    known: Known
    x: str = "0"
    width: str = ""


@dataclass(frozen=True)
class Line:
    """An answer `now` and `then`; None where it was not offered."""

    now: Side | None
    then: Side | None

    @property
    def item(self):
        return (self.now or self.then).item

    @property
    def point(self):
        """The value of a point of a scale that has words, too; None for everything else."""
        is_point = self.item._meta.model_name == "scalepoint" and self.item.label
        return self.item.number if is_point else None

    @property
    def other_words(self):
        """What an option that points to the same thing was called then, if that is something else."""
        if self.now and self.then and self.now.item._meta.model_name == "option":
            return self.then.item.label if plain(self.now.item.label) != plain(self.then.item.label) else ""
        return ""

    @property
    def order(self):
        """The most chosen and the best ranked first, then what is not known, then what was asked only once."""
        if self.now is None or self.then is None:
            return (2 if self.now else 3, 0)
        known = self.now.known
        figure = known.mean if known.mean is not None else known.count and -known.count
        return (0, figure) if figure is not None else (1, 0)


class Comparison:
    """The figures of one kind of voices now and then; `now` and `then` are Voices, or None if there are none."""

    def __init__(self, earlier, kind, now, then):
        self.earlier, self.kind, self.now, self.then = earlier, kind, now, then

    @property
    def outcome(self):
        """Of a survey that was answered here: what was counted then, but for a matrix, which has it row by row."""
        return self.then.first.outcome if self.then and not self.earlier.is_matrix else None

    @property
    def mean(self):
        return self.outcome.mean if self.outcome else self.earlier.question.mean

    @property
    def sd(self):
        return self.outcome.sd if self.outcome else self.earlier.question.sd

    @cached_property
    def lines(self):
        """All answers; what was asked only once comes last."""
        pairing, question = self.earlier.pairing, self.earlier.question
        now, then = known_here(self.now), self.known_then()
        lines = [
            *(Line(self.side(one, now), self.side(other, then)) for one, other in pairing.pairs),
            *(Line(self.side(one, now), None) for one in pairing.only_now),
            *(Line(None, self.side(other, then)) for other in pairing.only_then),
        ]
        in_order = question.type in {Type.RATING, Type.MATRIX}
        return lines if in_order else sorted(lines, key=lambda line: line.order)

    def known_then(self):
        if self.then:
            return known_here(self.then)
        return {each.option: Known(each.count, each.percent) for each in self.earlier.evaluation.answers}

    @property
    def pairs(self):
        return [line for line in self.lines if line.now and line.then]

    @property
    def only_now(self):
        return [line for line in self.lines if not line.then]

    @property
    def only_then(self):
        return [line for line in self.lines if not line.now]

    def side(self, item, known):
        """The bar of a share is as long as it; that of a mean as it is far up the scale; a rank is a mark at its place."""
        found = known.get(item, Known())
        if found.mean is None:
            return Side(item, found, width="" if found.percent is None else across(found.percent))
        if self.earlier.question.type == Type.RANKING:
            places = max(len(self.earlier.pairing.pairs + self.earlier.pairing.only_now) - 1, 1)
            x = min(96 * (found.mean - 1) / places, Decimal(96))
            return Side(item, found, x=across(x), width="4%")
        least, most = self.earlier.ends
        if not self.earlier.same_scale or most == least:
            return Side(item, found)
        return Side(item, found, width=across(100 * (found.mean - least) / (most - least)))


def known_here(voices):
    """{Option or ScalePoint: Known} of Voices that were counted here; points of a scale that were put together are left out."""
    found = {}
    for figures in voices.figures if voices else []:
        if figures.outcome.row_id:
            found[figures.outcome.row] = Known(figures.n, mean=figures.outcome.mean)
            continue
        for line in figures.lines:
            known = Known(line.count, line.percent, line.mean)
            if line.option:
                found[line.option] = known
            elif figures.is_scale and line.row.least == line.row.most:
                found[figures.points[int(line.row.least)]] = known
    return found


class Earlier:
    """An earlier question beside one that asks it again; `source` is its Evaluation or, if it was answered here, its Counted."""

    def __init__(self, counted, question, source):
        self.asked, self.question, self.source = counted.question, question, source
        self.survey = question.survey
        self.evaluation = None if self.survey.is_native else source
        self.now = {each.kind: each for each in counted.voices}
        self.pairing = pair(self.asked, question)
        self.same_scale = has_same_scale(self.asked, question)

    @property
    def year(self):
        return self.survey.began[:4]

    @property
    def is_matrix(self):
        return self.question.type == Type.MATRIX

    @property
    def is_shown(self):
        """Whether everyone sees it, and not the planning team alone."""
        return self.survey.results.is_visible() and (self.evaluation is not None or self.source.is_released)

    @property
    def address(self):
        return f"{self.survey.results.get_absolute_url()}#question-{self.question.number}"

    @property
    def ends(self):
        values = [point.number for point in self.question.scale_points.all()]
        return (Decimal(min(values)), Decimal(max(values))) if values else (Decimal(0), Decimal(0))

    @cached_property
    def comparisons(self):
        """One for each kind of voices that answered then; those that were counted elsewhere are people."""
        if self.evaluation:
            kind = Outcome.Voices.PEOPLE
            return [Comparison(self, kind, self.now.get(kind), None)]
        return [Comparison(self, each.kind, self.now.get(each.kind), each) for each in self.source.voices]

    @property
    def differences(self):
        """What was not the same, in words."""
        now, then = self.asked, self.question
        found = {
            _("the wording"): plain(now.text) != plain(then.text),
            _("who was asked"): plain(now.survey.audience) != plain(self.survey.audience),
            _("the answers to choose from"): self.pairing.only_now or self.pairing.only_then,
            _("the scale"): not self.same_scale,
            _("how many answers were possible"): now.choices_max != then.choices_max,
            _("the unit"): plain(now.unit) != plain(then.unit),
        }
        return [words for words, differs in found.items() if differs]
