"""Columns find their questions, values their meaning, and each line becomes a sheet or says what is wrong with it."""

from decimal import Decimal

import pytest

from surveys.answers import Given
from surveys.importing.checking import check
from surveys.importing.files import Column, Table, Tool, read_table
from surveys.importing.guessing import guess_meaning, guess_targets, looks_personal
from surveys.importing.meanings import find_meanings
from surveys.importing.targets import FINISHED, all_targets, questions_of
from tests import make
from tests.surveys.exported import (
    LIME,
    LIME_CODES,
    SOSCI,
    SOSCI_NAMES,
    changed,
    held_elsewhere,
    limesurvey,
    sosci,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    return held_elsewhere()


def guessed(survey, content):
    """(table, {name of column: key}, Checked) when nobody changes a guess."""
    table, questions = read_table(content), questions_of(survey)
    keys = guess_targets(table, questions)
    known = all_targets(questions)
    targets = {index: known[key] for index, key in keys.items() if key in known}
    finished = next((index for index, key in keys.items() if key == FINISHED), None)
    checked = check(table, targets, find_meanings(table, targets), finished)
    return table, {table.columns[index].name: key for index, key in keys.items() if key}, checked


def options(question):
    return {option.label: option.pk for option in question.options.all()}


def as_set(sheet):
    return {(given.question, given.option, given.value, given.text) for given in sheet}


def expected(survey):
    """The sheets of the first two people in both files."""
    a = survey.asked
    ways, groups, rows, items = (options(a[name]) for name in ("traffic", "groups", "topics", "order"))
    ada = [
        Given(a["traffic"].pk, ways["Rad"]), Given(a["groups"].pk, groups["Chor"]), Given(a["groups"].pk, groups["Partei"]),
        Given(a["city"].pk, value=Decimal(3)), Given(a["topics"].pk, rows["Energie"], Decimal(3)),
        Given(a["topics"].pk, rows["Wasser"], Decimal(1)), Given(a["order"].pk, items["Bänke"], Decimal(1)),
        Given(a["order"].pk, items["Bäume"], Decimal(2)), Given(a["order"].pk, items["Beete"], Decimal(3)),
        Given(a["age"].pk, value=Decimal(34)), Given(a["far"].pk, value=Decimal("12.5")),
    ]  # fmt: skip
    bert = [
        Given(a["traffic"].pk, ways["Auto"]), Given(a["groups"].pk, groups["Verein"]),
        Given(a["topics"].pk, rows["Energie"], Decimal(2)), Given(a["order"].pk, items["Bäume"], Decimal(1)),
        Given(a["age"].pk, value=Decimal(51)),
    ]  # fmt: skip
    return ada, bert


def test_limesurvey_is_understood_by_its_codes_alone(survey):
    _table, keys, checked = guessed(survey, limesurvey())
    a = survey.asked
    assert keys["submitdate"] == FINISHED
    assert keys["Q1"] == f"q{a['traffic'].pk}"
    assert keys["Q2[SQ002]"] == f"q{a['groups'].pk}-{options(a['groups'])['Verein']}"
    assert keys["Q5[2]"] == f"q{a['order'].pk}-rank-2"
    assert not {"id", "token", "ipaddr", "startdate", "Q2[other]"} & keys.keys()
    ada, bert = expected(survey)
    assert checked.faults == []
    assert checked.unfinished == 1
    assert [as_set(sheet) for sheet in checked.sheets] == [
        as_set([*ada, Given(a["words"].pk, text='Mehr Bäume; und "Bänke",\nüberall')]),
        as_set(bert),
    ]
    assert checked.answered[a["traffic"].pk] == 2
    assert checked.answered[a["city"].pk] == 1


def test_sosci_survey_is_understood_by_its_labels(survey):
    _table, keys, checked = guessed(survey, sosci())
    a = survey.asked
    assert keys["FINISHED"] == FINISHED
    assert keys["AB05_03"] == f"q{a['order'].pk}-{options(a['order'])['Beete']}"
    assert not {"CASE", "SERIAL", "REF", "STARTED", "AB02", "TIME001", "LASTDATA"} & keys.keys()
    ada, bert = expected(survey)
    assert checked.faults == []
    assert checked.unfinished == 1
    no_opinion = Given(a["city"].pk)
    assert [as_set(sheet) for sheet in checked.sheets] == [
        as_set([*ada, Given(a["words"].pk, text="Mehr Bäume")]),
        as_set([*bert, no_opinion]),
    ]


def test_texts_instead_of_codes_are_understood_too(survey):
    rows = [
        ["Rad", "Ja", "Nein", "gut", "wichtig", "34"],
        ["Auto", "Nein", "Nein", "Keine Angabe", "egal", ""],
    ]
    names = [
        "Womit am liebsten?", "Wo dabei? [Chor]", "Wo dabei? [Verein]", "Wie ist die Stadt?", "Wie wichtig? [Energie]", "Wie alt?",
    ]  # fmt: skip
    _table, keys, checked = guessed(survey, limesurvey(rows, names))
    assert set(keys) == set(names)
    assert checked.faults == []
    assert [len(sheet) for sheet in checked.sheets] == [5, 3]
    assert Given(survey.asked["city"].pk) in checked.sheets[1]


def test_a_scale_around_zero_is_not_taken_for_missing_answers():
    survey = make.survey(mode="import")
    question = make.question(survey, type="rating", number=1)
    for number in (-1, 0, 1):
        question.scale_points.create(number=number)
    read = [guess_meaning(Tool.LIMESURVEY, question, text) for text in ("-1", "0", "1", "-9", "A1")]
    assert read == ["point--1", "point-0", "point-1", "none", "point--1"]
    assert guess_meaning(Tool.SOSCI, question, "1") == "point--1"
    assert guess_meaning(Tool.SOSCI, question, "-1") == "none"


@pytest.mark.parametrize(
    "name", ["token", "E-Mail", "IP-Adresse", "Vorname", "attribute_1", "Ihr Name", "Telefonnummer"]
)
def test_what_may_say_who_somebody_is_is_left_alone(name):
    table = Table(Tool.OTHER, [Column(0, name, "", name)], [])
    assert looks_personal(table, table.columns[0])


def test_a_question_is_not_taken_for_a_person():
    table = Table(Tool.OTHER, [], [])
    for name in ("Womit am liebsten?", "Q1", "Alter", "AB01_02", "Missing", "mode"):
        assert not looks_personal(table, Column(0, name, "", name)), name


def faults(survey, content):
    return [(fault.line, fault.column, fault.text) for fault in guessed(survey, content)[2].faults]


def test_each_fault_names_its_line_and_its_column(survey):
    names, rows = LIME_CODES, LIME
    rows = changed(rows, 0, names, Q6="340")
    rows = changed(rows, 0, names, Q7="1.25")
    rows = changed(rows, 1, names, Q1="Zeppelin")
    rows = changed(rows, 1, names, Q2__SQ001="Y", Q2__SQ003="Y")
    rows = changed(rows, 1, names, Q5__2="A1")
    assert faults(survey, limesurvey(rows)) == [
        (2, "Q6", "„340“: Mehr als 120 Jahre."),
        (2, "Q7", "„1.25“: Mehr Nachkommastellen, als die Frage hat (1)."),
        (4, "Q1", "„Zeppelin“: Was dieser Wert bedeutet, ist noch nicht gesagt."),
        (4, "Frage 2", "3 sind angekreuzt, höchstens 2 sind möglich."),
        (4, "Frage 5", "Dasselbe steht auf zwei Rängen."),
    ]
    _table, _keys, checked = guessed(survey, limesurvey(rows))
    assert (checked.sheets, checked.wrong_lines) == ([], 2)


def test_ranks_and_numbers_of_sosci_survey_are_checked(survey):
    names, rows = SOSCI_NAMES, SOSCI
    rows = changed(rows, 0, names, AB05_01="1", AB06_01="vierunddreißig")
    rows = changed(rows, 1, names, AB05_01="2", AB08_01="x" * 4001)
    assert faults(survey, sosci(rows)) == [
        (3, "AB06_01", "„vierunddreißig“: Bitte eine Zahl in Ziffern angeben, z. B. 12 oder 3,5."),
        (3, "Frage 5", "Rang 1 ist mehr als einmal vergeben."),
        (4, "AB08_01", f"„{'x' * 60}“: Der Text hat 4001 Zeichen; möglich sind bis zu 4000."),
        (4, "Frage 5", "Rang 1 fehlt."),
    ]


def test_lines_without_any_answer_are_left_out(survey):
    rows = changed(LIME, 1, LIME_CODES, Q1="", Q2__SQ002="", Q3="", Q4__SQ001="", Q5__1="", Q6="")
    checked = guessed(survey, limesurvey(rows))[2]
    assert (len(checked.sheets), checked.empty, checked.unfinished) == (1, 1, 1)


def test_nothing_of_who_and_when_is_on_a_sheet(survey):
    for content in (limesurvey(), sosci()):
        told = repr(guessed(survey, content)[2].sheets)
        for word in ("Ada", "Bert", "192.0.2", "2025-03", "base"):
            assert word not in told
