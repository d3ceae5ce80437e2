"""The people of an office are told by mail what is addressed to it; authors are told of replies."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from klimakreise.accounts.models import User
from klimakreise.dialogue.assigning import assign
from klimakreise.dialogue.jobs import tell
from klimakreise.dialogue.models import Comment, NoReplyMail
from tests import make
from tests.conftest import logged_in
from tests.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def krause(office):
    return make.person(email="krause@stadt.example", name="Karla Krause", department=office)


def told():
    """Run the job, and return the mails that it caused as (to, subject)."""
    mail.outbox.clear()
    tell.func()
    return sorted((each.to[0], each.subject) for each in mail.outbox)


def test_many_things_at_once_are_one_mail_to_each_person_and_none_twice(krause, circle, office):
    make.person(email="klein@stadt.example", department=office)
    for number in range(3):
        make.result(circle, text=f"Ergebnis {number}.", responsible_department=office)
    make.measure(title="Radweg", department=office)
    assert told() == [
        ("klein@stadt.example", "Umweltamt: 4 neue Vorgänge"),
        ("krause@stadt.example", "Umweltamt: 4 neue Vorgänge"),
    ]
    body = mail.outbox[0].body
    assert "Ergebnis 2." in body
    assert "/massnahmen/" in body
    assert "/stadt/" in body
    assert told() == []


@pytest.mark.parametrize("hidden", ["result", "circle", "event"])
def test_a_draft_is_not_told_until_it_is_out(krause, asked, hidden):
    thing = {"result": asked, "circle": asked.circle, "event": asked.circle.event}[hidden]
    thing.withdraw()
    assert told() == []
    thing.publish()
    assert [to for to, _subject in told()] == ["krause@stadt.example"]
    thing.withdraw()
    thing.publish()
    assert told() == []


def test_what_was_scheduled_is_told_when_it_appears_by_itself(krause, asked):
    asked.publish(timezone.now() + datetime.timedelta(hours=2))
    assert told() == []
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=3)):
        assert len(told()) == 1


def test_what_has_an_answer_is_not_told(krause, asked):
    make.statement(result=asked)
    assert told() == []


def test_what_is_passed_on_is_told_to_the_other_office_and_again_when_it_comes_back(krause, circle, office):
    building = make.department(name="Bauamt")
    make.person(email="bauer@stadt.example", department=building)
    result = make.result(circle)
    assert told() == []
    assign(result, office, krause)
    assert told() == [("krause@stadt.example", "Umweltamt: 1 neuer Vorgang")]
    assign(result, building, krause)
    assert told() == [("bauer@stadt.example", "Bauamt: 1 neuer Vorgang")]
    assign(result, office, krause)
    assert told() == [("krause@stadt.example", "Umweltamt: 1 neuer Vorgang")]


def test_an_office_without_people_is_told_when_somebody_comes(asked, office):
    assert told() == []
    make.person(email="neu@stadt.example", department=office)
    make.person(email="weg@stadt.example", department=office, is_active=False)
    assert told() == [("neu@stadt.example", "Umweltamt: 1 neuer Vorgang")]


def test_comments_on_what_is_addressed_to_an_office_are_told_to_it_grouped(krause, asked, circle, office):
    told()
    for number in range(2):
        make.comment(result=asked, text=f"Anmerkung {number}.", author=make.person(name="Mira"))
    make.comment(result=asked, state="waiting", text="Wartet.")
    make.comment(result=asked, department=office, text="Vom Amt selbst.")
    make.comment(result=make.result(circle), text="Anderswo.")
    assert told() == [("krause@stadt.example", "Umweltamt: 2 neue Vorgänge")]
    body = mail.outbox[0].body
    assert "Mira: " in body
    assert "Anmerkung" not in body
    assert told() == []
    Comment.objects.filter(state="waiting").update(state="shown", shown_at=timezone.now())
    assert len(told()) == 1


def test_whoever_was_replied_to_is_told_but_not_of_their_own_reply(circle):
    mira = make.person(email="mira@example.org")
    result = make.result(circle)
    first = make.comment(result=result, author=mira)
    make.comment(result=result, author=mira, parent=first)
    assert told() == []
    reply = make.comment(result=result, author=make.person(name="Jonas"), parent=first, text="Doch.")
    ((to, _subject),) = told()
    assert to == "mira@example.org"
    assert "Jonas" in mail.outbox[0].body
    assert f"/kommentare/{reply.pk}/" in mail.outbox[0].body
    assert told() == []


@pytest.mark.parametrize("state", ["waiting", "hidden"])
def test_nobody_is_told_of_a_reply_that_is_not_shown(circle, state):
    first = make.comment(result=make.result(circle), author=make.person())
    more = {"hidden_reason": "Beleidigung"} if state == "hidden" else {}
    make.comment(result=first.result, parent=first, state=state, **more)
    assert told() == []


def test_the_link_in_the_mail_asks_and_its_button_stops_such_mails(visitor, circle):
    mira = make.person(email="mira@example.org")
    first = make.comment(result=make.result(circle), author=mira)
    make.comment(result=first.result, parent=first)
    told()
    stop = next(word for word in mail.outbox[0].body.split() if "/keine-mails/" in word).strip("<>()")
    address = stop[stop.index("/kommentare/") :]
    page = visitor.get(address)
    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]
    assert not NoReplyMail.objects.exists()
    assert "Es kommen keine Mails mehr" in words(visitor.post(address, follow=True))
    assert NoReplyMail.objects.get().user == mira
    make.comment(result=first.result, parent=first, text="Noch eine.")
    assert told() == []
    visitor.post(address, {"again": "yes"})
    make.comment(result=first.result, parent=first, text="Und noch eine.")
    assert len(told()) == 1


def test_a_forged_link_is_not_found(visitor, db):
    for token in ("abc", "1:abc", "Mg:1abc:xyz"):
        assert visitor.get(f"/kommentare/keine-mails/{token}/").status_code == 404
        assert visitor.post(f"/kommentare/keine-mails/{token}/").status_code == 404
    assert not NoReplyMail.objects.exists()


def test_what_was_hidden_or_answered_before_the_mail_went_out_is_not_in_it(krause, asked, office):
    from klimakreise.dialogue.mails import notice, reply
    from klimakreise.dialogue.models import Notice

    first = make.comment(result=asked, author=make.person())
    answer = make.comment(result=asked, parent=first, author=make.person())
    told()
    found = Notice.objects.get()
    assert notice(found.pk)["context"]["count"] == 3
    make.statement(result=asked)
    Comment.objects.update(state="hidden", hidden_reason="Beleidigung")
    assert notice(found.pk) is None
    assert reply(answer.pk) is None


@pytest.mark.parametrize("count", [1, 3])
def test_looking_takes_as_many_queries_whatever_there_is_to_tell(
    krause, circle, office, django_assert_num_queries, count
):
    for _number in range(count):
        make.comment(result=make.result(circle, responsible_department=office))
    told()
    with django_assert_num_queries(8):
        tell.func()


def test_each_person_of_an_office_chooses_the_language_or_no_such_mail(krause, asked, office):
    city = logged_in(krause)
    make.person(email="klein@stadt.example", department=office)
    page = city.get("/konto/benachrichtigungen/")
    assert "Was zum Anmelden nötig ist, und Einladungen kommen immer" in words(page)
    city.post("/konto/benachrichtigungen/", {"language": "en", "office": "on", "replies": "on"})
    assert told() == [
        ("klein@stadt.example", "Umweltamt: 1 neuer Vorgang"),
        ("krause@stadt.example", "1 new thing for Umweltamt"),
    ]
    assert "/en/konto/benachrichtigungen/" in mail.outbox[1].body + mail.outbox[0].body
    city.post("/konto/benachrichtigungen/", {"language": "en", "replies": "on"})
    make.result(asked.circle, responsible_department=office)
    assert [to for to, _subject in told()] == ["klein@stadt.example"]
    city.post("/konto/benachrichtigungen/", {"language": "de", "office": "on", "replies": "on"})
    make.result(asked.circle, responsible_department=office)
    assert len(told()) == 2
    assert not NoReplyMail.objects.exists()


def test_somebody_who_wants_no_mails_still_gets_the_code_to_log_in(visitor, krause):
    logged_in(krause).post("/konto/benachrichtigungen/", {"language": "de"})
    mail.outbox.clear()
    krause.emailaddress_set.create(email=krause.email, verified=True, primary=True)
    visitor.post("/konto/login/", {"login": krause.email})
    assert [letter.to for letter in mail.outbox] == [["krause@stadt.example"]]


def test_replies_come_in_the_language_of_the_author_or_not_at_all(participant, circle):
    mira = User.objects.get(email="mira@example.org")
    page = participant.get("/en/konto/benachrichtigungen/")
    assert "Replies to my comments" in words(page)
    assert "department" not in words(page)
    participant.post("/konto/benachrichtigungen/", {"language": "en", "replies": "on"})
    first = make.comment(result=make.result(circle), author=mira)
    make.comment(result=first.result, author=make.person(name="Jonas"), parent=first)
    told()
    assert "Jonas has replied to your comment" in mail.outbox[0].body
    participant.post("/konto/benachrichtigungen/", {"language": "en"})
    make.comment(result=first.result, author=make.person(), parent=first)
    assert told() == []


@pytest.mark.parametrize("fields", [{"language": ""}, {"language": "xx"}])
def test_a_language_that_there_is_not_is_refused_and_nothing_changes(krause, fields):
    page = logged_in(krause).post("/konto/benachrichtigungen/", fields)
    assert "kern-error" in page.text
    krause.refresh_from_db()
    assert krause.language == "de"
    assert not NoReplyMail.objects.exists()
