"""What the values of a question mean: one table for all its columns, since they share their options or their scale."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.answers import STANCES
from surveys.importing.guessing import guess_meaning
from surveys.importing.targets import Type

MOST_VALUES = 60  # more different ones are words or numbers, not answers to choose from
LONGEST = 300  # characters of a value
CHOSEN = {Type.SINGLE_CHOICE, Type.MULTIPLE_CHOICE, Type.RATING, Type.MATRIX, Type.RANKING, Type.STATEMENTS}


@dataclass
class Value:
    """One value of a question's columns, in how many cells it stands, and what was chosen for it ("": nothing yet)."""

    text: str
    count: int
    meaning: str = ""
    is_new: bool = False
    name: str = ""  # of its input


@dataclass
class Meanings:
    """The values of one question. `is_rank`: its columns hold ranks of items."""

    question: object
    values: list[Value]
    is_rank: bool = False

    @property
    def is_too_much(self):
        return len(self.values) > MOST_VALUES or any(len(value.text) > LONGEST for value in self.values)

    @property
    def choices(self):
        """(key, label) of all that a value can mean here."""
        return list(meanings_of(self.question, is_rank=self.is_rank).items())


def meanings_of(question, *, is_rank=False):
    """{key: label}"""
    if question.type == Type.MULTIPLE_CHOICE:
        return {"yes": _("ticked"), "no": _("not ticked")}
    if is_rank:
        ranks = range(1, len(question.options.all()) + 1)
        found = {f"rank-{rank}": _("rank %(rank)s") % {"rank": rank} for rank in ranks}
    elif question.type == Type.STATEMENTS:
        found = {f"point-{value}": label for value, label in STANCES.items()}
    elif question.type in {Type.RATING, Type.MATRIX}:
        found = {f"point-{each.number}": each.local_label for each in question.scale_points.all()}
        if question.offers_no_answer:
            found["no-opinion"] = _("no answer")
    else:
        found = {f"option-{each.pk}": each.local_label for each in question.options.all()}
    return {**found, "none": _("not answered")}


def find_meanings(table, targets, said=None):
    """The Meanings of all questions that `targets` ({index of column: Target}) lead to, in the order of the questions.

    `said(question, value)` is what somebody has chosen, None if it was not asked; then it is guessed and marked as new.
    """
    columns: dict = {}
    for index, target in targets.items():
        if target.question.type in CHOSEN:
            columns.setdefault(target.question.pk, []).append((table.columns[index], target))
    found = []
    for members in sorted(columns.values(), key=lambda each: each[0][1].question.number):
        question = members[0][1].question
        is_rank = question.type == Type.RANKING and members[0][1].option is not None
        counts: dict = {}
        for column, _target in members:
            for value in table.values(column):
                counts[value] = counts.get(value, 0) + 1
        values = [
            value_of(table, question, text, count, said, is_rank) for text, count in sorted(counts.items())
        ]
        found.append(Meanings(question, values, is_rank))
    return found


def value_of(table, question, text, count, said, is_rank):
    allowed = meanings_of(question, is_rank=is_rank)
    meaning = said(question, text) if said else None
    is_new = said is not None and meaning is None
    if meaning is None:
        meaning = guess_meaning(table.tool, question, text, is_rank=is_rank)
    return Value(text, count, meaning if meaning in allowed else "", is_new=is_new)
