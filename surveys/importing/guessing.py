"""Guesses that somebody looks at before they count: which column belongs to which question, and what a value means.

What the tools call things: codes of LimeSurvey are `Q1`, `Q2[SQ001]` (an option or a row), `Q3[1]` (which item has rank 1); of SoSci
Survey `AB01`, `AB02_01` (an option, row or item), `AB02` beside `AB02_01` (how many were chosen) and `AB01_04a` (words beside an option).
SoSci Survey counts options and points from 1, whatever is written on them; -9 is "not answered" and -1 "cannot say"; of a multiple
choice 1 is "not chosen" and 2 "chosen" (https://www.soscisurvey.de/help/doku.php/de:results:values). LimeSurvey writes Y or nothing, in
words Ja and Nein, and N/A for what was not asked.
"""

import re
from collections import defaultdict

from surveys.answers import STANCES
from surveys.importing.files import Tool
from surveys.importing.targets import BY_OPTION, FINISHED, NOWHERE, WHOLE, Type, targets_of

# Of the tools themselves: who, when, from where, how long. They are never taken over.
OF_THE_TOOL = {
    Tool.LIMESURVEY: re.compile(
        r"id|submitdate|lastpage|startlanguage|seed|token|startdate|datestamp|ipaddr|refurl|interviewtime|quota_exit|\w*Time\d*"
    ),
    Tool.SOSCI: re.compile(
        r"CASE|SERIAL|REF|QUESTNNR|MODE|LANGUAGE|STARTED|LASTDATA|FINISHED|Q_VIEWER|LASTPAGE|MAXPAGE|MISSING|MISSREL|MAILSENT"
        r"|TIME\d+|TIME_\w+|DEG_\w+|IV\d+_(REF|ADR|RV\d+|VPN|LANG)"
    ),
}
PERSONAL = re.compile(
    r"token|e-?mail|\bip\b|ip[-_ ]?addr|first ?name|last ?name|vorname|nachname|familienname|full ?name|phone|telefon|mobil|handy|stra(ss|ß)e"
    r"|street|address|adresse|anschrift|geburts|birth|\bname\b|attribute_\d+|serial|referer|user[-_ ]?agent|browser",
    re.IGNORECASE,
)
SAYS_FINISHED = {"submitdate", "finished"}
GROUPED = re.compile(r"(?P<base>\w+)\[(?P<sub>[^\]]*)\]|(?P<sosci>[A-Za-z]\w*?\d)_(?P<item>\d+)")
BESIDE = re.compile(r".*(other|comment|_\d+[a-z])\]?", re.IGNORECASE)
NUMBER_AT_END = re.compile(r"0*(\d{1,4})$")
NEGATIVE = re.compile(r"-\d{1,4}")
CODE_OF_VALUE = re.compile(r"[A-Za-z]{0,4}0*(\d{1,4})")

RATED = {Type.RATING, Type.MATRIX}

NOT_ANSWERED = {
    "-9",
    "n/a",
    "na",
    "nicht beantwortet",
    "keine antwort",
    "no answer",
    "not answered",
    "[na] nicht beantwortet",
    "-999",
}
NO_OPINION = {
    "-1", "-2", "weiß nicht", "weiss nicht", "kann ich nicht beurteilen", "keine angabe", "k. a.", "k.a.", "ohne angabe", "don't know",
    "cannot say", "prefer not to say",
}  # fmt: skip
YES = {"y", "ja", "yes", "true", "wahr", "x", "ausgewählt", "gewählt", "checked", "selected"}
NO = {
    "n",
    "nein",
    "no",
    "false",
    "falsch",
    "0",
    "nicht gewählt",
    "nicht ausgewählt",
    "unchecked",
    "not selected",
}
UNFINISHED = {"", "0", "n", "nein", "no", "false", "f", "falsch", "n/a"}


def is_of_the_tool(table, column):
    """Whether the tool itself has filled it in: nothing of it is an answer."""
    names = OF_THE_TOOL.get(table.tool)
    return names is not None and names.fullmatch(column.code or column.name) is not None


def looks_personal(table, column):
    """Whether it may say who somebody is, or comes from the tool and says when, how long or from where."""
    return is_of_the_tool(table, column) or PERSONAL.search(f"{column.name} {column.label}") is not None


def plain(text):
    """The letters and digits of a text, to compare it."""
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def guess_targets(table, questions):
    """{index of column: key of a Target, FINISHED or NOWHERE}: no key twice, nothing that looks personal."""
    found = {column.index: NOWHERE for column in table.columns}
    groups = defaultdict(list)
    for column in table.columns:
        if (column.code or column.name).casefold() in SAYS_FINISHED:
            found[column.index] = FINISHED
        elif not looks_personal(table, column) and not BESIDE.fullmatch(column.code):
            base, sub = parts(column)
            groups[base].append((column, sub))
    left = list(questions)
    for by in (same_words, same_number):
        for base, members in list(groups.items()):
            if question := next((each for each in left if by(each, base, members)), None):
                left.remove(question)
                del groups[base]
                found |= guess_within(table, question, members)
    return found


def parts(column):
    """(code of the question, code of the option or ""), by the code or else by the words."""
    if found := GROUPED.fullmatch(column.code):
        return found["base"] or found["sosci"], found["sub"] or found["item"] or ""
    if column.code:
        return column.code, ""
    text, option = words_of(column.label)
    return (text, option) if option else (column.label, "")


