"""The planning team's admin opens only after a second factor; who loses it has recovery codes, then the command."""

import io
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import CommandError, call_command
from django.test import Client

from klimakreise.publishing.audit import AuditRecord
from tests import make
from tests.accounts.factors import SECRET, code_of_the_app, set_up_app, shown
from tests.accounts.letters import newest_code
from tests.conftest import logged_in
from tests.pages import words

pytestmark = pytest.mark.django_db

HIDING = {"reason": "Werbung"}


@pytest.fixture(autouse=True)
def _asked_for(settings):
    settings.PLANNER_SECOND_FACTOR = True


def log_in(browser, user):
    """Log in with the code sent by mail; returns where that leads."""
    browser.post("/konto/login/", {"login": user.email})
    return browser.post("/konto/login/code/confirm/", {"code": newest_code()})["Location"]


def opens(browser, page="/verwaltung/"):
    return browser.get(page).status_code == 200


@pytest.mark.django_db(transaction=True)  # allauth tells of a new second factor after the commit
def test_a_planner_without_one_is_led_to_set_it_up_and_then_the_admin_opens(visitor, planner_user):
    planner_user.emailaddress_set.create(email=planner_user.email, verified=True, primary=True)
    log_in(visitor, planner_user)
    asked = visitor.get("/verwaltung/events/event/", follow=True)
    assert asked.redirect_chain[-1][0].startswith("/konto/zweiter-faktor/")
    assert "Die Verwaltung verlangt vom Planungsteam einen zweiten Faktor" in words(asked)
    again = visitor.get("/konto/zweiter-faktor/totp/activate/", follow=True)
    assert again.redirect_chain[-1][0].startswith("/konto/bestaetigen/code/")
    visitor.post(again.redirect_chain[-1][0], {"recipient": planner_user.email})
    visitor.post("/konto/bestaetigen/code/eingeben/", {"code": newest_code()})
    page = visitor.get("/konto/zweiter-faktor/totp/activate/")
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page.content.decode())[1]
    done = visitor.post(
        "/konto/zweiter-faktor/totp/activate/", {"code": code_of_the_app(secret)}, follow=True
    )
    assert len(re.findall(r"<code>\d{8}</code>", done.content.decode())) == 10
    assert "Weiter zur Verwaltung" in words(done)
    assert opens(visitor)


def test_a_wrong_code_at_the_set_up_is_said_at_its_place(planner_user):
    planner_user.emailaddress_set.create(email=planner_user.email, verified=True, primary=True)
    browser = logged_in(planner_user)
    browser.post("/konto/bestaetigen/code/", {"recipient": planner_user.email})
    browser.post("/konto/bestaetigen/code/eingeben/", {"code": newest_code()})
    page = browser.post("/konto/zweiter-faktor/totp/activate/", {"code": "000000"})
    assert "Der Code stimmt nicht" in words(page)
    assert not opens(browser)


def test_with_one_the_login_asks_for_it_and_the_admin_opens(visitor, planner_user):
    set_up_app(planner_user)
    assert log_in(visitor, planner_user) == "/konto/zweiter-faktor/authenticate/"
    assert not opens(visitor, "/konto/")
    assert "Der Code stimmt nicht" in words(
        visitor.post("/konto/zweiter-faktor/authenticate/", {"code": "000000"})
    )
    visitor.post("/konto/zweiter-faktor/authenticate/", {"code": code_of_the_app()})
    assert opens(visitor)


def test_five_wrong_codes_are_enough_from_wherever(planner_user):
    set_up_app(planner_user)
    for number in range(5):
        browser = Client(REMOTE_ADDR=f"192.0.2.{number}")
        if number < 3:  # a fourth code by mail within a minute is refused anyway
            log_in(browser, planner_user)
            kept = browser
        kept.post("/konto/zweiter-faktor/authenticate/", {"code": "000000"})
    page = kept.post("/konto/zweiter-faktor/authenticate/", {"code": code_of_the_app()})
    assert "Zu viele Versuche" in words(page)


def test_a_session_from_before_the_set_up_is_asked_and_led_on(planner_user):
    browser = logged_in(planner_user)
    set_up_app(planner_user)
    asked = browser.get("/verwaltung/events/event/", follow=True).redirect_chain[-1][0]
    assert asked == "/konto/zweiter-faktor/reauthenticate/?next=%2Fverwaltung%2Fevents%2Fevent%2F"
    answer = browser.post(asked, {"code": code_of_the_app(), "next": "/verwaltung/events/event/"})
    assert answer["Location"] == "/verwaltung/events/event/"
    assert opens(browser, "/verwaltung/events/event/")


