"""The page /suche/."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from klimakreise.site.search.keeping import compare
from tests import make
from tests.pages import plain, words
from tests.search import corpus

pytestmark = pytest.mark.django_db


def found(response):
    """The hits of a page as lines of words."""
    page = response.content.decode()
    return [plain(part.split("</li>")[0]) for part in page.split('<p class="rows__when">')[1:]]


def test_a_hit_says_what_it_is_and_where_the_words_stand(visitor):
    event = make.event(title="1. Klimakreise", date="2021-12-08")
    make.agenda_item(event, title="Vortrag", description="Über **Gebäudesanierungen** in Magdeburg.")
    compare()
    response = visitor.get("/suche/", {"q": "Sanierung"})
    assert found(response) == [
        "Programmpunkt Vortrag Über Gebäudesanierungen in Magdeburg. 1. Klimakreise 8. Dezember 2021"
    ]
    assert "<mark>Gebäudesanierungen</mark>" in response.content.decode()
    assert "1 Treffer für „Sanierung“" in words(response)
    assert 'value="Sanierung"' in response.content.decode()


def test_the_title_is_marked_too(visitor):
    make.topic(title="Dächer & Fassaden")
    compare()
    assert "<mark>Dächer</mark> &amp; Fassaden</a>" in visitor.get("/suche/?q=dach").content.decode()


def test_a_hyphen_does_not_hide_a_hit_and_lines_stay_apart(visitor):
    make.topic(title="Thema", description="Was heißt das?\n\nKlima-Schutz ist wichtig.")
    compare()
    page = visitor.get("/suche/?q=Klimaschutz").content.decode()
    assert "Was heißt das? · <mark>Klima-Schutz</mark> ist wichtig." in page


def test_a_stored_script_is_shown_as_text(visitor):
    make.topic(title="<script>alert('Dach')</script>", description="<img src=x onerror=alert(1)> Dach")
    compare()
    page = visitor.get("/suche/", {"q": 'Dach "><script>x</script>'}).content.decode()
    assert "<script>" not in page.split("<body>")[1]
    page = visitor.get("/suche/?q=Dach").content.decode()
    assert "&lt;script&gt;alert(&#x27;<mark>Dach</mark>&#x27;)&lt;/script&gt;" in page
    assert "<script>" not in page
    assert "<img src=x" not in page


def test_a_long_text_is_shown_where_the_words_stand(visitor):
    make.topic(title="Thema", description=f"{'Anfang ' * 200} Hier steht das Moor. {'Ende ' * 200}")
    compare()
    (hit,) = found(visitor.get("/suche/?q=Moore"))
    assert "Hier steht das Moor." in hit
    assert hit.startswith("Thema Thema … Anfang")
    assert hit.endswith("Ende …")
    assert len(hit) < 350


def test_a_sentence_inside_a_slide_deck_is_found(visitor):
    slides = "Titel\fEine enkeltaugliche Stadt\nist möglich.\fDanke"
    deck = make.material(make.event(title="Abend"), title="Folien")
    type(deck).objects.filter(pk=deck.pk).update(file_text=slides)  # as the job does that reads files
    compare()
    page = visitor.get("/suche/", {"q": '"enkeltaugliche Städte"'}).content.decode()
    assert "Titel · Eine <mark>enkeltaugliche</mark> <mark>Stadt</mark> · ist möglich. · Danke" in page


def test_kind_event_and_topic_narrow_the_hits(visitor):
    topic, other = make.topic(slug="strom", title="Strom"), make.topic(title="Strom sparen")
    event = make.event(slug="k1", title="Abend")
    make.circle(event, topic=topic, title="Kreis Strom")
    make.circle(make.event(title="Morgen"), topic=other, title="Kreis Strom")
    make.measure(title="Strom vom Dach", topic=topic)
    compare()
    counts = {
        query: len(found(visitor.get(f"/suche/?q=strom{query}")))
        for query in (
            "",
            "&kind=circle",
            "&event=k1",
            "&topic=strom",
            "&topic=strom&kind=measure",
            "&kind=page",
        )
    }
    assert counts == {
        "": 5, "&kind=circle": 2, "&event=k1": 1, "&topic=strom": 3, "&topic=strom&kind=measure": 1, "&kind=page": 0,
    }  # fmt: skip


def test_a_filter_that_does_not_exist_narrows_nothing_and_says_so(visitor):
    make.topic(title="Strom")
    compare()
    response = visitor.get("/suche/?q=strom&kind=unfug&event=geheim&page=-1")
    assert len(found(response)) == 1
    assert "Diesen Wert gibt es hier nicht" in words(response)


def test_filters_offer_nothing_that_is_a_draft(visitor, planner):
    make.event(title="Geheimes Treffen", published_at=None)
    make.event(title="Offenes Treffen")
    for browser in (visitor, planner):
        page = browser.get("/suche/?q=x").content.decode()
        assert "Offenes Treffen" in page
        assert "Geheimes Treffen" not in page


def test_without_hits_and_without_words_it_helps(visitor):
    assert "Nichts gefunden" in words(visitor.get("/suche/?q=Wolpertinger"))
    assert "kein Wort" in words(visitor.get("/suche/?q=und"))
    assert "„Dach“ findet „Dächern“" in words(visitor.get("/suche/"))


def test_in_english_german_content_is_marked_as_german_and_links_lead_to_english_pages(visitor):
    corpus.fill()
    page = visitor.get("/en/suche/?q=fahrrad").content.decode()
    assert '<a href="/en/massnahmen/raeder/" lang="de">' in page
    assert "1 hit for “fahrrad”" in page


def test_a_page_with_an_english_text_is_found_in_each_language_by_its_own_words(visitor):
    from klimakreise.site.models import Page

    make.make(Page, key="netiquette", text="Freundlich bleiben", text_en="Stay friendly")
    compare()
    hits = {
        address: len(found(visitor.get(address)))
        for address in (
            "/suche/?q=freundlich",
            "/suche/?q=friendly",
            "/en/suche/?q=friendly",
            "/en/suche/?q=freundlich",
        )
    }
    assert hits == {
        "/suche/?q=freundlich": 1, "/suche/?q=friendly": 0, "/en/suche/?q=friendly": 1, "/en/suche/?q=freundlich": 0,
    }  # fmt: skip


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_page_of_hits_costs_the_same_however_many_there_are(visitor, count):
    event = make.event(title="Moor")
    for _ in range(count):
        make.circle(event, title="Moor")
        make.measure(title="Moor")
    compare()
    visitor.get("/suche/?q=Moor")
    with CaptureQueriesContext(connection) as queries:
        visitor.get("/suche/?q=Moor&kind=circle")
    assert len(queries) == 8


def test_everyone_gets_the_same_bytes_without_cookie_and_no_search_engine_keeps_them(visitor, client):
    corpus.fill()
    first, second = visitor.get("/suche/?q=dach"), client.get("/suche/?q=dach")
    assert first.content == second.content
    assert not first.cookies
    assert '<meta name="robots" content="noindex">' in first.content.decode()
    assert 'name="robots"' not in visitor.get("/suche/").content.decode()


def test_what_does_not_exist_offers_the_search(visitor):
    page = visitor.get("/gibt-es-nicht/").content.decode()
    assert f'action="{reverse("site:search")}"' in page
    assert '<input class="kern-form-input__input" type="search" name="q"' in page


def test_a_browser_can_take_up_the_search(visitor):
    description = visitor.get("/suche/beschreibung.xml")
    assert description["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    assert 'template="http://testserver/suche/?q={searchTerms}"' in description.content.decode()


@settings(max_examples=60)
@given(
    text=st.text(max_size=300), kind=st.text(max_size=5), page=st.text(alphabet="0123456789-x", max_size=9)
)
def test_no_question_breaks_the_page(visitor, text, kind, page):
    response = visitor.get("/suche/", {"q": text, "kind": kind, "topic": kind, "event": kind, "page": page})
    assert response.status_code == 200
