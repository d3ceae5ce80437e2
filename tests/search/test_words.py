"""German words as search compares them."""

import pytest

from klimakreise.publishing.text import bare_text
from klimakreise.site.search.words import part, stem


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("Dächern", "dach"), ("DAECHER", "Dach"), ("Fahrrädern", "Fahrrad"), ("Strasse", "Straßen"),
        ("koeln", "Köln"), ("Gebaeude", "Gebäudes"), ("Café", "cafe"),
    ],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(word, other):
    assert stem(word) == stem(other)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Bürger", "burger"),
        ("Buergerin", "burger"),
        ("Dächer", "dach"),
        ("Räder", "rad"),
        ("sanieren", "sanier"),
    ],
)
def test_only_where_er_is_a_plural_it_does_not_belong_to_the_word(word, expected):
    assert part(word) == expected


def test_markdown_is_searched_without_its_marks():
    text = "## Ziel\n\nDas **Dach** ist [hier](https://example.org/geheim).\n\n- eins\n- `zwei`"
    assert bare_text(text) == "Ziel\nDas Dach ist hier.\neins\nzwei"
    assert bare_text("Nur Text: 3 Dächer.") == "Nur Text: 3 Dächer."
