"""Somebody of the city is invited to an office, joins by the link, and leaves."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from klimakreise.accounts import joining, leaving
from klimakreise.accounts.models import CityInvitation, User
from tests import make
from tests.accounts.factors import set_up_app
from tests.accounts.letters import letters
from tests.conftest import logged_in
from tests.pages import words
from tests.typed import faults, typed

pytestmark = pytest.mark.django_db

ADD, LIST = "/verwaltung/accounts/cityinvitation/add/", "/verwaltung/accounts/cityinvitation/"
PEOPLE = "/verwaltung/accounts/cityperson/"


@pytest.fixture
def invitation(office, planner_user):
    invitation = CityInvitation(email="neu@stadt.example", department=office, invited_by=planner_user)
    joining.send(invitation)
    return invitation


def link():
    """The path of the link in the newest mail."""
    return re.search(r"/konto/einladung/\S+/", letters()[-1].body)[0]


def act(browser, action, rows, **more):
    page = PEOPLE if action == "leave" else LIST
    data = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return browser.post(f"{page}?standing=all" if action != "leave" else page, data, follow=True)


def test_a_planner_invites_and_the_mail_brings_a_link(planner, office):
    form = planner.get(ADD)
    new = typed(form, email="Neu@Stadt.example", name="Nora Neu", department=str(office.pk))
    assert "1 Einladung ist unterwegs." in planner.post(ADD, new, follow=True).text
    invitation = CityInvitation.objects.get()
    assert (invitation.email, invitation.invited_by.name) == ("neu@stadt.example", "Petra Planung")
    (letter,) = letters()
    assert letter.to == ["neu@stadt.example"]
    assert "Umweltamt" in letter.subject
    assert "Petra Planung" in letter.body
    assert Client().get(link()).status_code == 200


def test_the_same_address_is_invited_to_an_office_once(planner, invitation):
    page = planner.post(
        ADD, typed(planner.get(ADD), email="NEU@stadt.example", department=str(invitation.department_id))
    )
    assert list(faults(page).values()) == [["Diese Adresse ist für dieses Amt schon eingeladen."]]
    assert len(letters()) == 1


def test_opening_the_link_changes_nothing_and_the_button_makes_the_account(visitor, invitation):
    page = visitor.get(link())
    assert "Umweltamt" in words(page)
    assert "no-store" in page["Cache-Control"]
    assert not User.objects.filter(email="neu@stadt.example").exists()
    assert visitor.post(link(), {"name": "Nora Neu"})["Location"] == "/konto/"
    person = User.objects.get(email="neu@stadt.example")
    assert (person.name, person.department, person.department_since) == (
        "Nora Neu", invitation.department, timezone.localdate(),
    )  # fmt: skip
    assert "Umweltamt" in words(visitor.get("/konto/"))
    assert person.emailaddress_set.get().verified


def test_a_link_works_once(visitor, invitation):
    visitor.post(link(), {"name": "Nora Neu"})
    other = Client()
    for page in (other.get(link()), other.post(link(), {"name": "Noch eine"})):
        assert page.status_code == 410
        assert "schon angenommen" in words(page)
    assert other.get("/konto/").status_code == 302
    assert User.objects.get(email="neu@stadt.example").name == "Nora Neu"


def test_a_link_is_too_old_after_fourteen_days(visitor, invitation):
    CityInvitation.objects.update(valid_until=timezone.now() - datetime.timedelta(seconds=1))
    page = visitor.post(link(), {"name": "Nora Neu"})
    assert page.status_code == 410
    assert "14 Tage" in words(page)
    assert not User.objects.filter(email="neu@stadt.example").exists()


def test_a_withdrawn_one_is_worth_nothing_until_somebody_is_invited_anew(planner, visitor, invitation):
    assert "1 Einladung ist zurückgezogen" in act(planner, "withdraw", [invitation]).content.decode()
    assert "zurückgezogen" in words(visitor.post(link(), {"name": "Nora Neu"}))
    assert not User.objects.filter(email="neu@stadt.example").exists()
    planner.post(
        ADD, typed(planner.get(ADD), email="neu@stadt.example", department=str(invitation.department_id))
    )
    assert visitor.get(link()).status_code == 200


def test_one_that_is_too_old_can_be_sent_again(planner, visitor, invitation):
    CityInvitation.objects.update(valid_until=timezone.now() - datetime.timedelta(days=1))
    old = link()
    act(planner, "send_again", [invitation])
    assert len(letters()) == 2
    assert visitor.get(link()).status_code == 200
    assert old == link()


def test_what_was_accepted_is_neither_sent_again_nor_withdrawn(planner, visitor, invitation):
    visitor.post(link(), {"name": "Nora Neu"})
    act(planner, "send_again", [invitation])
    act(planner, "withdraw", [invitation])
    invitation.refresh_from_db()
    assert len(letters()) == 1
    assert invitation.withdrawn_at is None


def test_a_made_up_or_changed_link_is_not_found(visitor, invitation):
    for token in ("x", "MQ:abc", link().split("/")[3][:-1] + "x", "%00"):
        assert visitor.get(f"/konto/einladung/{token}/").status_code == 404


def test_somebody_with_an_account_joins_with_it(invitation):
    person = make.person(email="neu@stadt.example", name="Nora Neu")
    browser = logged_in(person)
    assert "Nora Neu" in browser.get(link()).content.decode()
    browser.post(link(), {"name": "Nora Neu"})
    person.refresh_from_db()
    assert person.department == invitation.department
    assert User.objects.filter(email="neu@stadt.example").count() == 1


def test_somebody_else_who_is_logged_in_is_told_whose_it_is_and_gets_on_by_logging_out(
    participant, invitation
):
    for page in (participant.get(link()), participant.post(link(), {"name": "Nora Neu"})):
        assert page.status_code == 403
        assert "Sie ging an neu@stadt.example. Hier ist mira@example.org angemeldet." in words(page)
    assert not CityInvitation.objects.exclude(accepted_at=None).exists()
    assert participant.post("/konto/logout/", {"next": link()})["Location"] == link()
    participant.post(link(), {"name": "Nora Neu"})
    assert "neu@stadt.example" in words(participant.get("/konto/"))
    assert User.objects.get(email="mira@example.org").department is None


def test_the_link_does_not_replace_a_second_factor(visitor, invitation):
    set_up_app(make.person(email="neu@stadt.example"))
    assert visitor.post(link(), {"name": "Nora Neu"})["Location"] == "/konto/zweiter-faktor/authenticate/"
    assert visitor.get("/konto/").status_code == 302


def test_who_leaves_is_outside_at_once_and_the_account_is_closed(planner, city, office):
    krause = User.objects.get(email="krause@stadt.example")
    assert city.get("/konto/").status_code == 200
    page = act(planner, "leave", [krause])
    assert "Was sie gesagt haben, bleibt" in page.content.decode()
    assert city.get("/konto/").status_code == 200  # nothing has happened yet
    act(planner, "leave", [krause], confirmed="1")
    assert city.get("/konto/").status_code == 302
    krause.refresh_from_db()
    assert (krause.is_active, krause.department, krause.is_city) == (False, None, False)
    assert "krause" not in planner.get(PEOPLE).content.decode()


def test_leaving_ends_what_somebody_did_for_a_group_and_a_circle(speaker):
    jonas = User.objects.get(email="jonas@example.org")
    make.circle(make.event()).facilitators.create(user=jonas)
    leaving.close(jonas)
    assert not jonas.memberships.exists()
    assert not jonas.facilitates.exists()


def test_a_planner_does_not_close_the_account_of_another(planner, office):
    boss = make.person(email="boss@stadt.example", name="Bea Boss", department=office, is_superuser=True)
    page = act(planner, "leave", [boss], confirmed="1")
    assert "Bea Boss: gehört zum Planungsteam" in page.content.decode()
    boss.refresh_from_db()
    assert boss.is_active
    with pytest.raises(ValueError, match="technical administration"):
        leaving.close(boss)


def test_somebody_who_left_can_be_invited_again(planner, visitor, city, office):
    krause = User.objects.get(email="krause@stadt.example")
    leaving.close(krause)
    joining.send(CityInvitation(email=krause.email, department=office))
    visitor.post(link(), {"name": "Karla Krause"})
    krause.refresh_from_db()
    assert krause.is_city


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_take_as_many_queries_for_three_as_for_one(
    planner, office, planner_user, django_assert_num_queries, count
):
    for number in range(count):
        make.person(department=office)
        joining.send(
            CityInvitation(email=f"n{number}@stadt.example", department=office, invited_by=planner_user)
        )
    planner.get("/verwaltung/site/page/")
    with django_assert_num_queries(7):
        planner.get(LIST)
    with django_assert_num_queries(8):
        planner.get(PEOPLE)
