"""Where a column can go: a question, one of its options or ranks, whether the sheet was finished, or nowhere."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from surveys.models import Option, Question

Type = Question.Type
WHOLE = {Type.SINGLE_CHOICE, Type.RATING, Type.NUMBER, Type.FREE_TEXT}  # one column holds the answer
BY_OPTION = {
    Type.MULTIPLE_CHOICE,
    Type.MATRIX,
    Type.RANKING,
    Type.STATEMENTS,
}  # a column for each option, row or item
FINISHED = "finished"
NOWHERE = ""
SHORT = 40  # characters of a question


@dataclass(frozen=True)
class Target:
    """`key` stands in the form. Of a ranking a column holds the rank of the `option`, or which option has the `rank`."""

    key: str
    question: Question
    option: Option | None = None
    rank: int | None = None

    @property
    def label(self):
        """The question, short, and what of it."""
        words = f"{self.question.number}. {Truncator(self.question.local_text).chars(SHORT)}"
        if self.option:
            return f"{words} – {self.option.local_label}"
        if self.rank:
            rank = _("what is on rank %(rank)s") % {"rank": self.rank}
            return f"{words} – {rank}"
        return words


def questions_of(survey):
    """The questions that can be answered, in the order of their numbers, with options and points; three queries."""
    return list(
        survey.questions.exclude(type="").order_by("number").prefetch_related("options", "scale_points")
    )


def targets_of(question):
    """All Targets of one question."""
    name = f"q{question.pk}"
    if question.type in WHOLE:
        return [Target(name, question)]
    options = list(question.options.all()) if question.type in BY_OPTION else []
    found = [Target(f"{name}-{option.pk}", question, option) for option in options]
    if question.type == Type.RANKING:
        found += [Target(f"{name}-rank-{rank}", question, rank=rank) for rank in range(1, len(options) + 1)]
    return found


def all_targets(questions):
    """{key: Target}"""
    return {target.key: target for question in questions for target in targets_of(question)}
