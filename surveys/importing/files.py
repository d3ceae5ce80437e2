"""Reading the CSV file that LimeSurvey or SoSci Survey exports: bytes in, a `Table` out, or a sentence that says what is wrong.

LimeSurvey (its `application/helpers/admin/export/Writer.php` and `CsvWriter.php`): UTF-8 with a byte order mark, semicolons unless
another sign was chosen, every cell quoted, an empty line at the end. The first line names the columns by code (`Q1`, `Q2[SQ001]`,
`Q3[1]`), by text, or by both with a sign between them (`Q2[SQ001]. Which of these? [Bus]`).

SoSci Survey (https://www.soscisurvey.de/help/doku.php/de:results:data and …/de:results:variables): tabs or semicolons, UTF-8, UTF-16
or Windows-1252; the first line names the variables (`CASE`, `AB01`, `AB02_01`), the second may hold their labels.
"""

import codecs
import csv
import io
import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

LARGEST = 20 * 1024 * 1024  # bytes
MOST_ROWS = 20_000
MOST_COLUMNS = 300
MOST_FAULTS = 20  # lines that are named at once
DELIMITERS = {";": gettext_lazy("semicolon"), ",": gettext_lazy("comma"), "\t": gettext_lazy("tab")}
CODE_AND_TEXT = re.compile(r"([A-Za-z]\w*(?:\[[^\]]*\]){0,2})\s*[.:]\s+(\S.*)", re.DOTALL)
CODE = re.compile(r"[A-Za-z]\w*(\[[^\]]*\]){0,2}")
ZIP, PDF = b"PK\x03\x04", b"%PDF"


class Tool(TextChoices):
    LIMESURVEY = "limesurvey", "LimeSurvey"
    SOSCI = "sosci", "SoSci Survey"
    OTHER = "other", gettext_lazy("another tool")


@dataclass(frozen=True)
class Column:
    """One column: its name as it stands in the first line, the code in it (may be empty) and its label (may be empty)."""

    index: int
    name: str
    code: str
    label: str = ""


@dataclass
class Table:
    """What the file holds; `rows` are (number of the line in the file, cells), as many cells as there are columns."""

    tool: Tool
    columns: list[Column]
    rows: list[tuple[int, list[str]]] = field(repr=False)

    def values(self, column):
        """The cells of a column, without those that are empty."""
        return [cells[column.index] for _line, cells in self.rows if cells[column.index]]


def read_table(content):
    """The Table in `content` (bytes). Raises ValidationError, with one sentence a fault, if it is none that can be read."""
    text = decode(content)
    delimiter = find_delimiter(text)
    lines = parse(text, delimiter)
    names, lines = without_nameless(lines[0][1], lines[1:])
    if len(names) > MOST_COLUMNS:
        words = _(
            "The file has %(columns)s columns; up to %(most)s are possible. Leave some out of the export."
        )
        raise ValidationError(words % {"columns": len(names), "most": MOST_COLUMNS})
    check_names(names)
    tool = tool_of(names)
    labels = labels_of(tool, names, lines)
    check_lengths(names, lines, delimiter)
    rows = lines[1:] if labels else lines
    if not rows:
        raise ValidationError(_("The file names columns, but holds no answers."))
    if len(rows) > MOST_ROWS:
        words = _("The file has %(rows)s lines of answers; up to %(most)s are possible.")
        raise ValidationError(words % {"rows": len(rows), "most": MOST_ROWS})
    return Table(tool, columns_of(names, labels), rows)


def decode(content):
    """The text of a file. Raises ValidationError if it is too large, empty, or no text."""
    if len(content) > LARGEST:
        raise ValidationError(_("The file is too large: up to 20 MB are possible."))
    if not content.strip():
        raise ValidationError(_("The file is empty."))
    if content.startswith(ZIP):
        raise ValidationError(
            _(
                "This is a spreadsheet or an archive, not a CSV file. Choose CSV in the export, or save it as CSV."
            )
        )
    if content.startswith(PDF):
        raise ValidationError(_("This is a PDF, not a CSV file. Choose CSV in the export."))
    for encoding in encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ValidationError(_("The signs of this file cannot be read. Choose UTF-8 in the export."))


