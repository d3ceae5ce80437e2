"""The outbox in the admin: what waits, what failed and why, and whether mails arrive at all."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from klimakreise.jobs.models import Worker
from klimakreise.mailing.models import Message
from klimakreise.mailing.outbox import queue
from klimakreise.mailing.registry import labels, writers
from klimakreise.publishing.audit import AuditRecord
from tests.pages import words

pytestmark = pytest.mark.django_db
OUTBOX = "/verwaltung/mailing/message/"


def failed(name, fault="refused", code=550):
    return Message.objects.create(
        kind="mailing/test", recipient=f"{name}@example.org", key=f"test-{name}", language="de", state="failed",
        fault=fault, smtp_code=code, attempts=1, message_id=f"<{name}@example.org>", settled_at=timezone.now(),
    )  # fmt: skip


def retries(planner, *rows):
    return planner.post(
        OUTBOX, {"action": "retry_selected", "_selected_action": [row.pk for row in rows]}, follow=True
    )


def test_the_outbox_says_what_failed_and_why_and_hides_the_address_of_what_has_gone(planner):
    failed("mira")
    queue("mailing/test", to="jonas@example.org", key="test-jonas")
    text = words(planner.get(OUTBOX))
    assert "1 E-Mail ist gescheitert." in text
    assert (
        "Testmail mira@example.org gescheitert Der Mailserver sagt, dass es diese Adresse nicht gibt. (550) 1"
        in text
    )
    assert "Testmail - gesendet" in text
    assert "jonas@example.org" not in text


def test_every_kind_of_mail_has_a_name_for_the_planning_team():
    assert set(writers) - set(labels) == set()


def test_what_has_failed_is_sent_again_when_a_planner_asks_for_it(planner, planner_user):
    mira, jonas = failed("mira"), failed("jonas")
    assert "Für 1 E-Mail beginnt ein neuer Versuch." in words(retries(planner, mira))
    assert [sent.to for sent in mail.outbox] == [["mira@example.org"]]
    states = {row.pk: row.state for row in Message.objects.all()}
    assert states == {mira.pk: "sent", jonas.pk: "failed"}
    record = AuditRecord.objects.filter(act="retried").get()
    assert (record.kind, record.detail, record.actor) == ("mailing.message", "1", planner_user.pk)


def test_what_was_sent_is_not_sent_again(planner):
    queue("mailing/test", to="jonas@example.org", key="test-jonas")
    assert "Für 0 E-Mails" in words(retries(planner, Message.objects.get()))
    assert len(mail.outbox) == 1
    assert not AuditRecord.objects.filter(act="retried").exists()


def test_a_planner_sends_a_test_mail_to_herself(planner, planner_user):
    text = words(planner.post(f"{OUTBOX}test/", follow=True))
    assert "Die Testmail an planung@example.org ist unterwegs." in text
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([planner_user.email], "Testmail")


def test_a_test_mail_is_asked_for_by_a_button_and_by_the_planning_team_only(planner, city, visitor):
    assert planner.get(f"{OUTBOX}test/").status_code == 405
    for other in (city, visitor):
        assert other.post(f"{OUTBOX}test/").status_code == 302
    assert mail.outbox == []


def test_the_mails_of_a_long_outbox_cost_no_query_each(planner, django_assert_num_queries):
    planner.get("/verwaltung/")  # the first page is noted in the audit
    numbers = []
    for names in (["mira"], ["jonas", "karla"]):
        for name in names:
            failed(name)
        with django_assert_num_queries(8):
            planner.get(OUTBOX)
        numbers.append(Message.objects.count())
    assert numbers == [1, 3]


def test_the_front_page_says_that_no_worker_was_seen_and_how_many_mails_wait_for_one(planner):
    Message.objects.create(
        kind="mailing/test",
        recipient="mira@example.org",
        key="test-1",
        language="de",
        message_id="<1@example.org>",
    )
    text = words(planner.get("/verwaltung/"))
    assert "Seit fünf Minuten war kein Hintergrunddienst zu sehen" in text
    assert "1 E-Mail wartet." in text


def test_the_front_page_is_silent_when_all_is_well(planner):
    now = timezone.now()
    Worker.objects.create(pk="worker-1", seen_at=now, alive_until=now + datetime.timedelta(seconds=30))
    assert "Hintergrunddienst" not in words(planner.get("/verwaltung/"))
