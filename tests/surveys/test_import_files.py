"""Files of LimeSurvey and SoSci Survey are read, or one sentence says why not."""

import pytest
from django.core.exceptions import ValidationError

from surveys.importing import files
from surveys.importing.files import Tool, read_table
from tests.surveys.exported import LIME, LIME_CODES, SOSCI, SOSCI_LABELS, limesurvey, sosci, written


def refused(content):
    with pytest.raises(ValidationError) as told:
        read_table(content)
    return told.value.messages


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_limesurvey_is_read_with_whatever_stands_between_the_columns(delimiter):
    table = read_table(limesurvey(delimiter=delimiter))
    assert table.tool == Tool.LIMESURVEY
    assert [column.code for column in table.columns] == LIME_CODES
    assert [cells for _line, cells in table.rows] == LIME


def test_a_cell_of_two_lines_counts_as_two_lines_of_the_file():
    assert [line for line, _cells in read_table(limesurvey()).rows] == [2, 4, 5]


def test_codes_and_texts_are_told_apart():
    names = [*LIME_CODES[:8], *(f"{code}. Frage [Teil]" for code in LIME_CODES[8:])]
    column = read_table(limesurvey(names=names)).columns[9]
    assert (column.code, column.label) == ("Q2[SQ001]", "Frage [Teil]")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_sosci_survey_is_read_in_each_of_its_encodings(encoding, delimiter):
    table = read_table(sosci(encoding=encoding, delimiter=delimiter))
    assert table.tool == Tool.SOSCI
    assert table.columns[6].label == "Womit am liebsten?"
    assert [cells for _line, cells in table.rows] == SOSCI
    assert table.rows[0][0] == 3


def test_sosci_survey_is_read_without_labels_too():
    table = read_table(sosci(labels=None))
    assert {column.label for column in table.columns} == {""}
    assert len(table.rows) == len(SOSCI)


def test_a_sign_too_many_at_the_end_of_each_line_is_no_column():
    table = read_table(b"Q1;Q2;\r\nA1;3;\r\n")
    assert [column.name for column in table.columns] == ["Q1", "Q2"]
    assert table.rows == [(2, ["A1", "3"])]


def test_unreadable_files_are_refused_with_a_sentence():
    assert refused(b"") == ["Die Datei ist leer."]
    assert refused(b"PK\x03\x04...")[0].startswith("Das ist eine Tabelle oder ein Archiv, keine CSV-Datei.")
    assert refused(b"%PDF-1.7 ...")[0].startswith("Das ist ein PDF, keine CSV-Datei.")
    assert refused(b"Q1;Q2\r\n\x81\x8d;\xff\r\n")[0].startswith(
        "Die Zeichen dieser Datei lassen sich nicht lesen."
    )
    assert refused(b"Q1;Q2\r\na\0b;\xc3\xa4\r\n")[0].startswith(
        "Die Zeichen dieser Datei lassen sich nicht lesen."
    )
    assert refused(b"Q1|Q2\r\n1|2\r\n")[0].startswith("Die erste Zeile ist nicht in Spalten geteilt")
    assert refused(b"Q1;Q2\r\n") == ["Die Datei nennt Spalten, enthält aber keine Antworten."]


def test_columns_without_a_name_or_with_the_same_name_are_named():
    assert refused(b"Q1;;Q2\r\n1;2;3\r\n") == ["Spalte 2 hat in der ersten Zeile keinen Namen."]
    assert refused(b"Q1;Q2;Q1\r\n1;2;3\r\n")[0].startswith("Diese Spalten gibt es zweimal: Q1.")


def test_lines_of_another_length_are_named():
    told = refused(b"Q1;Q2\r\n1;2\r\n1;2;3\r\n1\r\n")
    assert told[0] == "In Zeile 3 ist die Zahl der Zellen 3, in der ersten Zeile 2."
    assert told[1] == "In Zeile 4 ist die Zahl der Zellen 1, in der ersten Zeile 2."
    assert "Semikolon" in told[2]
    assert len(refused(b"Q1;Q2\r\n" + b"1\r\n" * 90)) == files.MOST_FAULTS + 2


def test_a_quotation_mark_that_is_missing_names_its_line():
    assert refused(b'Q1;Q2\r\n1;2\r\n1;"offen\r\n3;4\r\n')[0].startswith("Zeile 3 lässt sich nicht lesen")


def test_what_is_too_large_is_refused(monkeypatch):
    assert "20 MB" in refused(b"x" * (files.LARGEST + 1))[0]
    monkeypatch.setattr(files, "MOST_ROWS", 2)
    assert refused(limesurvey()) == ["Die Datei hat 3 Zeilen mit Antworten; möglich sind bis zu 2."]
    monkeypatch.setattr(files, "MOST_COLUMNS", 5)
    assert refused(limesurvey())[0].startswith("Die Datei hat 22 Spalten; möglich sind bis zu 5.")


def test_any_other_list_is_read_as_a_list():
    table = read_table(written([["Was zuerst?", "Alter"], ["Rad", "34"]], ",").encode())
    assert table.tool == Tool.OTHER
    assert [(column.code, column.label) for column in table.columns] == [("", "Was zuerst?"), ("Alter", "")]
    assert len(SOSCI_LABELS) == len(SOSCI[0])