def test_a_recovery_code_opens_the_admin_once(visitor, planner_user):
    set_up_app(planner_user)
    RecoveryCodes.activate(planner_user)
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    log_in(visitor, planner_user)
    visitor.post("/konto/zweiter-faktor/authenticate/", {"code": code})
    assert opens(visitor)
    other = Client()
    log_in(other, planner_user)
    other.post("/konto/zweiter-faktor/authenticate/", {"code": code})
    assert not opens(other)


def test_who_removes_it_is_outside_again(planner_user):
    browser = shown(planner_user)
    assert opens(browser)
    Authenticator.objects.all().delete()
    assert not opens(browser)


def test_the_mailbox_alone_does_not_remove_it(planner_user):
    set_up_app(planner_user)
    browser = logged_in(planner_user)
    asked = browser.get("/konto/zweiter-faktor/totp/deactivate/", follow=True).redirect_chain[-1][0]
    assert asked.startswith("/konto/zweiter-faktor/reauthenticate/")
    elsewhere = browser.get("/konto/bestaetigen/code/")
    assert elsewhere["Location"].startswith("/konto/zweiter-faktor/reauthenticate/")


def test_on_public_pages_a_planner_without_it_is_like_everybody_else_and_led_to_it(planner_user):
    event = make.event(title="Geheimtreffen", published_at=None)
    comment = make.comment(event=make.event())
    browser, hiding = logged_in(planner_user), f"/kommentare/{comment.pk}/ausblenden/"
    for refused in (
        browser.get(event.get_absolute_url()),
        browser.get("/stadt/"),
        browser.post(hiding, HIDING),
    ):
        assert refused.status_code == 404
        assert "Die Rechte des Planungsteams sind aus" in words(refused)
        assert "Geheimtreffen" not in refused.text
    assert "Ausblenden" not in words(browser.get(comment.get_absolute_url(), follow=True))
    assert "Planungsteam" in words(browser.get("/konto/"))
    set_up_app(planner_user)
    way = re.search(r'href="(/verwaltung/login/[^"]+)"', browser.get(event.get_absolute_url()).text)[1]
    asked = browser.get(way)["Location"]
    done = browser.post(asked, {"code": code_of_the_app(), "next": event.get_absolute_url()}, follow=True)
    assert "Geheimtreffen" in words(done)
    browser.post(hiding, HIDING)
    comment.refresh_from_db()
    assert comment.is_hidden


def test_it_is_asked_of_the_planning_team_only_where_the_setting_says_so(settings, planner_user):
    settings.PLANNER_SECOND_FACTOR = False
    event = make.event(title="Geheimtreffen", published_at=None)
    assert opens(logged_in(planner_user), event.get_absolute_url())


def test_somebody_without_a_role_is_refused_whatever_they_show(participant, planner_user):
    assert participant.get("/verwaltung/", follow=True).status_code == 403


def test_the_admin_has_no_login_of_its_own(visitor, planner_user):
    planner_user.set_password("geheim-geheim")
    planner_user.save()
    answer = visitor.post("/verwaltung/login/", {"username": planner_user.email, "password": "geheim-geheim"})
    assert answer["Location"].startswith("/konto/login/")
    assert visitor.get("/verwaltung/password_change/").status_code in {302, 404}
    assert not opens(shown(planner_user), "/verwaltung/password_change/")


@pytest.mark.parametrize("asked_for", [True, False])
def test_the_admin_says_when_it_is_off(settings, planner_user, asked_for):
    settings.PLANNER_SECOND_FACTOR = asked_for
    page = shown(planner_user).get("/verwaltung/").content.decode()
    assert ("Der zweite Faktor ist hier ausgeschaltet" in page) is not asked_for


def test_the_command_removes_what_was_lost_and_ends_all_sessions(planner_user):
    browser = shown(planner_user)
    said = io.StringIO()
    call_command("reset_second_factor", "Planung@Example.org", stdout=said)
    assert "planung@example.org: removed app." in said.getvalue()
    assert not Authenticator.objects.exists()
    assert browser.get("/konto/").status_code == 302
    record = AuditRecord.objects.latest("pk")
    assert (record.act, record.key, record.detail) == (
        "role",
        str(planner_user.pk),
        "zweiter Faktor entfernt",
    )


def test_the_command_names_an_address_that_it_does_not_know():
    with pytest.raises(CommandError, match=r"no account with the address “niemand@example\.org”"):
        call_command("reset_second_factor", "niemand@example.org")


def test_the_key_is_shown_to_nobody_else(planner_user, participant):
    set_up_app(planner_user)
    for page in ("", "totp/activate/", "recovery-codes/"):
        assert SECRET not in participant.get(f"/konto/zweiter-faktor/{page}", follow=True).content.decode()
