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


def test_an_unknown_address_gets_the_same_answer_and_no_mail(visitor, planner_user):
    known = visitor.post("/konto/login/", {"login": planner_user.email})
    unknown = visitor.post("/konto/login/", {"login": "niemand@example.org"})
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert all(message.to == [planner_user.email] for message in mail.outbox)


def test_too_many_tries_get_a_page_of_our_own_in_both_languages(planner_user):
    answers = [Client().post("/konto/login/", {"login": planner_user.email}) for _try in range(40)]
    refused = next(answer for answer in answers if answer.status_code == 429)
    text = words(refused)
    assert "Zu viele Versuche" in text
    assert "Too many attempts" in text
