"""The page of an event from draft to documentation: the invitation before it, the record after it, and in between."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from events.models import AttendanceStatement, EventSource, Session
from tests import make
from tests.events.reading import page, support
from tests.pages import has_section, words

pytestmark = pytest.mark.django_db


def test_before_an_event_the_page_invites_and_does_not_complain(visitor, coming):
    coming.purpose, coming.scope = "Wir reden.", "Vorschläge, keine Beschlüsse."
    coming.registration_note = "Anmeldung erbeten"
    coming.save()
    support(coming, "host", "Bündnis")
    make.circle(coming, title="Energie", guiding_question="Wie heizen wir?")
    response = visitor.get("/en/veranstaltungen/kreis-2/")
    assert words(response, "purpose") == (
        "What it is about Wir reden. What can be decided here Vorschläge, keine Beschlüsse."
    )
    assert "Places unlimited Anmeldung erbeten Invited by Bündnis" in words(response)
    assert words(response, "agenda") == "Agenda The agenda is still to come."
    assert "Wie heizen wir?" in words(response, "topics")
    assert "The results follow after the event." in words(response, "topics")
    assert words(response, "support") == "Who carries it Host Bündnis"
    assert not any(has_section(response, part) for part in ("who", "outcome", "sources"))
    assert "What is not known" not in words(response)


def test_the_day_after_it_is_documentation(visitor, coming):
    make.agenda_item(coming)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8), tick=False):
        response = visitor.get("/en/veranstaltungen/kreis-2/")
    assert words(response, "who") == "Who was there How many people were there is not known."
    assert "No minutes are known." in words(response, "outcome")


def test_a_cancelled_event_stays_visible_with_its_reason(visitor, coming):
    coming.cancel("Saal gesperrt")
    response = visitor.get("/en/veranstaltungen/kreis-2/")
    assert "This event is cancelled Saal gesperrt" in words(response)
    assert "<title>Cancelled: 2. Kreis" in response.content.decode()
    assert not any(has_section(response, part) for part in ("who", "agenda", "outcome", "sources"))


def test_nobody_misses_the_documentation_of_what_did_not_happen(visitor, held):
    make.circle(held, title="Energie", topic=make.topic(title="Thema"))
    held.cancel("Sturm")
    text = page(visitor, held)
    assert "Agenda 1 Begrüßung Introduction" in text
    assert page(visitor, held, "topics") == "Topics and circles Energie Thema All circles on one page"
    response = visitor.get("/en/veranstaltungen/kreis-1/")
    assert not any(has_section(response, part) for part in ("who", "outcome", "support", "sources"))


def test_a_draft_is_not_found_by_visitors_and_marked_for_planners(visitor, participant, planner, held):
    held.withdraw()
    assert [browser.get("/veranstaltungen/kreis-1/").status_code for browser in (visitor, participant)] == [
        404,
        404,
    ]
    response = planner.get("/en/veranstaltungen/kreis-1/")
    assert "Draft: only visible to the planning team" in response.content.decode()
    assert f"/verwaltung/events/event/{held.pk}/change/" in response.content.decode()


def test_a_scheduled_event_tells_planners_when_it_appears(visitor, planner, held):
    held.publish(at=datetime.datetime(2099, 5, 3, 10, 0, tzinfo=timezone.get_default_timezone()))
    assert visitor.get("/veranstaltungen/kreis-1/").status_code == 404
    text = planner.get("/en/veranstaltungen/kreis-1/").content.decode()
    assert "Appears on 3 May 2099 at 10:00; until then only visible to the planning team" in text


def test_an_example_is_labelled_and_kept_from_search_engines(visitor, held):
    held.is_example = True
    held.save()
    response = visitor.get("/en/veranstaltungen/kreis-1/")
    assert "Example 1. Kreis" in words(response)
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "ld+json" not in response.content.decode()


def test_markup_in_any_field_is_shown_as_text(visitor, held):
    held.title = held.motto = held.follow_up = held.purpose = held.agenda_note = "<script>alert(1)</script>"
    held.topic_reasons = ["<script>alert(1)</script>"]
    held.save()
    make.sector(held, "<script>alert(1)</script>")
    text = visitor.get("/en/veranstaltungen/kreis-1/").content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_page_can_only_be_read(visitor, held):
    assert visitor.post("/veranstaltungen/kreis-1/").status_code in {403, 405}
    assert visitor.head("/veranstaltungen/kreis-1/").status_code == 200


def test_german_content_is_marked_as_german_on_the_english_page(visitor, held):
    assert '<h1 lang="de">1. Kreis</h1>' in visitor.get("/en/veranstaltungen/kreis-1/").content.decode()
    assert "<h1>1. Kreis</h1>" in visitor.get("/veranstaltungen/kreis-1/").content.decode()


# Queries


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_costs_twelve_queries_however_much_there_is(visitor, django_assert_num_queries, count):
    event = make.event(slug="voll", date="2021-12-08")
    make.event(series=event.series, number=event.number + 1)
    topic, group = make.topic(demand=make.demand()), make.group()
    for n, item in enumerate(make.agenda_items(event, count)):
        make.make(Session, event=event)
        item.surveys.add(make.survey())
        make.material(event, agenda_item=item, source=make.source())
        AttendanceStatement.objects.create(event=event, source=make.source(), kind="exact", value=n)
        EventSource.objects.create(event=event, source=make.source())
        support(event, "money", f"Hilfe {n}", group=group)
        result = make.result(make.circle(event, topic=topic), responsible_group=group)
        measure = make.measure(demand=make.demand(), topic=topic)
        measure.results.add(result)
        make.report(measure)
        make.statement(event=event).sources.add(make.source(), make.source())
        make.statement(result=result)
        make.statement(measure=measure)
        event.topic_choices.get_or_create(topic=topic)
    visitor.get("/veranstaltungen/voll/")
    with django_assert_num_queries(12):
        response = visitor.get("/veranstaltungen/voll/")
    assert response.content.decode().count('class="statement"') == count
