"""From the lines of a Table to filled-in sheets: each cell becomes a `Given`, or a fault that names its line and its column.

Nothing here knows whose line it is: a sheet holds what the chosen columns say, and nothing else of the line.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from klimakreise.publishing.cells import unguard
from surveys.answers import Given
from surveys.forms.kinds import LONGEST
from surveys.forms.numbers import decimals_of, in_words, read_number
from surveys.importing.files import Tool
from surveys.importing.guessing import NO_OPINION, NOT_ANSWERED, UNFINISHED
from surveys.importing.targets import Type

MOST_SHOWN = 100  # faults that are told one by one
SHORT = 60  # characters of a cell that a sentence repeats
UNREADABLE = object()


@dataclass(frozen=True)
class Fault:
    """`line` counts the lines of the file; `column` is its name there."""

    line: int
    column: str
    text: str


@dataclass
class Checked:
    """What would be imported: `sheets` (lists of Given, in no order to rely on), and what was left out or is wrong."""

    sheets: list[list[Given]] = field(default_factory=list, repr=False)
    unfinished: int = 0
    empty: int = 0
    faults: list[Fault] = field(default_factory=list, repr=False)
    wrong_lines: int = 0
    answered: Counter = field(default_factory=Counter)  # {question key: sheets that answer it}

    @property
    def more_faults(self):
        return max(0, len(self.faults) - MOST_SHOWN)

    @property
    def shown_faults(self):
        return self.faults[:MOST_SHOWN]


def check(table, targets, meanings, finished=None):
    """Read all lines of `table` into a Checked.

    `targets`: {index of column: Target}; `meanings`: list of Meanings; `finished`: the index of the column that says whether a
    sheet was finished, or None.
    """
    readers = {index: reader(table, target, meanings) for index, target in targets.items()}
    several = {
        target.question.pk: target.question for target in targets.values() if target.question.type in RULES
    }
    checked = Checked()
    for line, cells in table.rows:
        if finished is not None and cells[finished].casefold() in UNFINISHED:
            checked.unfinished += 1
            continue
        sheet, faults = read_line(table, line, cells, readers)
        faults += [
            Fault(line, _("Question %(number)s") % {"number": question.number}, text)
            for question in several.values()
            for text in RULES[question.type](
                question, [each for each in sheet if each.question == question.pk]
            )
        ]
        if faults:
            checked.faults += faults
            checked.wrong_lines += 1
        elif sheet:
            checked.sheets.append(sheet)
            checked.answered.update({given.question for given in sheet})
        else:
            checked.empty += 1
    return checked


def read_line(table, line, cells, readers):
    sheet, faults = [], []
    for index, read in readers.items():
        if cells[index]:
            try:
                given = read(cells[index])
            except ValidationError as error:
                fault = _("“%(value)s”: %(fault)s") % {
                    "value": cells[index][:SHORT],
                    "fault": error.messages[0],
                }
                faults.append(Fault(line, table.columns[index].name, fault))
            else:
                if given is not None:
                    sheet.append(given)
    return sheet, faults


def reader(table, target, meanings):
    """A function from the text of a cell to a Given, or None where nothing was answered; it raises ValidationError."""
    if target.question.type == Type.NUMBER:
        return remembered(lambda text: number(table, target.question, text))
    if target.question.type == Type.FREE_TEXT:
        return lambda text: words(target.question, text)
    known = next(each for each in meanings if each.question.pk == target.question.pk)
    given = {value.text: given_for(target, value.meaning) for value in known.values}

    def read(text):
        found = given.get(text, UNREADABLE)
        if found is UNREADABLE:
            raise ValidationError(_("Nobody has said yet what this value means."))
        return found

    return read


def remembered(read):
    """Numbers repeat: each different text is read once."""
    known: dict = {}

    def again(text):
        if text not in known:
            known[text] = read(text)
        return known[text]

    return again


def given_for(target, meaning):
    question, (kind, _sign, value) = target.question.pk, meaning.partition("-")
    if meaning == "no-opinion":
        return Given(question, target.option and target.option.pk)
    if kind == "option":
        return Given(question, int(value), target.rank and Decimal(target.rank))
    if kind in {"point", "rank"}:
        return Given(question, target.option and target.option.pk, Decimal(value))
    if meaning == "yes":
        return Given(question, target.option.pk)
    return None if meaning in {"no", "none"} else UNREADABLE


def number(table, question, text):
    """LimeSurvey writes numbers with a point; people who type into SoSci Survey write them as in German."""
    if text.casefold() in NOT_ANSWERED or (text in NO_OPINION and table.tool == Tool.SOSCI):
        return None
    found = read_number(text, "de" if table.tool == Tool.SOSCI else "en").normalize()
    if decimals_of(found) > question.decimals:
        words = _("More decimal places than the question has (%(n)s).")
        raise ValidationError(words % {"n": question.decimals})
    if question.least is not None and found < question.least:
        raise ValidationError(
            _("Less than %(number)s.") % {"number": in_words(question.least, question.local_unit)}
        )
    if question.most is not None and found > question.most:
        raise ValidationError(
            _("More than %(number)s.") % {"number": in_words(question.most, question.local_unit)}
        )
    return Given(question.pk, value=found)


def words(question, text):
    """Texts leave LimeSurvey with an apostrophe where a spreadsheet would take them for a formula."""
    if text.casefold() in NOT_ANSWERED:
        return None
    if len(text) > LONGEST:
        raise ValidationError(
            _("The text has %(typed)s characters; up to %(most)s are possible.")
            % {"typed": len(text), "most": LONGEST}
        )
    return Given(question.pk, text=unguard(text))


def not_too_many(question, given):
    if question.choices_max and len(given) > question.choices_max:
        words = _("%(chosen)s are chosen, at most %(most)s are possible.")
        yield words % {"chosen": len(given), "most": question.choices_max}


def ranked_in_order(question, given):
    """Each rank once, each item once, from 1 without a gap."""
    ranks, items = Counter(each.value for each in given), Counter(each.option for each in given)
    if twice := sorted(f"{rank:.0f}" for rank, times in ranks.items() if times > 1):
        yield _("Rank %(ranks)s is given more than once.") % {"ranks": ", ".join(twice)}
    elif any(times > 1 for times in items.values()):
        yield _("The same item stands on two ranks.")
    elif missing := [str(rank) for rank in range(1, len(given) + 1) if rank not in ranks]:
        yield _("Rank %(ranks)s is missing.") % {"ranks": ", ".join(missing)}
    yield from not_too_many(question, given)


RULES = {Type.MULTIPLE_CHOICE: not_too_many, Type.RANKING: ranked_in_order}
