"""The terms of registration on the page of an event in the administration."""

import pytest

from events.copying import copy_event
from events.models import RegistrationTerms
from tests import make
from tests.typed import faults, part, typed

pytestmark = pytest.mark.django_db


def change(event):
    return f"/verwaltung/events/event/{event.pk}/change/"


def save(planner, event, **changes):
    return planner.post(change(event), typed(planner.get(change(event)), **changes))


def test_an_event_takes_no_registrations_until_the_team_says_so(planner):
    event = make.event(date="2030-05-17")
    assert save(planner, event, motto="Neu").status_code == 302
    assert not RegistrationTerms.objects.exists()
    save(planner, event, **part("registration_terms", 0, is_offered="on"))
    terms = RegistrationTerms.objects.get()
    assert (terms.is_offered, terms.door()) == (True, "open")
    assert terms.history.count() == 1


def test_questions_are_asked_in_the_order_in_which_they_were_added(planner):
    event = make.meeting()
    texts = {"label": "Womit?", "kind": "choice", "choices": "Rad\nBahn", "choices_en": "bike\ntrain"}
    save(
        planner,
        event,
        **{"registration_questions-TOTAL_FORMS": 2},
        **part("registration_questions", 0, **texts),
        **part("registration_questions", 1, label="Wann?", kind="text"),
    )
    assert [each.label for each in event.registration_questions.all()] == ["Womit?", "Wann?"]
    assert event.registration_questions.first().choices == ["Rad", "Bahn"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("reserved_until", {"reserved_for_city": "5"}),
        ("offer_hours", {"offer_hours": "0"}),
        ("opens_at", {"opens_at": "2030-01-02T10:00", "closes_at": "2030-01-01T10:00"}),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(planner, field, values):
    event = make.meeting()
    page = save(planner, event, **part("registration_terms", 0, **values))
    assert page.status_code == 200
    assert f"registration_terms-0-{field}" in faults(page) or "registration_terms-0-closes_at" in faults(page)


def test_more_places_move_people_up_at_once_and_fewer_throw_nobody_out(planner):
    event = make.meeting(1)
    make.registration(event)
    waiting = make.registration(event, state="waiting")
    save(planner, event, capacity="2")
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"
    save(planner, event, capacity="1")
    assert event.registrations.holding_a_place().count() == 2


def test_a_copy_asks_the_same_and_is_not_open(planner):
    event = make.meeting(moving_up="offer")
    make.registration_question(event, label="Womit?")
    copy = copy_event(event)
    assert (copy.registration_terms.is_offered, copy.registration_terms.moving_up) == (False, "offer")
    assert [each.label for each in copy.registration_questions.all()] == ["Womit?"]


def test_an_event_for_which_people_are_registered_is_not_deleted_from_under_them(planner):
    event = make.meeting()
    make.registration(event)
    event.withdraw()
    answer = planner.post(f"/en/verwaltung/events/event/{event.pk}/delete/", {"post": "yes"}, follow=True)
    assert "People are registered for it. Cancel it, and they can be told." in answer.text
    assert event.registrations.count() == 1
    event.registrations.all().delete()
    planner.post(f"/en/verwaltung/events/event/{event.pk}/delete/", {"post": "yes"})
    assert not type(event).objects.filter(pk=event.pk).exists()
