"""The outbox: what is queued goes out once, in its language, and nothing personal stays."""

import datetime
import re

import pytest
from django.core import mail

from klimakreise.mailing.models import Message
from klimakreise.mailing.outbox import queue, queue_many

pytestmark = pytest.mark.django_db
TITLE = "3. Klimakreis *laut* <b>& bunt</b> [Preis](https://boese.example)"


@pytest.fixture(autouse=True)
def invitation(kinds):
    """A kind of mail: the invitation to the event number 17; there is none to number 18."""
    address = "http://127.0.0.1:8000/veranstaltungen/3_klimakreis/"

    def write(about):
        return {"context": {"title": TITLE, "address": address}} if about == 17 else None

    kinds["tests/invitation"] = write


def invite(to="mira@example.org", **changes):
    queue(
        "tests/invitation", **{"to": to, "about": 17, "key": "invitation-17-1", "language": "de", **changes}
    )


def test_a_mail_goes_out_with_a_stable_name_and_says_that_a_machine_sent_it():
    invite()
    (sent,), row = mail.outbox, Message.objects.get()
    assert sent.to == ["mira@example.org"]
    assert sent.message()["Message-ID"] == row.message_id
    assert sent.message()["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[^@<>]+@127\.0\.0\.1>", row.message_id)


def test_the_plain_text_reads_as_it_was_meant():
    invite()
    assert mail.outbox[0].subject == f"Einladung: {TITLE}"
    text = mail.outbox[0].body
    assert text.startswith(
        f"Liebe Teilnehmer*innen, liebe Moderator*innen,\n\n{TITLE} beginnt um 18 Uhr.\n\n"
        "Zur Veranstaltung: http://127.0.0.1:8000/veranstaltungen/3_klimakreis/\n\n-- \n"
    )


def test_in_html_what_others_wrote_is_text_and_only_our_own_link_is_one():
    invite()
    (html,) = (each.content for each in mail.outbox[0].alternatives)
    assert "Teilnehmer*innen, liebe Moderator*innen" in html
    assert "*laut* &lt;b&gt;&amp; bunt&lt;/b&gt; [Preis](https://boese.example)" in html
    frame = html.partition("</table>")[0].partition("border-top:3px")[2]
    assert re.findall(r'<a href="([^"]+)"', frame.partition("</td>")[0]) == [
        "http://127.0.0.1:8000/veranstaltungen/3_klimakreis/"
    ]


def test_afterwards_neither_address_nor_secret_is_left():
    invite()
    row = Message.objects.get()
    assert (row.state, row.recipient, row.sealed, row.key, row.attempts) == (
        "sent",
        "",
        None,
        "invitation-17-1",
        1,
    )
    assert row.settled_at


def test_the_same_key_is_sent_once():
    invite()
    invite(to="jonas@example.org")
    assert [sent.to for sent in mail.outbox] == [["mira@example.org"]]


def test_what_has_lost_its_reason_is_dropped():
    invite(about=18)
    row = Message.objects.get()
    assert (mail.outbox, row.state, row.fault, row.recipient) == ([], "dropped", "pointless", "")


def test_many_are_queued_in_two_queries(django_assert_num_queries, settings):
    settings.TASKS = {
        "default": {**settings.TASKS["default"], "BACKEND": "klimakreise.jobs.backends.JobBackend"}
    }
    letters = [
        {"to": f"person-{n}@example.org", "about": 17, "key": f"invitation-17-{n}"} for n in range(300)
    ]
    with django_assert_num_queries(2):
        queue_many("tests/invitation", letters)
    assert Message.objects.waiting().count() == 300


def test_a_kind_that_nobody_writes_and_a_key_that_tells_who_it_is_are_refused():
    with pytest.raises(LookupError):
        queue("tests/unknown", to="mira@example.org", key="a")
    with pytest.raises(ValueError, match="key"):
        invite(key="invitation-mira@example.org")
    with pytest.raises(ValueError, match="address"):
        invite(to="")
    with pytest.raises(ValueError, match="expires"):
        invite(secret={"code": "ABCD-EFGH"})
    assert Message.objects.count() == 0


def test_a_context_with_a_row_of_the_database_is_refused_in_words(kinds, planner_user):
    kinds["tests/invitation"] = lambda about: {"context": {"title": planner_user, "address": ""}}
    invite()
    assert Message.objects.get().fault == "unwritten"


def test_a_secret_cannot_be_read_in_the_database_and_is_gone_when_it_is_old(kinds, settings, time_machine):
    settings.TASKS = {
        "default": {**settings.TASKS["default"], "BACKEND": "klimakreise.jobs.backends.JobBackend"}
    }
    kinds["tests/invitation"] = lambda about, code: {"context": {"title": code, "address": "x"}}
    invite(secret={"code": "ABCD-EFGH"}, expires=datetime.timedelta(minutes=15))
    row = Message.objects.get()
    assert b"ABCD" not in bytes(row.sealed)
    from klimakreise.mailing.delivery import Delivery

    time_machine.move_to(row.queued_at + datetime.timedelta(minutes=15))
    Delivery("worker").run()
    row.refresh_from_db()
    assert (mail.outbox, row.state, row.fault, row.sealed) == ([], "dropped", "expired", None)
