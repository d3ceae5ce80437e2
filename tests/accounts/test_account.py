"""Mein Konto: one's own name, address, sessions, and the end of it."""

import pytest
from django.test import Client

from klimakreise.accounts.models import User
from tests.accounts.letters import letters, newest_code
from tests.conftest import logged_in
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def mira(participant):
    """Mira, with the address that she has confirmed; `participant` is her browser."""
    person = User.objects.get(email="mira@example.org")
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def confirm(browser, page):
    """Ask for `page`, confirm by the code sent by mail that it is oneself, and return where that leads."""
    asked = browser.get(page)
    assert asked["Location"].startswith("/konto/bestaetigen/code/")
    browser.post(asked["Location"], {"recipient": "mira@example.org", "next": page})
    return browser.post("/konto/bestaetigen/code/eingeben/", {"code": newest_code(), "next": page})


def test_it_shows_who_one_is(speaker, city, planner):
    assert "Radverein (" in words(speaker.get("/konto/"))
    assert "Umweltamt (" in words(city.get("/konto/"))
    assert "Planungsteam" in words(planner.get("/konto/"))
    assert "Radverein" not in words(city.get("/konto/"))


def test_the_name_can_be_changed_and_is_one_line(participant, mira):
    participant.post("/konto/", {"name": " Mira\n  M. \u202eretsuM "})
    mira.refresh_from_db()
    assert mira.name == "Mira M. retsuM"


def test_an_empty_name_is_refused_and_changes_nothing(participant, mira):
    page = participant.post("/konto/", {"name": "  "})
    assert "Dieses Feld ist zwingend erforderlich" in words(page)
    mira.refresh_from_db()
    assert mira.name == "Mira Muster"


def test_the_address_changes_when_the_code_sent_to_the_new_one_is_typed(participant, mira):
    confirm(participant, "/konto/loeschen/")
    asked = participant.post("/konto/e-mail/", {"email": "neu@example.org", "action_add": "1"})
    assert asked["Location"] == "/konto/e-mail/code/"
    mira.refresh_from_db()
    assert mira.email == "mira@example.org"
    assert letters()[-1].to == ["neu@example.org"]
    participant.post("/konto/e-mail/code/", {"code": newest_code()})
    mira.refresh_from_db()
    assert mira.email == "neu@example.org"
    assert [row.email for row in mira.emailaddress_set.all()] == ["neu@example.org"]
    assert letters()[-1].to == ["mira@example.org"]  # the old address hears of it


def test_the_address_of_somebody_else_cannot_be_taken_and_is_not_given_away(participant, mira, planner_user):
    confirm(participant, "/konto/loeschen/")
    asked = participant.post("/konto/e-mail/", {"email": planner_user.email, "action_add": "1"})
    assert asked["Location"] == "/konto/e-mail/code/"
    assert letters()[-1].to == [planner_user.email]
    participant.post("/konto/e-mail/code/", {"code": "AAAA-AAAA"})
    mira.refresh_from_db()
    assert mira.email == "mira@example.org"


def test_changing_the_address_asks_once_more_who_it_is(participant, mira):
    answer = participant.post("/konto/e-mail/", {"email": "neu@example.org", "action_add": "1"})
    assert answer["Location"].startswith("/konto/bestaetigen/code/")


def test_all_sessions_are_listed_and_the_others_can_be_ended(visitor, mira):
    browsers = [
        Client(headers={"User-Agent": f"Mozilla/5.0 ({name}) Firefox/140.0"}) for name in ("Linux", "Android")
    ]
    for browser in browsers:
        browser.post("/konto/login/", {"login": mira.email})
        browser.post("/konto/login/code/confirm/", {"code": newest_code()})
    page = words(browsers[0].get("/konto/sitzungen/"))
    assert "Firefox, Linux" in page
    assert "Firefox, Android" in page
    browsers[0].post("/konto/sitzungen/")
    assert browsers[0].get("/konto/").status_code == 200
    assert browsers[1].get("/konto/").status_code == 302
    assert "Firefox, Android" not in words(browsers[0].get("/konto/sitzungen/"))


def test_the_account_is_deleted_after_a_page_that_says_what_stays(participant, mira):
    confirmed = confirm(participant, "/konto/loeschen/")
    page = words(participant.get(confirmed["Location"]))
    assert "Was geht" in page
    assert "Was bleibt" in page
    assert User.objects.filter(pk=mira.pk).exists()
    participant.post("/konto/loeschen/")
    assert not User.objects.filter(pk=mira.pk).exists()
    assert participant.get("/konto/").status_code == 302


def test_deleting_asks_once_more_who_it_is(participant, mira):
    assert participant.post("/konto/loeschen/").status_code == 302
    assert User.objects.filter(pk=mira.pk).exists()


def test_nothing_that_points_to_a_person_keeps_the_account_from_being_deleted():
    held = [
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in User._meta.related_objects
        if relation.on_delete and relation.on_delete.__name__ not in {"CASCADE", "SET_NULL"}
    ]
    assert held == []


def test_a_closed_account_says_so_only_to_who_reads_its_mailbox(visitor, mira):
    User.objects.filter(pk=mira.pk).update(is_active=False)
    assert logged_in(mira).get("/konto/").status_code == 302
    answer = visitor.post("/konto/login/", {"login": mira.email})
    assert answer["Location"] == "/konto/login/code/confirm/"
