"""The awkward cases of the real process, looked at on the pages of its events."""

import gzip
import re

import pytest
from django.db import transaction

from tests.loaded import load_process
from tests.pages import stations, words

pytestmark = pytest.mark.django_db

FIRST, SECOND = "/en/veranstaltungen/klimakreise-1/", "/en/veranstaltungen/klimakreise-2/"


@pytest.fixture(scope="module", autouse=True)
def _process_loaded_once(django_db_setup, django_db_blocker):
    """The real process for all these stories: they only read, so one loading is enough."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_process()
        yield
        transaction.set_rollback(True)


def rows(response, section):
    """The rows of a section of the list: when, what."""
    part = response.content.decode().split(f'id="{section}"')[1].split("</section>")[0]
    pairs = re.findall(r'rows__when">(.*?)</p>\s*<h3 class="rows__title">(.*?)</h3>', part, re.DOTALL)
    return [tuple(re.sub(r"<[^>]+>", "", each) for each in pair) for pair in pairs]


def test_attendance_differs_by_source_and_both_sources_are_shown(visitor):
    assert words(visitor.get(FIRST), "who").startswith(
        "Who was there ca. 50 participants Source: Klimabündnis Magdeburg "
        "über 50 participants Source: RENN.mitte Netzwerk Zukunft Sachsen-Anhalt (kosa21) "
        "The sources differ; all of them are shown. Where they came from Stadtverwaltung (auch Entscheidende)"
    )
    assert words(visitor.get(SECOND), "who").startswith(
        "Who was there über 40 participants Source: Netzwerk Zukunft Sachsen-Anhalt (kosa21) "
        "mehr als 45 participants Source: Klimabündnis Magdeburg The sources differ"
    )


def test_the_first_edition_has_a_date_and_no_known_time(visitor):
    text = words(visitor.get(FIRST))
    assert "Date 8 December 2021 Time and place time not known Format online Wegen der Pandemie" in text


def test_the_second_edition_was_online_and_ended_on_site(visitor):
    assert (
        "Time and place Main part (online): 15:00 to 18:00 Get-together (on site): time not known, in:takt "
        "Format online, closing on site"
    ) in words(visitor.get(SECOND))


def test_unlimited_and_unknown_places_are_told_apart(visitor):
    assert "Places unlimited Invited by Klimabündnis Magdeburg" in words(visitor.get(FIRST))
    assert "Places not known vorherige Anmeldung erbeten" in words(visitor.get(SECOND))


def test_a_talk_bears_its_actual_and_its_announced_title(visitor):
    assert (
        "4 Kommunaler Klimaschutz: Beispiele aus Marburg Talk Klimabonus e. V. (Marburg) "
        "Announced as: Good Practices im kommunalen Klimaschutz Slides: address not known"
    ) in words(visitor.get(SECOND), "agenda")


def test_slides_of_unknown_address_and_the_survey_stand_at_their_agenda_item(visitor):
    agenda = words(visitor.get(FIRST), "agenda")
    assert (
        "3 Zusammenfassung der KliMa-Umfrage Input Klimabündnis Magdeburg Slides: address not known" in agenda
    )
    assert "Survey: KliMa-Umfrage" in agenda
    assert "Image: address not known Bild der vertretenen Bereiche, nicht vollständig" in agenda
    assert agenda.endswith("Reihenfolge nach der Dokumentationsseite, Uhrzeiten unbekannt")


def test_a_circle_shows_its_other_name_and_its_topic(visitor):
    assert (
        "Ernährung & Landwirtschaft Ernährung und Landwirtschaft Also called: Landwirtschaft/Ernährung"
    ) in words(visitor.get(SECOND), "topics")


def test_results_are_not_known_and_no_words_are_put_in_their_place(visitor):
    for address in (FIRST, SECOND):
        assert "No result of these circles is known." in words(visitor.get(address), "topics")
        assert "No measure is known that came of this event." in words(visitor.get(address), "outcome")


def test_why_the_topics_were_chosen_is_known_of_the_first_edition_only(visitor):
    assert "Why these topics am relevantesten bewertete Punkte der KliMa-Umfrage" in words(
        visitor.get(FIRST), "topics"
    )
    assert (
        "Why these topics not known Begründung steht auf der Seite, lag hinter dem lesbaren Anfang "
        "Source: Klimabündnis Magdeburg"
    ) in words(visitor.get(SECOND), "topics")


def test_the_word_of_the_city_on_the_second_edition_is_shown_as_a_gist_with_its_source(visitor):
    assert (
        "Statement of the city City administration, Beigeordneter, Dezernat für Umwelt und Stadtentwicklung, "
        "6 May 2022 Begrüßt Mitgestaltung; Beschluss zur Klimaneutralität 2035 soll sichtbar umgesetzt werden "
        "Summed up from the source, not the wording. Source: Klimabündnis Magdeburg"
    ) in words(visitor.get(SECOND), "outcome")
    assert "No statement on this event is known." in words(visitor.get(FIRST), "outcome")


def test_support_is_told_apart_by_kind(visitor):
    assert words(visitor.get(FIRST), "support") == (
        "Who carried it Host Klimabündnis Magdeburg Cooperation Netzwerk Zukunft Sachsen-Anhalt e. V. RENN.mitte "
        "Money Netzwerk Zukunft Sachsen-Anhalt e. V. RENN.mitte Infrastructure Bits & Bäume "
        "Facilitation erfahrene Moderator*innen (Organisation nicht genannt) "
        "Video service Infrastruktur von Bits & Bäume (Produkt nicht genannt)"
    )
    assert "Venue in:takt Kind not named RENN.mitte" in words(visitor.get(SECOND), "support")


def test_press_and_documentation_are_listed(visitor):
    assert (
        "Press Pressemitteilung zu den 2. Klimakreisen 6 May 2022 Klimabündnis Magdeburg "
        "Earlier documentation Web page with tabs, Deutsch: Folien, Ergebnisse der Kreise. "
        "Whether it is machine-readable is not known. What is not known purpose and scope"
    ) in words(visitor.get(SECOND), "sources")


def test_the_first_edition_leads_to_the_second_and_a_third_was_not_found(visitor):
    assert "Next edition: 2. Klimakreise Magdeburgs" in words(visitor.get(FIRST), "next")
    assert "A next edition was not found. Bis 14.01.2024 zählt das Bündnis selbst zwei Klimakreise" in words(
        visitor.get(SECOND), "next"
    )
    assert rows(visitor.get("/en/veranstaltungen/"), "klimakreise") == [
        ("not found", "Edition 3"),
        ("17 May 2022", "2. Klimakreise Magdeburgs"),
        ("8 December 2021", "1. Klimakreise Magdeburgs"),
    ]


def test_the_gaps_in_a_series_keep_their_numbers(visitor):
    response = visitor.get("/en/veranstaltungen/")
    assert [when for when, _ in rows(response, "klimagespraeche")] == [
        "7 June 2023", "8 March 2023", "26 September 2022", "4 July 2022", "date not known", "17 February 2022",
        "date not known", "2 September 2021",
    ]  # fmt: skip
    assert "Number of events as stated: 8 (as of 14 January 2024). Source: Klimabündnis Magdeburg" in words(
        response, "klimagespraeche"
    )
    gap = visitor.get("/en/veranstaltungen/klimagespraeche-2/")
    assert "Date not known Time and place time not known" in words(gap)
    assert "Nothing more is known of this event. Source: not known" in words(gap, "sources")


def test_an_event_of_another_series_shows_the_little_that_is_known(visitor):
    text = words(visitor.get("/en/veranstaltungen/klimaschutzzentrum-temporaer-1/"))
    assert "Date 4 May 2023 Time and place 14:00 to 21:00, in:takt" in text
    assert "Contribution Netz39 Foodsharing Magdeburg" in text


def test_the_thread_runs_near_the_top_with_its_gaps(visitor):
    response = visitor.get(FIRST)
    assert [station.split("(")[1].split(")")[0] for station in stations(response)] == [
        "open", "reached", "reached", "you are here", "reached", "open", "open", "open", "reached",
    ]  # fmt: skip
    page = response.content.decode()
    assert page.index('class="thread"') < page.index('id="who"')


@pytest.mark.parametrize("number", [1, 2])
def test_the_page_of_an_edition_is_light_and_costs_few_queries(
    visitor, django_assert_max_num_queries, number
):
    address = f"/veranstaltungen/klimakreise-{number}/"
    visitor.get(address)
    with django_assert_max_num_queries(12):
        response = visitor.get(address)
    assert len(gzip.compress(response.content)) < 8_000
    assert response.cookies == {}
