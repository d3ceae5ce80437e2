"""The mail with the code for logging in."""

import re

from django.core import mail
from django.test import Client

from klimakreise.site.models import Identity
from tests.pages import words


def test_a_planner_is_sent_a_code_in_plain_german_and_logs_in_with_it(visitor, planner_user):
    Identity.objects.create(name="Klimakreise", tagline="Klimabündnis Musterstadt")
    planner_user.emailaddress_set.create(email=planner_user.email, verified=True, primary=True)
    visitor.post("/konto/login/", {"login": planner_user.email})
    (message,) = mail.outbox
    assert message.subject == "Ihr Code zum Anmelden"
    assert "15 Minuten" in message.body
    assert "localhost" not in message.body
    (code,) = re.findall(r"^    (\S+)$", message.body, re.MULTILINE)
    assert (
        visitor.post("/konto/login/code/confirm/", {"code": code.lower().replace("-", "")}).status_code == 302
    )
    assert visitor.get("/verwaltung/").status_code == 200


def test_an_unknown_address_gets_the_same_answer_and_a_mail_that_there_is_no_account(planner_user):
    browsers = {address: Client() for address in (planner_user.email, "niemand@example.org")}
    answers = [browser.post("/konto/login/", {"login": login}) for login, browser in browsers.items()]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, "/konto/login/code/confirm/")
    }
    pages = [
        words(browser.get("/konto/login/code/confirm/")).replace(login, "…")
        for login, browser in browsers.items()
    ]
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [[planner_user.email], ["niemand@example.org"]]
    assert mail.outbox[1].subject == "Zu dieser Adresse gibt es kein Konto"


def test_a_wrong_code_is_answered_alike_for_both(planner_user):
    said = set()
    for login in (planner_user.email, "niemand@example.org"):
        browser = Client()
        browser.post("/konto/login/", {"login": login})
        answers = [browser.post("/konto/login/code/confirm/", {"code": "AAAA-AAAA"}) for _try in range(3)]
        said.add((*(answer.status_code for answer in answers), words(answers[0]).replace(login, "…")))
    assert len(said) == 1


def test_another_address_can_be_tried_at_once(visitor, planner_user):
    visitor.post("/konto/login/", {"login": "tippfehler@example.org"})
    assert visitor.post("/konto/logout/", {"next": "/konto/login/"})["Location"] == "/konto/login/"
    visitor.post("/konto/login/", {"login": planner_user.email})
    assert mail.outbox[-1].to == [planner_user.email]


def test_too_many_tries_get_a_page_of_our_own_in_both_languages(planner_user):
    answers = [Client().post("/konto/login/", {"login": planner_user.email}) for _try in range(40)]
    refused = next(answer for answer in answers if answer.status_code == 429)
    text = words(refused)
    assert "Zu viele Versuche" in text
    assert "Too many attempts" in text