def words_of(label):
    """(question, option) of a label: `Wo dabei? [Chor]`, `Wo dabei: Chor`."""
    if found := re.fullmatch(r"(.*\S)\s*\[([^\[\]]+)\]", label, re.DOTALL):
        return found[1], found[2]
    text, sign, option = label.partition(": ")
    return (text, option) if sign else (label, "")


def fits(question, members):
    """Whether so many columns can be the answer to it."""
    with_sub = [sub for _column, sub in members if sub]
    if question.type in WHOLE:
        return len(with_sub) <= 1 or len(with_sub) < len(members)
    return question.type in BY_OPTION and bool(with_sub)


def same_words(question, base, members):
    """Whether a label says the same as the question, or one begins with the other."""
    asked = {plain(question.text), plain(question.text_en)} - {""}
    for column, _sub in members:
        for label in filter(None, {plain(column.label), plain(words_of(column.label)[0]), plain(base)}):
            for text in asked:
                shorter, longer = sorted((text, label), key=len)
                if shorter == longer or (len(shorter) >= 10 and longer.startswith(shorter)):
                    return fits(question, members)
    return False


def same_number(question, base, members):
    found = NUMBER_AT_END.search(base)
    return found is not None and int(found[1]) == question.number and fits(question, members)


def guess_within(table, question, members):
    """{index of column: key} for the columns of one question."""
    targets = targets_of(question)
    if question.type in WHOLE:
        column = next((column for column, sub in members if not sub), members[0][0])
        return {column.index: targets[0].key}
    found, taken = {}, set()
    for column, sub in members:
        target = guess_option(table, question, targets, column, sub) if sub else None
        if target and target.key not in taken:
            taken.add(target.key)
            found[column.index] = target.key
    return found


def guess_option(table, question, targets, column, sub):
    said = {plain(words_of(column.label)[1]), plain(sub)} - {""}
    for target in targets:
        if target.option and said & {plain(target.option.label), plain(target.option.label_en)}:
            return target
    number = NUMBER_AT_END.search(sub)
    if number is None:
        return None
    by_rank = question.type == Type.RANKING and table.tool != Tool.SOSCI
    return next(
        (
            each
            for each in targets
            if int(number[1]) == (each.rank if by_rank else each.option and each.option.number)
        ),
        None,
    )


def guess_meaning(tool, question, value, *, is_rank=False):
    """What `value` may mean in a column of `question`: the text of one of `meanings_of`, or "" if nobody knows.

    `is_rank`: the column holds the rank of an item.
    """
    text = value.casefold()
    if question.type == Type.MULTIPLE_CHOICE:
        return guess_tick(tool, text)
    if exact := of_the_same_name(question, text):
        return exact
    if tool != Tool.SOSCI and NEGATIVE.fullmatch(text) and int(text) in values_of_points(question):
        return f"point-{int(text)}"
    if text in NOT_ANSWERED:
        return "none"
    if text in NO_OPINION:
        return "no-opinion" if question.offers_no_answer else "none"
    number = CODE_OF_VALUE.fullmatch(value)
    if number is None:
        return "none" if is_rank and text in {"0", "-"} else ""
    return by_number(tool, question, int(number[1]), is_coded=not value.isdecimal(), is_rank=is_rank)


def values_of_points(question):
    if question.type == Type.STATEMENTS:
        return set(STANCES)
    return {each.number for each in question.scale_points.all()} if question.type in RATED else set()


def guess_tick(tool, text):
    if text in YES or (text == "1" and tool != Tool.SOSCI) or (text == "2" and tool == Tool.SOSCI):
        return "yes"
    is_no = text in NO | NOT_ANSWERED | NO_OPINION or (text == "1" and tool == Tool.SOSCI)
    return "no" if is_no else ""


def of_the_same_name(question, text):
    if NEGATIVE.fullmatch(text):
        return ""
    if question.type == Type.STATEMENTS:
        return next(
            (f"point-{value}" for value, label in STANCES.items() if plain(str(label)) == plain(text)), ""
        )
    if question.type in RATED:
        named = [(f"point-{each.number}", each) for each in question.scale_points.all()]
    else:
        named = [(f"option-{each.pk}", each) for each in question.options.all()]
    same = (
        key for key, each in named if plain(text) and plain(text) in {plain(each.label), plain(each.label_en)}
    )
    return next(same, "")


def by_number(tool, question, number, *, is_coded, is_rank):
    """A rank is its number. Points go by their place where the tool counts them (SoSci Survey, `A3`), else by their value."""
    if is_rank:
        return f"rank-{number}" if 1 <= number <= len(question.options.all()) else ""
    if question.type == Type.STATEMENTS:
        is_stance = number in STANCES and not is_coded and tool != Tool.SOSCI
        return f"point-{number}" if is_stance else ""
    if question.type in RATED:
        points = [each.number for each in question.scale_points.all()]
        if is_coded or tool == Tool.SOSCI:
            return f"point-{points[number - 1]}" if 1 <= number <= len(points) else ""
        return f"point-{number}" if number in points else ""
    return next((f"option-{each.pk}" for each in question.options.all() if each.number == number), "")
