"""Files as LimeSurvey and SoSci Survey export them, about a survey of people who do not exist; and the survey that they fill in."""

import csv
import io

from tests import make

LIME_CODES = [
    "id", "submitdate", "lastpage", "startlanguage", "seed", "token", "startdate", "ipaddr", "Q1", "Q2[SQ001]", "Q2[SQ002]", "Q2[SQ003]",
    "Q2[other]", "Q3", "Q4[SQ001]", "Q4[SQ002]", "Q5[1]", "Q5[2]", "Q5[3]", "Q6", "Q7", "Q8",
]  # fmt: skip
LIME = [
    ["1", "2025-03-01 10:00:00", "3", "de", "123", "tokenAda", "2025-03-01 09:50:00", "192.0.2.1", "A1", "Y", "", "Y", "", "3", "A3", "A1",
     "A2", "A1", "A3", "34.0000000000", "12.5000000000", "Mehr Bäume; und \"Bänke\",\nüberall"],
    ["2", "2025-03-01 11:00:00", "3", "de", "124", "tokenBert", "2025-03-01 10:50:00", "192.0.2.2", "A3", "", "Y", "", "Kegeln", "N/A", "A2",
     "", "A1", "", "", "51.0000000000", "", ""],
    ["3", "", "1", "de", "125", "tokenCleo", "2025-03-01 11:50:00", "192.0.2.3", "A2", "Y", "", "", "", "", "", "", "", "", "", "", "", ""],
]  # fmt: skip
SOSCI_NAMES = [
    "CASE", "SERIAL", "REF", "QUESTNNR", "MODE", "STARTED", "AB01", "AB02", "AB02_01", "AB02_02", "AB02_03", "AB03_01", "AB04_01",
    "AB04_02", "AB05_01", "AB05_02", "AB05_03", "AB06_01", "AB07_01", "AB08_01", "TIME001", "TIME_SUM", "LASTDATA", "FINISHED",
    "Q_VIEWER", "LASTPAGE",
]  # fmt: skip
SOSCI_LABELS = [
    "Interview-Nummer (fortlaufend)", "Personenkennung", "Referenz", "Fragebogen", "Interview-Modus", "Zeitpunkt", "Womit am liebsten?",
    "Wo dabei?: Ausweichoption oder Anzahl", "Wo dabei?: Chor", "Wo dabei?: Verein", "Wo dabei?: Partei", "Wie ist die Stadt?: Stadt",
    "Wie wichtig?: Energie", "Wie wichtig?: Wasser", "In welcher Reihe?: Bäume", "In welcher Reihe?: Bänke", "In welcher Reihe?: Beete",
    "Wie alt?: Jahre", "Wie weit?: km", "Was noch?: [01]", "Verweildauer Seite 1", "Verweildauer gesamt", "Zeitpunkt", "abgeschlossen",
    "Durchklicker", "Seite",
]  # fmt: skip
SOSCI = [
    ["100", "kennungAda", "", "base", "interview", "2025-03-01 09:50:00", "1", "2", "2", "1", "2", "3", "3", "1", "2", "1", "3", "34", "12,5",
     "Mehr Bäume", "20", "60", "2025-03-01 10:00:00", "1", "0", "3"],
    ["101", "kennungBert", "", "base", "interview", "2025-03-01 10:50:00", "3", "1", "1", "2", "1", "-1", "2", "-9", "1", "-9", "-9", "51", "",
     "", "20", "60", "2025-03-01 11:00:00", "1", "0", "3"],
    ["102", "kennungCleo", "", "base", "interview", "2025-03-01 11:50:00", "2", "1", "2", "1", "1", "-9", "", "", "", "", "", "", "", "", "20",
     "20", "2025-03-01 12:00:00", "0", "0", "1"],
]  # fmt: skip


def held_elsewhere(**fields):
    """A survey whose answers are to be imported, with a question of each kind; `survey.asked` has them by name."""
    survey = make.survey(**{"mode": "import", "audience": "alle", **fields})
    asked = {
        "traffic": make.choice(survey, "Rad", "Bus", "Auto", number=1, text="Womit am liebsten?"),
        "groups": make.choice(survey, "Chor", "Verein", "Partei", number=2, text="Wo dabei?", type="multiple_choice", choices_max=2),
        "city": make.rating(survey, "schlecht", "mittel", "gut", number=3, text="Wie ist die Stadt?", offers_no_answer=True),
        "topics": make.rating(survey, "egal", "teils", "wichtig", number=4, text="Wie wichtig?", type="matrix"),
        "order": make.choice(survey, "Bäume", "Bänke", "Beete", number=5, text="In welcher Reihe?", type="ranking"),
        "age": make.question(survey, number=6, text="Wie alt?", type="number", unit="Jahre", least=0, most=120, describes_person=True),
        "far": make.question(survey, number=7, text="Wie weit?", type="number", unit="km", decimals=1),
        "words": make.question(survey, number=8, text="Was noch?", type="free_text"),
    }  # fmt: skip
    for number, label in enumerate(("Energie", "Wasser"), 1):
        asked["topics"].options.create(number=number, label=label)
    survey.asked = asked
    return survey


def written(lines, delimiter=";", quoting=csv.QUOTE_ALL):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows(lines)
    return out.getvalue()


def limesurvey(rows=LIME, names=LIME_CODES, delimiter=";"):
    """Bytes of an export with codes: a byte order mark, all quoted, an empty line at the end."""
    return ("\ufeff" + written([names, *rows], delimiter) + "\r\n").encode()


def sosci(rows=SOSCI, labels=SOSCI_LABELS, delimiter="\t", encoding="utf-8"):
    lines = [SOSCI_NAMES, *([labels] if labels else []), *rows]
    return written(lines, delimiter, csv.QUOTE_MINIMAL).encode(encoding)


def changed(rows, line, names, **cells):
    """The rows with other cells in one of them, from 0; `cells` by the name of the column, its brackets written as __."""
    rows = [list(row) for row in rows]
    for name, text in cells.items():
        code = name.replace("__", "[", 1) + "]" if "__" in name else name
        rows[line][names.index(code)] = text
    return rows
