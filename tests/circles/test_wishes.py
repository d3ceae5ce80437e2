"""Wishes for circles, on the page behind one's personal link."""

import pytest
from django.test import Client
from django.utils import timezone

from circles.models import Seat, SeatingTerms, Wish
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """An event to come with three circles: Energie, Verkehr, Wasser."""
    event = make.meeting()
    for place, title in enumerate(["Energie", "Verkehr", "Wasser"]):
        make.circle(event, title=title, position=place)
    return event


@pytest.fixture
def gerda(meeting):
    return make.registration(meeting, name="Gerda Garten")


def own_page(registration):
    return f"/anmeldung/{registration.token}/"


def wish(registration, *circles, browser=None):
    """Fill in the form with titles of circles, the first wish first, "" for none."""
    keys = {str(circle): circle.pk for circle in registration.event.circles.all()}
    data = {f"wish_{place}": keys.get(title, title) for place, title in enumerate(circles, start=1)}
    return (browser or Client()).post(f"{own_page(registration)}wuensche/", data, follow=True)


def wishes(registration):
    return [(each.rank, str(each.circle)) for each in registration.wishes.select_related("circle")]


def test_somebody_with_a_place_says_what_they_wish_and_changes_it(gerda):
    assert "Kreise auswählen" in Client().get(own_page(gerda)).content.decode()
    page = wish(gerda, "Wasser", "Energie")
    assert "Die Wünsche sind gespeichert" in page.content.decode()
    assert wishes(gerda) == [(1, "Wasser"), (2, "Energie")]
    wish(gerda, "Energie", "Verkehr", "Wasser")
    assert wishes(gerda) == [(1, "Energie"), (2, "Verkehr"), (3, "Wasser")]
    form = Client().get(f"{own_page(gerda)}wuensche/").content.decode()
    assert form.count("selected") == 3


def test_what_is_left_empty_in_between_closes_up(gerda):
    wish(gerda, "", "Wasser", "")
    assert wishes(gerda) == [(1, "Wasser")]


def test_a_circle_named_twice_is_told_at_its_place_and_nothing_is_lost(gerda):
    wish(gerda, "Energie")
    page = wish(gerda, "Wasser", "Wasser", "Verkehr").content.decode()
    assert "Dieser Kreis ist schon ein Wunsch" in page
    assert page.count("selected") == 3
    assert wishes(gerda) == [(1, "Energie")]


def test_a_circle_of_another_event_or_a_draft_cannot_be_wished_for(gerda):
    other = make.circle(make.meeting(), title="Anderswo")
    draft = make.circle(gerda.event, title="Entwurf", published_at=None)
    closed = make.circle(gerda.event, title="Voll", most_people=0)
    for circle in (other, draft, closed):
        assert "Anderswo" not in wish(gerda, f"{circle.pk}").content.decode()
    assert not Wish.objects.exists()
    form = Client().get(f"{own_page(gerda)}wuensche/").content.decode()
    assert "Energie" in form
    assert not [title for title in ("Anderswo", "Entwurf", "Voll") if title in form]


def test_once_the_team_has_closed_them_wishes_are_shown_but_stay(gerda):
    wish(gerda, "Energie")
    SeatingTerms.objects.create(event=gerda.event, wishes_closed_at=timezone.now())
    page = wish(gerda, "Wasser").content.decode()
    assert "lassen sich nicht mehr ändern" in page
    assert "Energie" in page
    assert "wuensche/" not in page
    assert wishes(gerda) == [(1, "Energie")]


@pytest.mark.parametrize("state", ["unconfirmed", "cancelled"])
def test_who_has_not_confirmed_or_has_cancelled_has_no_wishes(meeting, state):
    gerda = make.registration(meeting, state=state)
    assert "wuensche/" not in Client().get(own_page(gerda)).content.decode()
    wish(gerda, "Energie")
    assert not Wish.objects.exists()


def test_who_waits_has_wishes_too(meeting):
    gerda = make.registration(meeting, state="waiting")
    wish(gerda, "Verkehr")
    assert "sobald ein Platz frei wird" in Client().get(own_page(gerda)).content.decode()
    assert wishes(gerda) == [(1, "Verkehr")]


def test_an_event_with_one_circle_asks_for_nothing():
    event = make.meeting()
    make.circle(event)
    gerda = make.registration(event)
    assert "wuensche/" not in Client().get(own_page(gerda)).content.decode()
    assert Client().get(f"{own_page(gerda)}wuensche/").status_code == 302


def test_a_seat_is_shown_with_its_reason_once_it_is_announced(gerda):
    seat = Seat.objects.create(
        registration=gerda,
        circle=gerda.event.circles.get(title="Verkehr"),
        why="wish",
        rank=2,
        refused=["full"],
    )
    wish(gerda, "Wasser", "Verkehr")
    assert "der erste war voll" not in Client().get(own_page(gerda)).content.decode()
    Seat.objects.filter(pk=seat.pk).update(released_at=timezone.now())
    page = Client().get(own_page(gerda)).content.decode()
    assert "Zweiter Wunsch; der erste war voll" in page
    assert "Wasser" not in page
    wish(gerda, "Energie")
    assert wishes(gerda) == [(1, "Wasser"), (2, "Verkehr")]


def test_saving_wishes_costs_the_same_for_one_and_for_three(gerda, django_assert_num_queries):
    keys = list(gerda.event.circles.values_list("pk", flat=True))
    Client().get(own_page(gerda))  # what a process remembers is asked for once
    for chosen in (keys[:1], keys):
        data = {f"wish_{place}": key for place, key in enumerate(chosen, start=1)}
        with django_assert_num_queries(15):
            Client().post(f"{own_page(gerda)}wuensche/", data)
