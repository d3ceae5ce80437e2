"""A filled-in sheet: a list of `Given`, one for each thing that was said.

| type            | `option`        | `value`                                   | `text`    |
|-----------------|-----------------|-------------------------------------------|-----------|
| single choice   | what was chosen |                                           |           |
| multiple choice | one Given each  |                                           |           |
| rating          |                 | number of the point; none: "no answer"    |           |
| matrix          | the row         | number of the point; none: "no answer"    |           |
| ranking         | the item        | its rank, from 1                          |           |
| statements      | the statement   | AGREE, PASS or DISAGREE                   |           |
| number          |                 | in the question's unit                    |           |
| free text       |                 |                                           | the words |

What was not answered has no Given.
"""

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import pgettext_lazy

from surveys.models import Option, Question
from surveys.opinions import AGREE, DISAGREE, PASS

STANCES = {
    AGREE: pgettext_lazy("to a statement", "agree"),
    DISAGREE: pgettext_lazy("to a statement", "disagree"),
    PASS: pgettext_lazy("to a statement", "pass"),
}  # in the order in which they are offered


@dataclass(frozen=True)
class Given:
    """`question` and `option` are primary keys."""

    question: int
    option: int | None = None
    value: Decimal | None = None
    text: str = ""


def as_json(sheet):
    """The sheet as text; `from_json` reads it again."""
    rows = [
        [given.question, given.option, None if given.value is None else str(given.value), given.text]
        for given in sheet
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def from_json(survey, text):
    """The sheet that `as_json` wrote.

    Raises ValueError if it is none, or speaks of questions or options of another survey. Whether the answers are valid
    is not looked at: only valid ones are written.
    """
    sheet = unchecked(text)
    questions = set(Question.objects.filter(survey=survey).values_list("pk", flat=True))
    options = {(None, question) for question in questions}
    options |= set(Option.objects.filter(question__survey=survey).values_list("pk", "question"))
    if any((given.option, given.question) not in options for given in sheet):
        raise ValueError("a sheet of another survey")
    return sheet


def unchecked(text):
    """The sheet that `as_json` wrote and nobody else can have touched. Raises ValueError if it is none."""
    try:
        rows = [(int(q), o if o is None else int(o), v, str(t)) for q, o, v, t in json.loads(text)]
        return [Given(q, o, None if v is None else Decimal(v), t) for q, o, v, t in rows]
    except (TypeError, InvalidOperation) as error:
        raise ValueError("not a sheet") from error
