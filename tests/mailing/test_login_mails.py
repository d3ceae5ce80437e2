"""Codes go through the outbox: the page waits for no mail server, and nobody can read a code in the database."""

import json
import time

import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.core import mail
from django.core.serializers import serialize
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from klimakreise.accounts.mails import OURS
from klimakreise.jobs import running
from klimakreise.mailing.models import Message
from klimakreise.mailing.outbox import queue_many
from tests.mailing.post_office import PostOffice, Silence

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(planner_user):
    planner_user.emailaddress_set.create(email=planner_user.email, verified=True, primary=True)
    return planner_user


@pytest.fixture
def kept_jobs(settings):
    settings.TASKS = {
        "default": {**settings.TASKS["default"], "BACKEND": "klimakreise.jobs.backends.JobBackend"}
    }


@pytest.mark.parametrize("server", [PostOffice, Silence])
def test_a_login_waits_for_no_mail_server_that_refuses_or_hangs(server, visitor, known, kept_jobs, settings):
    port = PostOffice().port
    silence = Silence(port) if server is Silence else None
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 100},
        }
    }
    visitor.get("/konto/login/")
    started = time.monotonic()
    assert visitor.post("/konto/login/", {"login": known.email}).status_code == 302
    assert time.monotonic() - started < 50  # half of what a silent server costs
    assert Message.objects.get().state == "waiting"
    if silence:
        silence.ends()


def test_the_code_cannot_be_read_in_outbox_and_jobs_and_is_mailed_all_the_same(visitor, known, kept_jobs):
    visitor.post("/konto/login/", {"login": known.email})
    stored = serialize("json", [*Message.objects.all(), *DBTaskResult.objects.all()])
    job = running.take("mail", "worker-1")
    running.record(job, running.run(job))
    code = next(line.strip() for line in mail.outbox[0].body.splitlines() if line.startswith("    "))
    assert code not in stored
    assert json.loads(stored)[0]["fields"]["recipient"] == known.email
    message = Message.objects.get()
    assert (message.state, message.sealed, message.recipient) == ("sent", None, "")


def test_a_login_mail_goes_before_all_others(visitor, known, kept_jobs):
    letters = [{"to": f"person-{n}@example.org", "key": f"test-{n}"} for n in range(30)]
    queue_many("mailing/test", letters)
    visitor.post("/konto/login/", {"login": known.email})
    job = running.take("mail", "worker-1")
    running.record(job, running.run(job))
    assert mail.outbox[0].to == [known.email]
    assert len(mail.outbox) == 31


@pytest.mark.parametrize("name", OURS)
def test_every_mail_about_an_account_is_written_in_both_languages(rf, name):
    request = rf.get("/konto/")
    context = {
        "code": "ABCD-EFGH", "ip": "203.0.113.0", "user_agent": "Browser", "from_email": "alt@example.org",
        "to_email": "neu@example.org", "deleted_email": "alt@example.org", "request": request,
    }  # fmt: skip
    for language in ("de", "en"):
        with request_context(request), translation.override(language):
            get_adapter().send_mail(f"account/email/{name}", "mira@example.org", context)
    german, english = mail.outbox
    assert german.subject != english.subject
    for line in german.body.partition("-- ")[0].splitlines():
        assert line not in english.body.splitlines() or set(line) <= set(" ABCDEFGH-") or "Browser" in line
    assert "\\" not in german.body + english.body


def test_a_mail_of_allauth_without_a_template_of_ours_is_sent_in_our_frame(rf, planner_user):
    request = rf.get("/konto/")
    with request_context(request):
        get_adapter().send_mail(
            "account/email/password_changed", "mira@example.org", {"request": request, "ip": "203.0.113.0"}
        )
    (sent,) = mail.outbox
    assert "203.0.113.0" in sent.body
    assert "border-top:3px solid #17573f" in sent.alternatives[0].content