def encodings(content):
    """The encodings worth a try: what a byte order mark says, else UTF-8, then Windows-1252; UTF-16 also without a mark."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    if content[1:2] == b"\0":
        return ["utf-16-le"]
    return ["utf-16-be"] if content[:1] == b"\0" else ["utf-8-sig", "cp1252"]


def find_delimiter(text):
    """The sign that cuts the first line into most columns. Raises ValidationError if none cuts it."""
    widths = {}
    for sign in DELIMITERS:
        try:
            widths[sign] = len(next(csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=sign)))
        except (csv.Error, StopIteration):
            widths[sign] = 0
    best = max(widths, key=lambda sign: widths[sign])
    if widths[best] < 2:
        raise ValidationError(
            _(
                "The first line is not cut into columns: choose semicolon, comma or tab between them in the export."
            )
        )
    return best


def parse(text, delimiter):
    """[(number of the line, cells without blanks around them)], without empty lines. Raises ValidationError."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines, before = [], 0
    try:
        for cells in reader:
            if any(cells):
                lines.append((before + 1, [cell.strip() for cell in cells]))
            before = reader.line_num
    except csv.Error as error:
        words = _(
            "Line %(line)s cannot be read: a quotation mark is missing or too many, or a cell is longer than 130,000 characters."
        )
        raise ValidationError(words % {"line": before + 1}) from error
    return lines


def without_nameless(names, lines):
    """Names and lines without columns at the end that have neither name nor content, as a sign at the end of a line makes them."""
    width = len(names)
    while width and not names[width - 1] and not any("".join(cells[width - 1 :]) for _line, cells in lines):
        width -= 1
    return names[:width], [(line, cells[:width]) for line, cells in lines] if width < len(names) else lines


def check_names(names):
    if nameless := [str(number) for number, name in enumerate(names, 1) if not name]:
        words = ngettext(
            "Column %(numbers)s has no name in the first line.",
            "The columns %(numbers)s have no names in the first line.",
            len(nameless),
        )
        raise ValidationError(words % {"numbers": ", ".join(nameless)})
    if twice := sorted({name for name in names if names.count(name) > 1}):
        words = _(
            "These columns are there twice: %(names)s. Export once more, with the codes of the questions."
        )
        raise ValidationError(words % {"names": ", ".join(twice)})


def check_lengths(names, lines, delimiter):
    """Raises ValidationError that names the lines that hold more or fewer cells than there are columns."""
    wrong = [(line, len(cells)) for line, cells in lines if len(cells) != len(names)]
    if not wrong:
        return
    words = _("In line %(line)s the number of cells is %(cells)s, in the first line %(columns)s.")
    faults = [
        words % {"line": line, "cells": cells, "columns": len(names)} for line, cells in wrong[:MOST_FAULTS]
    ]
    if len(wrong) > MOST_FAULTS:
        faults.append(_("And %(number)s more lines like that.") % {"number": len(wrong) - MOST_FAULTS})
    sign = _("Read with %(sign)s between the columns: texts that hold this sign need quotation marks.")
    raise ValidationError([*faults, sign % {"sign": DELIMITERS[delimiter]}])


def tool_of(names):
    if {"CASE", "QUESTNNR"} <= set(names) or {"CASE", "FINISHED"} <= set(names):
        return Tool.SOSCI
    codes = {split(name)[0] for name in names}
    if {"submitdate", "lastpage", "startlanguage"} & codes or any("[" in code for code in codes):
        return Tool.LIMESURVEY
    return Tool.OTHER


def labels_of(tool, names, lines):
    """The labels in the second line, where there are such: in the column of the number there is none."""
    is_labelled = tool == Tool.SOSCI and lines and "CASE" in names and len(lines[0][1]) == len(names)
    if is_labelled and not lines[0][1][names.index("CASE")].isdecimal():
        return lines[0][1]
    return []


def columns_of(names, labels):
    columns = []
    for index, name in enumerate(names):
        code, label = split(name)
        columns.append(Column(index, name, code, labels[index] if labels else label))
    return columns


def split(name):
    """(code, text) of a column's name; either may be empty."""
    if found := CODE_AND_TEXT.fullmatch(name):
        return found[1], found[2].strip()
    return (name, "") if CODE.fullmatch(name) else ("", name)
