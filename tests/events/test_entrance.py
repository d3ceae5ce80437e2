"""At the entrance, on a phone: people are found by name, marked with one tap, and come in without having registered."""

import pytest
from django.utils import timezone

from events.entrance_codes import code_of, entrance_address, qr
from events.models import Registration
from klimakreise.mailing.registry import absolute
from klimakreise.publishing.models import AuditRecord
from tests import make
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make.meeting(places=2)


def page_of(event):
    return f"/en/verwaltung/events/event/{event.pk}/entrance/"


def tap(browser, event, **data):
    return words(browser.post(page_of(event), data, follow=True))


def test_one_tap_marks_somebody_another_takes_it_back(planner, event):
    gerda = make.registration(event, name="Gerda Garten")
    make.registration(event, name="Olaf Anders")
    assert "0 here, 2 expected" in words(planner.get(page_of(event)))
    page = tap(planner, event, here=gerda.pk)
    assert "1 here, 2 expected" in page
    assert "Gerda Garten: here" in page
    since = Registration.objects.get(pk=gerda.pk).arrived_at
    tap(planner, event, here=gerda.pk)
    assert Registration.objects.get(pk=gerda.pk).arrived_at == since
    page = tap(planner, event, undo=gerda.pk)
    assert "0 here, 2 expected" in page
    assert "Gerda Garten: not here" in page


def test_people_are_found_by_a_part_of_the_name(planner, event):
    make.registration(event, name="Gerda Garten")
    make.registration(event, name="Olaf Anders")
    page = words(planner.get(page_of(event), {"q": "gart"}))
    assert "Gerda" in page
    assert "Olaf" not in page
    assert "Nobody of this name" in words(planner.get(page_of(event), {"q": "Zoe"}))


def test_who_waits_is_shown_without_a_button_and_cannot_be_marked(planner, event):
    willi = make.registration(event, name="Willi Warter", state="waiting")
    assert "Willi Warter on the waiting list Give a place" in words(planner.get(page_of(event)))
    tap(planner, event, here=willi.pk)
    assert Registration.objects.get(pk=willi.pk).arrived_at is None


def test_a_name_is_enough_to_come_in_beyond_the_limit_with_the_tick(planner, event):
    page = tap(planner, event, walk_in="1", name="Spontane Susi")
    assert "Spontane Susi: here" in page
    assert "1 here, 1 expected" in page
    susi = Registration.objects.get()
    assert (susi.way, susi.email, susi.state) == ("walk_in", "", "confirmed")
    make.registration(event)
    page = tap(planner, event, walk_in="1", name="Noch Eine")
    assert "No place is free." in page
    tap(planner, event, walk_in="1", name="Noch Eine", beyond_limit="on")
    assert Registration.objects.get(name="Noch Eine").beyond_limit
    assert AuditRecord.objects.filter(act="beyond_limit").count() == 1
    assert "This field is required." in tap(planner, event, walk_in="1", name=" ")


@pytest.mark.parametrize("wrong", [{}, {"here": "0"}, {"here": "x"}, {"undo": "9" * 9}, {"here": "9" * 5000}])
def test_a_tap_on_nobody_is_not_found(planner, event, wrong):
    other = make.registration(make.meeting())
    assert planner.post(page_of(event), wrong).status_code == 404
    assert planner.post(page_of(event), {"here": other.pk}).status_code == 404
    assert Registration.objects.get().arrived_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_a_long_list_costs_no_more_queries(planner, event, count, django_assert_num_queries):
    for _number in range(count):
        make.registration(event, group=make.group(), sector="science")
    planner.get(page_of(event))
    with django_assert_num_queries(5):
        planner.get(page_of(event))


def test_only_the_planning_team_stands_at_the_entrance(city, participant, visitor, event):
    gerda = make.registration(event, name="Gerda Garten")
    for browser in (city, participant, visitor):
        assert "Gerda" not in browser.get(page_of(event), follow=True).text
        browser.post(page_of(event), {"here": gerda.pk})
    assert Registration.objects.get().arrived_at is None


def test_the_code_on_the_own_page_opens_the_person_for_the_team_only(planner, city, event, visitor):
    gerda = make.registration(event, name="Gerda Garten")
    assert "entrance-code" in visitor.get(gerda.get_absolute_url()).text
    address = entrance_address(gerda)
    address = f"/en{address[address.index('/verwaltung') :]}"
    assert "Gerda Garten Is here" in words(planner.get(address), "scanned")
    assert Registration.objects.get().arrived_at is None
    assert "Gerda" not in city.get(address, follow=True).text


def test_a_code_opens_neither_the_own_page_nor_another_event(planner, visitor, event):
    gerda = make.registration(event, name="Gerda Garten")
    assert code_of(gerda) != gerda.token
    assert visitor.get(f"/anmeldung/{code_of(gerda)}/").status_code == 404
    for code in (code_of(gerda), gerda.token, "x"):
        page = planner.get(page_of(make.meeting()), {"code": code})
        assert "This code is not one of this event." in words(page)


@pytest.mark.parametrize("state", ["waiting", "cancelled", "unconfirmed"])
def test_only_who_has_a_place_has_a_code(visitor, event, state):
    assert "entrance-code" not in visitor.get(make.registration(event, state=state).get_absolute_url()).text


def test_who_came_without_a_mail_gets_the_personal_link_off_the_screen(planner, visitor, event):
    tap(planner, event, walk_in="1", name="Spontane Susi")
    susi = Registration.objects.get()
    page = planner.get(page_of(event), {"code": code_of(susi)})
    assert "Personal page of Spontane Susi" in words(page, "scanned")
    assert qr(absolute(susi.get_absolute_url())) in page.text
    assert "Spontane Susi" in words(visitor.get(susi.get_absolute_url()))
    gerda = make.registration(
        event, name="Gerda Garten", email="gerda@example.org", arrived_at=timezone.now()
    )
    assert "Personal page" not in words(planner.get(page_of(event), {"code": code_of(gerda)}), "scanned")


def test_the_page_never_shows_the_personal_link_of_who_is_not_here(planner, event):
    susi = make.registration(event, name="Susi", email="", way="team")
    page = planner.get(page_of(event), {"code": code_of(susi)})
    assert qr(absolute(susi.get_absolute_url())) not in page.text
    tap(planner, event, here=susi.pk)
    assert qr(absolute(susi.get_absolute_url())) in planner.get(page_of(event), {"code": code_of(susi)}).text
