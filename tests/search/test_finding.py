"""What is found, and in which order: literally the same on SQLite and PostgreSQL."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimakreise.site.search.asking import LONGEST_QUERY, Question
from klimakreise.site.search.finding import HITS_ON_A_PAGE, find
from klimakreise.site.search.keeping import compare
from tests import make
from tests.search import corpus

pytestmark = pytest.mark.django_db


def slugs(text, **narrowed):
    return [entry.address.strip("/").split("/")[-1] for entry in find(Question.of(text), **narrowed).entries]


def test_every_question_finds_its_answers_in_their_order():
    corpus.fill()
    assert {text: slugs(text) for text in corpus.FINDS} == corpus.FINDS


def test_of_things_that_fit_alike_the_real_and_the_newer_come_first():
    for slug, date, is_example in [
        ("alt", "2020", False),
        ("neu", "2023-01-02", False),
        ("bsp", "2025", True),
    ]:
        measure = make.measure(slug=slug, title="Bäume", is_example=is_example)
        make.report(measure, date=date)
    make.measure(slug="undatiert", title="Bäume")
    make.measure(slug="im-text", title="Anderes", description="Ein Baum.")
    compare()
    assert slugs("Baum") == ["neu", "alt", "undatiert", "im-text", "bsp"]


def test_a_page_beyond_the_last_is_the_first():
    for _ in range(HITS_ON_A_PAGE + 2):
        make.topic(title="Moor")
    compare()
    first, second, beyond = (find(Question.of("Moor"), number) for number in (1, 2, 9))
    assert [len(first.entries), len(second.entries), first.total, second.total] == [HITS_ON_A_PAGE, 2, 22, 22]
    assert beyond.entries == first.entries
    assert not set(first.entries) & set(second.entries)


def test_what_is_too_long_is_cut_and_what_says_nothing_is_no_question():
    assert len(Question.of("Dach " * 1000).text) == LONGEST_QUERY
    assert [Question.of(text).terms for text in ("", "  ", "und der die", "?!*", "\x00", '""')] == [()] * 6


@settings(max_examples=150)
@given(
    text=st.text(max_size=60) | st.text(alphabet="aäß\"'*()-:&|!<>%_\\^{}~ \x00„“ANDORNEAR0١", max_size=30)
)
def test_whatever_is_typed_is_answered(text):
    answer = find(Question.of(text)) if Question.of(text).terms else None
    assert answer is None or answer.total == 0
