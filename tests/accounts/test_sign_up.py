"""Somebody makes an account with an e-mail address and a code; there is no password."""

import datetime

import pytest
from django.test import Client

from klimakreise.accounts.models import User
from tests.accounts.letters import letters, newest_code
from tests.pages import words

SIGN_UP, CODE = "/konto/registrieren/", "/konto/login/code/confirm/"
NEW = {"name": "Nora Neu", "email": "Nora@Example.org", "website": ""}

pytestmark = pytest.mark.django_db


def test_an_account_is_made_with_a_name_an_address_and_the_code_sent_there(visitor):
    asked = visitor.post(SIGN_UP, NEW)
    assert asked["Location"] == CODE
    assert "nora@example.org" in words(visitor.get(CODE))
    assert letters()[-1].to == ["nora@example.org"]
    done = visitor.post(CODE, {"code": newest_code()})
    assert done["Location"] == "/konto/"
    assert "Nora Neu" in visitor.get("/konto/").content.decode()
    person = User.objects.get()
    assert (person.name, person.email, person.is_staff, person.has_usable_password()) == (
        "Nora Neu", "nora@example.org", False, False,
    )  # fmt: skip
    assert [(row.email, row.verified) for row in person.emailaddress_set.all()] == [
        ("nora@example.org", True)
    ]


def test_it_leads_on_to_where_somebody_wanted_to_go(visitor):
    visitor.post(f"{SIGN_UP}?next=/massnahmen/", {**NEW, "next": "/massnahmen/"})
    assert visitor.post(CODE, {"code": newest_code()})["Location"] == "/massnahmen/"


def test_it_leads_nowhere_else(visitor):
    visitor.post(SIGN_UP, {**NEW, "next": "https://elsewhere.example/"})
    assert visitor.post(CODE, {"code": newest_code()})["Location"] == "/konto/"


def test_three_wrong_codes_are_the_end_of_it(visitor):
    visitor.post(SIGN_UP, NEW)
    right = newest_code()
    page = visitor.post(CODE, {"code": "AAAA-AAAA"})
    assert "Der Code stimmt nicht" in words(page)
    for _try in range(2):
        visitor.post(CODE, {"code": "AAAA-AAAA"})
    visitor.post(CODE, {"code": right})
    assert visitor.get("/konto/").status_code == 302


def test_a_code_is_valid_for_fifteen_minutes(visitor, time_machine):
    time_machine.move_to(datetime.datetime(2026, 12, 1, 12, 0, tzinfo=datetime.UTC))
    visitor.post(SIGN_UP, NEW)
    code = newest_code()
    time_machine.shift(16 * 60)
    visitor.post(CODE, {"code": code})
    assert visitor.get("/konto/").status_code == 302


def test_a_robot_that_fills_in_everything_gets_no_account_and_no_mail(visitor):
    answer = visitor.post(SIGN_UP, {**NEW, "website": "https://spam.example/"})
    assert answer.status_code == 302
    assert not User.objects.exists()
    assert letters() == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "keine-adresse"}, "gültige E-Mail-Adresse"),
        ({"email": ""}, "Dieses Feld ist zwingend erforderlich"),
        ({"name": ""}, "Dieses Feld ist zwingend erforderlich"),
        ({"name": "\u202e \u200b"}, "Dieses Feld ist zwingend erforderlich"),
        ({"name": "x" * 151}, "höchstens 150 Zeichen"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(visitor, typed, said):
    page = visitor.post(SIGN_UP, {**NEW, **typed})
    assert page.status_code == 200
    assert said in words(page)
    kept = {**NEW, **typed}
    assert all(page.context["form"][name].value() == kept[name] for name in ("name", "email"))


def test_a_known_address_gets_the_same_page_and_a_mail_that_there_is_an_account(visitor, participant):
    known = visitor.post(SIGN_UP, {**NEW, "email": "mira@example.org"})
    page = visitor.get(CODE)
    other = Client()
    unknown = other.post(SIGN_UP, {**NEW, "email": "nova@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert words(page).replace("mira", "nova") == words(other.get(CODE))
    assert [letter.to for letter in letters()] == [["mira@example.org"], ["nova@example.org"]]
    assert User.objects.count() == 2
