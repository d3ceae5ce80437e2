"""Counting a closed survey, once: what `disclose()` lets through is written down, and nothing else of the answers is read later.

Personal voices (ballots) and groups are counted apart and never added up.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from surveys.crossing import count_planned
from surveys.disclosure import Table, disclose
from surveys.mapping import map_of, store
from surveys.models import (
    Ballot,
    BallotAnswer,
    FreeText,
    GroupAnswer,
    GroupAnswerLine,
    Outcome,
    OutcomeLine,
    Question,
    QuestionResults,
    Survey,
    SurveyResults,
)
from surveys.opening import lock
from surveys.opinions import AGREE, DISAGREE, PASS
from surveys.statistics import bins, deviation, mean, rounded

Type = Question.Type
PEOPLE, GROUPS = Outcome.Voices.PEOPLE, Outcome.Voices.GROUPS


def count_closed():
    """Count all closed surveys that were not counted yet; returns how many."""
    waiting = Survey.objects.exclude(closed_at=None).exclude(results__counted_at__isnull=False)
    return sum(tally(survey) for survey in waiting)


def tally(survey):
    """Count the closed `survey`, unless it was counted already; returns whether it was not. Its results stay a draft.

    Raises ValueError for a survey that is not closed: nothing is counted before.
    """
    if not survey.is_closed:
        raise ValueError("Only a closed survey is counted.")
    if SurveyResults.objects.filter(survey=survey, counted_at__isnull=False).exists():
        return False
    questions = survey.questions.prefetch_related("options", "scale_points")
    voices = {PEOPLE: Votes.of_people(survey), GROUPS: Votes.of_groups(survey)}
    figures = [(question, list(outcomes(question, voices)), maps(question, voices)) for question in questions]
    with transaction.atomic():
        lock(survey)
        results, _made = SurveyResults.objects.get_or_create(survey=survey)
        if results.counted_at:
            return False
        write(results, figures)
        count_planned(survey)
        results.people = disclose(Table(((voices[PEOPLE].sheets,),), guarded=False)).n
        results.groups = voices[GROUPS].sheets or None
        results.counted_at = timezone.now()
        results.save(update_fields=["people", "groups", "counted_at"])
    return True


def write(results, figures):
    kept, lines = [], []
    for question, found, mapped in figures:
        counted = QuestionResults.objects.create(results=results, question=question)
        for outcome, its_lines in found:
            outcome.of = counted
            kept.append(outcome)
            lines += its_lines
        for each in mapped:
            store(counted, each)
    Outcome.objects.bulk_create(kept)
    for line in lines:
        line.outcome_id = line.outcome.pk
    OutcomeLine.objects.bulk_create(lines)


def maps(question, voices):
    """The opinion map of each kind of voices, if the question has statements."""
    if question.type != Type.STATEMENTS:
        return []
    return [map_of(question, kind) for kind, votes in voices.items() if kind == PEOPLE or votes.sheets]


@dataclass
class Votes:
    """What one kind of voices said: {question: {(option, value): count}}, and how many answered each."""

    sheets: int
    given: dict[int, Counter] = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of_people(cls, survey):
        votes = cls(Ballot.objects.filter(survey=survey).count())
        votes.read(BallotAnswer.objects.filter(question__survey=survey), "ballot")
        texts = FreeText.objects.filter(question__survey=survey).order_by()
        votes.people |= dict(texts.values_list("question").annotate(Count("pk")))
        return votes

    @classmethod
    def of_groups(cls, survey):
        votes = cls(GroupAnswer.objects.filter(survey=survey).count())
        votes.read(GroupAnswerLine.objects.filter(question__survey=survey), "answer")
        return votes

    def read(self, answers, sheet):
        """Two statements however many answers there are; `sheet` names the field that says whose they are."""
        answers = answers.order_by()
        counts = answers.values_list("question", "option", "value").annotate(Count("pk"))
        for question, option, value, count in counts:
            self.given.setdefault(question, Counter())[option, value] += count
        several = answers.exclude(question__type__in=[Type.SINGLE_CHOICE, Type.RATING, Type.NUMBER])
        self.people = dict(several.values_list("question").annotate(Count(sheet, distinct=True)))


def outcomes(question, voices):
    """(Outcome, its OutcomeLines) for each kind of voices that were asked, and each row of a matrix; not saved."""
    for kind, votes in voices.items():
        if kind == GROUPS and not votes.sheets:
            continue
        given = votes.given.get(question.pk, Counter())
        people = votes.people.get(question.pk, 0)
        rows = question.options.all() if question.type in {Type.MATRIX, Type.STATEMENTS} else [None]
        for row in rows:
            outcome = Outcome(voices=kind, row=row)
            lines = COUNT[question.type](outcome, question, given, people) if question.type in COUNT else []
            for number, line in enumerate(lines, 1):
                line.number, line.outcome = number, outcome
            yield outcome, lines


def shown(outcome, table):
    """Disclose a table of one question for `outcome`, which learns n and whether it is withheld."""
    found = disclose(table)
    outcome.n, outcome.withheld = found.n, found.withheld
    return found


def choices(outcome, question, given, people):
    options = list(question.options.all())
    several = question.type == Type.MULTIPLE_CHOICE
    table = Table(
        tuple((given[option.pk, None],) for option in options),
        guarded=question.describes_person,
        is_named=outcome.voices == GROUPS,
        several=several,
        bases=(people,) if several else (),
        most=question.choices_max,
    )
    found = shown(outcome, table)
    return [
        OutcomeLine(option=options[row], count=cells[0])
        for (row,), cells in zip(found.rows, found.cells, strict=True)
    ]


def ratings(outcome, question, given, _people):
    row = outcome.row.pk if outcome.row else None
    points = [point.number for point in question.scale_points.all()]
    counts = {point: given[row, point] for point in points}
    table = Table(
        tuple((count,) for count in counts.values()),
        guarded=question.describes_person,
        is_named=outcome.voices == GROUPS,
        row_scale=True,
    )
    found = shown(outcome, table)
    if question.offers_no_answer and not question.describes_person and not found.withheld:
        outcome.no_answer = given[row, None]
    if found.is_whole():
        describe(outcome, counts)
    return [
        OutcomeLine(least=points[rows[0]], most=points[rows[-1]], count=cells[0])
        for rows, cells in zip(found.rows, found.cells, strict=True)
    ]


def describe(outcome, counts):
    outcome.mean, outcome.sd = rounded(mean(counts)), rounded(deviation(counts))


def stances(outcome, _question, given, _people):
    """One statement: how many disagree, pass and agree, in this order as on a scale; without a mean."""
    values = [DISAGREE, PASS, AGREE]
    counts = tuple((given[outcome.row.pk, value],) for value in values)
    found = shown(outcome, Table(counts, guarded=False, is_named=outcome.voices == GROUPS))
    return [
        OutcomeLine(least=value, most=value, count=cells[0])
        for value, cells in zip(values, found.cells, strict=False)
    ]


def ranks(outcome, question, given, people):
    found = shown(outcome, Table(((people,),), guarded=False, is_named=outcome.voices == GROUPS))
    lines = []
    for option in () if found.withheld else question.options.all():
        counts = {value: count for (item, value), count in given.items() if item == option.pk}
        lines.append(OutcomeLine(option=option, count=sum(counts.values()), mean=rounded(mean(counts))))
    return lines


def numbers(outcome, question, given, _people):
    counts = {value: count for (_option, value), count in given.items() if value is not None}
    bars = bins(counts, question.decimals)
    table = Table(
        tuple((each.count,) for each in bars),
        guarded=question.describes_person,
        is_named=outcome.voices == GROUPS,
        row_scale=True,
    )
    found = shown(outcome, table)
    if found.is_whole():
        describe(outcome, counts)
    return [
        OutcomeLine(least=bars[rows[0]].least, most=bars[rows[-1]].below, count=cells[0])
        for rows, cells in zip(found.rows, found.cells, strict=True)
    ]


def texts(outcome, _question, _given, people):
    shown(outcome, Table(((people,),), guarded=False, is_named=outcome.voices == GROUPS))
    return []


COUNT = {
    Type.SINGLE_CHOICE: choices,
    Type.MULTIPLE_CHOICE: choices,
    Type.RATING: ratings,
    Type.MATRIX: ratings,
    Type.RANKING: ranks,
    Type.STATEMENTS: stances,
    Type.NUMBER: numbers,
    Type.FREE_TEXT: texts,
}
