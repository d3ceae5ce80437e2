"""Where frequent terms stand is kept ready; what is found is the same as without, and stays so as things change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klimakreise.publishing.models import Entry
from klimakreise.site.models import SearchStanding, SearchTerm
from klimakreise.site.search import finding, frequent
from klimakreise.site.search.asking import Question
from klimakreise.site.search.finding import find
from klimakreise.site.search.keeping import catch_up, compare
from klimakreise.site.search.ranking import frequent_of
from tests import make
from tests.pages import words
from tests.search import corpus
from tests.search.test_finding import slugs

pytestmark = pytest.mark.django_db


@pytest.fixture
def _few_are_many(monkeypatch):
    """Whatever stands anywhere is frequent."""
    monkeypatch.setattr(frequent, "FREQUENT", 0)


def kept():
    return {row.part for row in SearchTerm.objects.all()}


def standings():
    return set(SearchStanding.objects.values_list("entry", "term__stem", "term__part", "place", "is_whole"))


@pytest.mark.usefixtures("_few_are_many")
def test_every_question_finds_the_same_with_its_terms_kept_ready():
    corpus.fill()
    assert {"dach", "schutz", "stadt"} <= kept()
    assert {text: slugs(text) for text in corpus.FINDS} == corpus.FINDS
    asked = {term for text in corpus.FINDS for term in Question.of(text).terms}
    for term in asked - set(frequent_of(asked)):  # those, too, that stand nowhere by themselves
        frequent.keep_ready(term)
    assert {text: slugs(text) for text in corpus.FINDS} == corpus.FINDS


@pytest.mark.usefixtures("_few_are_many")
def test_pages_follow_each_other_in_the_order_that_they_have_without():
    """Titles fill the first pages and are read first; the order must not show it, wherever a page begins."""
    titles = ["Moor", "Moorschutz", "Schutz", "Moor Schutz", "Anderes", "Hochmoor"]
    for number in range(48):
        make.topic(
            slug=f"t{number}", title=titles[number % 6], description=f"Im Moor {number}. Naturschutz.",
            is_example=number % 8 == 0,
        )  # fmt: skip
    compare()
    questions = ("Moor", "Moor Schutz", '"im Moor" Schutz', "Moor 7")
    ready = {(text, page): slugs(text, number=page) for text in questions for page in (1, 2, 3)}
    SearchTerm.objects.all().delete()
    assert {(text, page): slugs(text, number=page) for text, page in ready} == ready
    assert len(ready["Moor", 2]) == finding.HITS_ON_A_PAGE


@pytest.mark.usefixtures("_few_are_many")
def test_what_changes_is_followed_as_if_it_had_been_there_from_the_beginning():
    changed, gone = make.topic(title="Dach", description="Ein Moor."), make.topic(title="Moor")
    compare()
    for thing, title in [(changed, "Hochmoore"), (make.topic(title="Neu"), "Am Rand des Moors: das Dach")]:
        thing.title = title
        thing.save()
        Entry.record(thing, Entry.Act.CHANGED)
    gone.withdraw()
    catch_up()
    followed = {row for row in standings() if row[2] in ("moor", "dach")}
    SearchTerm.objects.all().delete()
    frequent.choose_frequent()
    assert followed == {row for row in standings() if row[2] in ("moor", "dach")}
    assert len(followed) == 3


def test_only_frequent_terms_are_kept_and_forgotten_when_they_have_become_rare(monkeypatch):
    topics = [make.topic(title="Hochmoor", description="Ein Moor.") for _ in range(5)]
    make.topic(title="Heide")
    compare()
    assert kept() == set()
    monkeypatch.setattr(frequent, "FREQUENT", 4)
    compare()
    assert kept() == {"moor", "hochmoor"}
    for topic in topics[:3]:
        topic.delete()
    compare()
    assert kept() == {"moor"}  # forgotten is what stands in half as many, so that nothing comes and goes
    for topic in topics[3:]:
        topic.delete()
    compare()
    assert (kept(), standings()) == (set(), set())


@pytest.mark.usefixtures("_few_are_many")
@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_frequent_term_costs_the_same_however_often_it_stands(count):
    for _ in range(count):
        make.topic(title="Moor", description="Ein Dach im Wald.")
    compare()
    for text, most in {"Moor": 6, "Wald": 8, "Moor Dach": 6}.items():
        with CaptureQueriesContext(connection) as queries:
            find(Question.of(text))
        assert len(queries) == most, text


@pytest.mark.usefixtures("_few_are_many")
def test_a_frequent_term_is_read_in_an_index_alone():
    """Never all of the standings, never the texts: that is what makes it fast among 50,000 entries."""
    make.topic(title="Moor")
    compare()
    with CaptureQueriesContext(connection) as queries:
        find(Question.of("Moor"))
    asked = [query["sql"] for query in queries if "site_searchstanding" in query["sql"]]
    assert len(asked) == 2
    assert not any(table in sql for sql in asked for table in ("site_searchtext", "site_searchposting"))


def test_hits_are_counted_to_a_limit_and_no_page_lies_beyond_it(visitor, monkeypatch):
    monkeypatch.setattr(finding, "MOST_HITS", 30)
    for _ in range(32):
        make.topic(title="Moor")
    compare()
    response = visitor.get("/suche/?q=Moor")
    assert "Mehr als 30 Treffer für „Moor“" in words(response)
    assert "Seite 1 von 2" in words(response)
    pages = [find(Question.of("Moor"), number) for number in (2, 3)]
    assert [(len(page.entries), page.total, page.has_more) for page in pages] == [
        (10, 30, True),
        (20, 30, True),
    ]
    make.topic(title="Heide")
    compare()
    assert "1 Treffer für „Heide“" in words(visitor.get("/suche/?q=Heide"))
