"""The text of an uploaded document can be read page by page, so that search finds a sentence inside a slide deck."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimakreise.publishing.files import confined, texts
from klimakreise.publishing.files.texts import text_of
from tests import files


def read(content):
    return text_of(io.BytesIO(content))


@pytest.mark.parametrize("make", [files.pdf, files.odp, files.pptx])
def test_every_page_is_read_in_the_order_in_which_it_is_shown(make):
    pages = read(make("Dächer für alle", "Räder & Wege".replace("&", "und"), "Schluss")).split("\f")
    assert [page.splitlines()[0] for page in pages] == ["Dächer für alle", "Räder und Wege", "Schluss"]


def test_what_only_the_speaker_sees_is_not_read():
    notes = "<presentation:notes><text:p>Nur für mich</text:p></presentation:notes><text:p>Für alle</text:p>"
    assert read(files.odp(inside=notes)) == "Für alle"


def test_a_word_in_several_pieces_is_one_word():
    pieces = "<text:p>Klima<text:span>kreis</text:span>e<text:s/>in<text:line-break/>Musterstadt</text:p>"
    assert read(files.odp(inside=pieces)) == "Klimakreise in\nMusterstadt"
    assert texts.tidied("Stadt-\nverwaltung\x00  und   mehr\r\n\n Klima-\nSchutz") == (
        "Stadtverwaltung und mehr\nKlima-\nSchutz"
    )


def test_pictures_and_unknown_files_have_no_text():
    assert (read(files.picture()), read(b"Hallo"), read(b"")) == ("", "", "")


def test_no_more_than_so_much_text_is_kept(monkeypatch):
    monkeypatch.setattr(texts, "MOST_LETTERS", 10)
    assert read(files.pptx("Ein langer Satz")) == "Ein langer"


def test_a_pdf_that_takes_too_long_gives_what_was_read_until_then(monkeypatch):
    monkeypatch.setattr(confined, "SECONDS", 0)
    assert read(files.pdf("Seite")) == ""


@settings(max_examples=150)
@given(cut=st.integers(0, 3000), noise=st.binary(max_size=60), make=st.sampled_from([files.odp, files.pptx]))
def test_damaged_presentations_are_read_or_not_but_never_break(cut, noise, make):
    whole = make("Eins", "Zwei")
    assert isinstance(read(whole[:cut] + noise + whole[cut + len(noise) :]), str)
