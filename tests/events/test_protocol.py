"""The minutes of an event."""

import datetime

import pytest
from django.utils import timezone

from events.models import ProtocolSection
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes():
    return make.protocol(
        make.event(slug="kreis-1", title="1. Kreis", date="2021-12-08"),
        summary="Wir haben **viel** besprochen.",
    )


def test_until_when_and_how_to_correct_is_said_and_after_that_that_it_is_over(visitor, minutes):
    address = "/en/veranstaltungen/kreis-1/kurzprotokoll/"
    assert "orrections" not in words(visitor.get(address))
    minutes.corrections_until = timezone.localdate()
    minutes.save()
    page = visitor.get(address)
    assert "the planning team asks for corrections: write a comment" in words(page, "corrections")
    assert f'href="/en/kommentare/kurzprotokoll/{minutes.pk}/"' in page.text
    minutes.corrections_until -= datetime.timedelta(days=1)
    minutes.save()
    assert "Corrections were asked for until" in words(visitor.get(address), "corrections")


def section(minutes, **fields):
    return ProtocolSection.objects.create(
        protocol=minutes, **{"heading": "Begrüßung", "text": "Hallo.", **fields}
    )


def test_the_minutes_show_summary_and_sections_in_order_with_their_agenda_items(visitor, minutes):
    item = make.agenda_item(minutes.event, title="Energie im Quartier")
    section(minutes, position=2, heading="Energie", text="- Wärme\n- Strom", agenda_item=item)
    section(minutes, position=1)
    section(minutes, position=3, heading="Ausblick", text="")
    response = visitor.get("/en/veranstaltungen/kreis-1/kurzprotokoll/")
    assert (
        words(response)
        .partition(" Comments ")[0]
        .endswith(
            "Minutes 1. Kreis 8 December 2021 What people wrote is shown in German, the language it was written in. "
            "Summary Wir haben viel besprochen. Begrüßung Hallo. "
            "Energie Agenda item: Energie im Quartier Wärme Strom Ausblick Nothing is written down here."
        )
    )
    assert f'href="/en/veranstaltungen/kreis-1/#programmpunkt-{item.pk}"' in response.content.decode()


def test_minutes_without_a_word_say_so(visitor):
    make.protocol(make.event(slug="leer"))
    assert "Nothing is written down yet." in words(visitor.get("/en/veranstaltungen/leer/kurzprotokoll/"))


def test_there_is_no_such_page_without_minutes(visitor, planner):
    make.event(slug="ohne")
    assert visitor.get("/veranstaltungen/ohne/kurzprotokoll/").status_code == 404
    assert planner.get("/veranstaltungen/ohne/kurzprotokoll/").status_code == 404
    assert visitor.get("/veranstaltungen/nie/kurzprotokoll/").status_code == 404


def test_minutes_in_draft_are_seen_and_marked_for_planners_only(visitor, planner, minutes):
    minutes.withdraw()
    assert visitor.get("/veranstaltungen/kreis-1/kurzprotokoll/").status_code == 404
    assert "Read the minutes" not in words(visitor.get("/en/veranstaltungen/kreis-1/"))
    response = planner.get("/en/veranstaltungen/kreis-1/kurzprotokoll/")
    assert "Draft: only visible to the planning team" in response.content.decode()


def test_published_minutes_of_an_event_in_draft_are_not_found(visitor, planner, minutes):
    minutes.event.withdraw()
    assert visitor.get("/veranstaltungen/kreis-1/kurzprotokoll/").status_code == 404
    assert planner.get("/veranstaltungen/kreis-1/kurzprotokoll/").status_code == 200


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_minutes_cost_two_queries_however_long_they_are(
    visitor, minutes, django_assert_num_queries, count
):
    for n, item in enumerate(make.agenda_items(minutes.event, count)):
        section(minutes, position=n, agenda_item=item)
    visitor.get("/veranstaltungen/kreis-1/kurzprotokoll/")
    with django_assert_num_queries(2):
        response = visitor.get("/veranstaltungen/kreis-1/kurzprotokoll/")
    assert words(response).count("Begrüßung") == count
