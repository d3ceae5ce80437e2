"""The opinion map of a closed survey: drawn once, of the answers to one question, and stored as far as it may be shown.

Nothing of a person is kept: a point stands for at least five, and what a group says to a statement goes through `disclose()` as a
table of two questions, the statement and the group. Those who answered too little to be placed are a column of that table, too: what
all said is published, and without them whoever subtracts the groups from it would have the answers of a few.
"""

from collections import defaultdict
from dataclasses import dataclass

from surveys.bounds import K
from surveys.disclosure import LEAST_N, Table, disclose
from surveys.models import (
    BallotAnswer,
    GroupAnswerLine,
    OpinionFigure,
    OpinionGroup,
    OpinionMap,
    OpinionPoint,
    Outcome,
)
from surveys.opinion_drawing import OpinionDrawing
from surveys.opinions import AGREE, DISAGREE, PASS, Point, Said, map_opinions

PEOPLE, GROUPS = Outcome.Voices.PEOPLE, Outcome.Voices.GROUPS
ANSWERS = [AGREE, PASS, DISAGREE]
NOTHING = Said(None, None, None, None)


@dataclass(frozen=True)
class Mapped:
    """What may be stored: `said` is {option key: [Said of each group]}."""

    voices: str
    sizes: tuple[int, ...]
    points: tuple[Point, ...]
    unplaced: int
    said: dict[int, list[Said]]


def map_of(question, voices):
    """The Mapped of a question with statements, for one kind of voices."""
    options = [option.pk for option in question.options.all()]
    votes = votes_of(question, voices, options)
    is_named = voices == GROUPS
    found = map_opinions(votes, least=K if is_named else LEAST_N)
    unplaced = found.groups.count(None)
    sizes = Table(tuple((size,) for size in found.sizes), is_named=is_named)
    if disclose(sizes).withheld:
        return Mapped(voices, (), (), unplaced, {})
    said = {
        option: said_of([vote[place] for vote in votes], found, is_named)
        for place, option in enumerate(options)
    }
    return Mapped(voices, found.sizes, found.points, unplaced, said)


def votes_of(question, voices, options):
    """A list of answers for everybody who has said something to any statement, None for those left out; in no order."""
    model, sheet = (GroupAnswerLine, "answer") if voices == GROUPS else (BallotAnswer, "ballot")
    sheets: dict = defaultdict(dict)
    for whose, option, value in (
        model.objects.filter(question=question).order_by().values_list(sheet, "option", "value")
    ):
        sheets[whose][option] = int(value)
    return [[answers.get(option) for option in options] for answers in sheets.values()]


def said_of(answers, found, is_named):
    """[Said] of one statement, for each group; `answers` are everybody's. One group alone is everybody: the plain figures."""
    number = len(found.sizes)
    columns = (
        [0] * len(answers) if number == 1 else [number if group is None else group for group in found.groups]
    )
    counts = [[0] * (max(columns, default=0) + 1) for _answer in ANSWERS]
    for answer, column in zip(answers, columns, strict=True):
        if answer is not None:
            counts[ANSWERS.index(answer)][column] += 1
    table = Table(tuple(map(tuple, counts)), guarded=number > 1, is_named=is_named)
    shown = disclose(table)
    return [said_by(group, number, shown) for group in range(number)]


def said_by(group, unplaced, shown):
    """The Said of a group, if it stands alone in its column or with those who were not placed (column `unplaced`)."""
    for place, column in enumerate(shown.columns):
        if set(column) - {unplaced} == {group}:
            cells = {
                row[0]: cells[place]
                for row, cells in zip(shown.rows, shown.cells, strict=True)
                if len(row) == 1
            }
            agree, passed, disagree = (cells.get(row) for row in range(len(ANSWERS)))
            return Said(agree, passed, disagree, shown.bases[place])
    return NOTHING


# --- storing and reading ---


def store(counted, mapped):
    """Write a Mapped as rows that belong to the QuestionResults `counted`."""
    kept = OpinionMap.objects.create(of=counted, voices=mapped.voices, unplaced=mapped.unplaced)
    groups = [
        OpinionGroup.objects.create(map=kept, number=number, people=people)
        for number, people in enumerate(mapped.sizes)
    ]
    OpinionPoint.objects.bulk_create(
        OpinionPoint(group=groups[each.group], x=f"{each.x:.2f}", y=f"{each.y:.2f}", people=each.people)
        for each in mapped.points
    )
    OpinionFigure.objects.bulk_create(
        OpinionFigure(
            group=groups[number], statement_id=option, n=said.n, agree=said.agree, passed=said.passed,
            disagree=said.disagree,
        )
        for option, by_group in mapped.said.items()
        for number, said in enumerate(by_group)
    )  # fmt: skip


def drawings(questions):
    """{(question key, voices): OpinionDrawing} of the stored maps of these questions, whose options are there; four queries."""
    maps = OpinionMap.objects.filter(of__question__in=list(questions)).select_related("of")
    maps = maps.prefetch_related("groups__points", "groups__figures")
    return {
        (each.of.question_id, each.voices): drawing(each, questions[each.of.question_id]) for each in maps
    }


def drawing(stored, question):
    groups = list(stored.groups.all())
    points = [
        Point(float(point.x), float(point.y), point.people, group.number)
        for group in groups
        for point in group.points.all()
    ]
    figures = [{row.statement_id: row for row in group.figures.all()} for group in groups]
    statements = [
        (option, [said_in(rows.get(option.pk)) for rows in figures]) for option in question.options.all()
    ]
    return OpinionDrawing(points, [group.people for group in groups], statements, stored.unplaced)


def said_in(row):
    return NOTHING if row is None else Said(row.agree, row.passed, row.disagree, row.n)
