"""Codes reach those who may answer, and nothing says afterwards who got which."""

import datetime
import re
import smtplib
import time

import pytest
from django.core import mail, signing
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from klimakreise.alliance.models import Membership
from klimakreise.mailing.direct import Line, Outcome
from klimakreise.mailing.models import Message
from klimakreise.publishing.humans import SALT
from surveys import codes, issuing, jobs, keys, requesting
from surveys.addresses import normalised
from surveys.models import BallotTerms, Invited, Issued, Issuing, Survey, WaitingAddress
from tests import make

pytestmark = pytest.mark.django_db
CODE = re.compile(r"^    ((?:[0-9A-Z]{4}-){4}[0-9A-Z]{4})$", re.MULTILINE)


def asked_of(who, **fields):
    """An open secret survey for these people."""
    survey = make.native(closes_at=timezone.now() + datetime.timedelta(days=5))
    terms = {name: fields.pop(name) for name in ("event", "hour") if name in fields}
    make.make(BallotTerms, survey=survey, who=who, **terms)
    return survey


def listed(number):
    survey = asked_of("list")
    for each in range(number):
        make.make(Invited, survey=survey, address=f"person-{each}@example.org")
    return survey


@pytest.fixture
def open_doors(django_capture_on_commit_callbacks):
    """What happens within a minute of a survey's opening."""

    def run():
        with django_capture_on_commit_callbacks(execute=True):
            jobs.open_surveys.call()

    return run


def opened():
    """What a form says that was opened ten seconds ago."""
    return signing.dumps(time.time() - 10, salt=SALT)


def recipients():
    return sorted(letter.to[0] for letter in mail.outbox)


def test_a_pasted_list_gets_a_code_each_and_the_mails_are_in_no_outbox(open_doors):
    survey = listed(3)
    open_doors()
    assert recipients() == [f"person-{each}@example.org" for each in range(3)]
    sent = [CODE.search(letter.body)[1] for letter in mail.outbox]
    secret = keys.read(survey.issuing.key)
    assert len({codes.read(secret, code) for code in sent}) == 3
    assert all(
        f"/umfragen/{survey.slug}/antworten/#{code}" in letter.body
        for code, letter in zip(sent, mail.outbox, strict=True)
    )
    assert not Message.objects.exists()
    assert not WaitingAddress.objects.exists()
    said = {secret.issued(normalised(address)) for address in recipients()}
    assert set(Issued.objects.values_list("key", flat=True)) == said
    issuing_now = Issuing.objects.get()
    assert (issuing_now.sent, issuing_now.unclear, issuing_now.refused) == (3, 0, 0)


def test_who_was_given_a_code_gets_no_second_one(open_doors):
    survey = listed(3)
    open_doors()
    open_doors()
    assert issuing.invite(survey) == 0
    assert len(mail.outbox) == 3


def test_participants_of_an_event_are_those_with_a_place(open_doors):
    event = make.meeting()
    survey = asked_of("event", event=event)
    seated = make.registration(event, email="mit@example.org", language="en")
    make.registration(event, email="wartet@example.org", state="waiting")
    make.registration(event, email="doch-nicht@example.org", state="cancelled")
    make.registration(event, email="", way="team")
    open_doors()
    assert recipients() == [seated.email]
    assert "Here is your code" in mail.outbox[0].body
    assert Survey.objects.get(pk=survey.pk).is_frozen


def test_members_of_the_alliance_are_the_people_of_its_groups(open_doors):
    asked_of("alliance")
    group, draft = make.group(), make.group(published_at=None)
    speaker = make.person(email="spricht@example.org")
    for each in (group, make.group()):
        make.make(Membership, user=speaker, group=each, role="speaker")
    make.make(Membership, user=make.person(), group=draft, role="speaker")
    make.make(Membership, user=make.person(is_active=False), group=group, role="contact")
    open_doors()
    assert recipients() == ["spricht@example.org"]


def test_nobody_is_invited_to_what_anyone_may_ask_for(open_doors):
    asked_of("anyone")
    asked_of("printed")
    open_doors()
    assert mail.outbox == []
    assert Issuing.objects.count() == 2


def test_requests_wait_until_there_are_ten(django_capture_on_commit_callbacks):
    survey = asked_of("anyone")
    with django_capture_on_commit_callbacks(execute=True):
        for each in range(9):
            requesting.ask(survey, f"person-{each}@example.org", "de")
        requesting.ask(survey, "Person-3+nochmal@Example.org", "de")
    assert mail.outbox == []
    assert WaitingAddress.objects.count() == 9
    with django_capture_on_commit_callbacks(execute=True):
        requesting.ask(survey, "person-9@example.org", "en")
    assert len(mail.outbox) == 10
    with django_capture_on_commit_callbacks(execute=True):
        requesting.ask(survey, "person-9@example.org", "en")
    assert not WaitingAddress.objects.exists()


def test_whoever_asks_in_the_first_minute_waits_as_well(open_doors):
    requesting.ask(asked_of("anyone"), "allein@example.org", "de")
    open_doors()
    assert mail.outbox == []
    assert WaitingAddress.objects.count() == 1


def test_at_its_hour_codes_go_out_to_however_few(django_capture_on_commit_callbacks):
    survey = asked_of("anyone", hour=18)
    requesting.ask(survey, "allein@example.org", "de")
    local = timezone.localtime().replace(hour=18, minute=0, second=0, microsecond=0)

    def at_work(minutes_before, minutes_after):
        since, until = (
            local + datetime.timedelta(minutes=minutes) for minutes in (-minutes_before, minutes_after)
        )
        with django_capture_on_commit_callbacks(execute=True):
            jobs.issue_at_the_hour.call(since=since.isoformat(), until=until.isoformat())

    at_work(10, -5)
    at_work(-5, 10)
    assert mail.outbox == []
    at_work(5, 0)
    assert recipients() == ["allein@example.org"]


def test_no_code_is_promised_that_would_come_after_the_close():
    survey = asked_of("anyone", hour=18)
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    evening = noon.replace(hour=18)
    survey.closes_at = evening + datetime.timedelta(hours=1)
    assert issuing.next_hour(survey.ballot_terms, noon) == evening
    assert issuing.next_hour(survey.ballot_terms, evening) is None


def test_lots_are_of_about_the_same_size(monkeypatch, open_doors):
    monkeypatch.setattr(issuing, "AT_ONCE", 5)
    listed(11)
    taken = []
    take = issuing.take
    monkeypatch.setattr(issuing, "ENOUGH", 3)
    monkeypatch.setattr(issuing, "take", lambda *given: taken.append(take(*given)) or taken[-1])
    open_doors()
    assert [len(lot) for lot in taken] == [4, 4, 3]


@pytest.fixture
def post(monkeypatch):
    """The mail server does with the letters, in turn, what the list says; after its end it takes them."""
    acts = []

    def answer(line, letter):
        if acts:
            act = acts.pop(0)
            if isinstance(act, BaseException):
                raise act
            return act
        mail.outbox.append(letter)
        return Outcome.SENT

    monkeypatch.setattr(Line, "post", answer)
    return acts


def test_what_is_unclear_is_counted_and_not_repeated(post, open_doors):
    survey = listed(3)
    post.append(Outcome.UNCLEAR)
    open_doors()
    there = Issuing.objects.get()
    assert (there.sent, there.unclear) == (2, 1)
    assert (Issued.objects.count(), WaitingAddress.objects.count()) == (3, 0)
    assert issuing.invite(survey) == 0


def test_who_was_refused_may_ask_again_and_who_was_put_off_waits(post, open_doors):
    listed(3)
    post += [Outcome.REFUSED, Outcome.LATER]
    open_doors()
    there = Issuing.objects.get()
    assert (there.sent, there.refused, there.unclear) == (1, 1, 0)
    assert (Issued.objects.count(), WaitingAddress.objects.count()) == (1, 1)


def test_a_worker_that_is_killed_leaves_people_without_a_code_and_counts_them(post):
    survey = listed(3)
    issuing.invite(survey)
    post.append(KeyboardInterrupt())
    count, issuing.settle = issuing.settle, lambda *_given: None  # killed: nothing is written down any more
    try:
        with pytest.raises(KeyboardInterrupt):
            issuing.issue(survey, also_few=True)
    finally:
        issuing.settle = count
    assert Issuing.objects.get().unclear == 3
    assert not WaitingAddress.objects.exists()
    assert issuing.invite(survey) == 0


def test_a_mail_server_that_is_away_changes_nothing(monkeypatch):
    survey = listed(3)
    issuing.invite(survey)
    monkeypatch.setattr(
        Line, "dial", lambda _line: (_ for _ in ()).throw(smtplib.SMTPConnectError(421, "zu"))
    )
    with pytest.raises(smtplib.SMTPException):
        issuing.issue(survey, also_few=True)
    assert WaitingAddress.objects.count() == 3
    assert not Issued.objects.exists()


def test_a_mail_that_cannot_be_written_is_no_code_lost(monkeypatch):
    survey = listed(3)
    issuing.invite(survey)
    monkeypatch.setattr("klimakreise.mailing.direct.compose", lambda *_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        issuing.issue(survey, also_few=True)
    assert WaitingAddress.objects.count() == 3
    assert not Issued.objects.exists()
    assert Issuing.objects.get().unclear == 0


def test_no_code_and_no_address_is_kept_in_a_job(settings, open_doors):
    settings.TASKS = {
        "default": {"BACKEND": "klimakreise.jobs.backends.JobBackend", "QUEUES": ["default", "mail"]}
    }
    listed(3)
    open_doors()
    (job,) = DBTaskResult.objects.all()
    assert job.args_kwargs["args"] == [Survey.objects.get().pk]
    assert job.args_kwargs["kwargs"] == {"also_few": True}


def test_a_reminder_goes_to_all_who_are_invited_and_none_twice(open_doors):
    survey = listed(3)
    open_doors()
    assert issuing.remind(survey) == 3
    assert issuing.remind(survey) == 3
    rows = Message.objects.filter(kind="surveys/reminder")
    assert rows.count() == 6
    assert not {row.key for row in rows} & {
        f"reminder-{key:016x}" for key in Issued.objects.values_list("key", flat=True)
    }
    assert all("@" not in row.key for row in rows)


def test_printed_codes_are_counted_and_good():
    survey = asked_of("printed")
    made = issuing.print_codes(survey, 3)
    assert len({codes.read(keys.read(survey.issuing.key), code) for code in made}) == 3
    assert Issuing.objects.get().printed == 3
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            assert made[0] not in str(cursor.fetchall())


def test_the_form_takes_an_address_and_answers_everybody_the_same(visitor):
    survey = asked_of("anyone")
    page = visitor.get(f"/en/umfragen/{survey.slug}/code/")
    assert "when ten people wait" in page.content.decode()
    form = {"address": "mira@example.org", "opened": opened()}
    answers = [visitor.post(f"/umfragen/{survey.slug}/code/", form) for _each in range(2)]
    assert [answer["Location"] for answer in answers] == [f"/umfragen/{survey.slug}/code/gesendet/"] * 2
    assert WaitingAddress.objects.count() == 1
    wrong = visitor.post(f"/en/umfragen/{survey.slug}/code/", {**form, "address": "mira"})
    assert 'value="mira"' in wrong.content.decode()


def test_robots_get_no_code_and_floods_are_told(visitor, settings):
    survey = asked_of("anyone")
    address = f"/umfragen/{survey.slug}/code/"
    visitor.post(address, {"address": "r@example.org", "opened": opened(), "nickname": "x"})
    assert not WaitingAddress.objects.exists()
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "code_request": "1/h/ip"}
    codes_of_answers = [
        visitor.post(address, {"address": f"{each}@example.org", "opened": opened()}).status_code
        for each in range(2)
    ]
    assert codes_of_answers == [302, 429]


def test_only_where_anyone_may_ask_is_there_a_form(visitor):
    for survey in (listed(1), make.native(), make.native(published_at=None)):
        assert visitor.get(f"/umfragen/{survey.slug}/code/").status_code == 404
    assert visitor.get(f"/umfragen/{asked_of('anyone').slug}/code/").status_code == 200


def test_a_closed_survey_gives_out_nothing(visitor):
    survey = asked_of("anyone")
    Survey.objects.filter(pk=survey.pk).update(closes_at=timezone.now())
    form = {"address": "mira@example.org", "opened": opened()}
    answer = visitor.post(f"/en/umfragen/{survey.slug}/code/", form)
    assert "The survey is over: codes are not given out any more." in answer.content.decode()
    assert "may answer" not in visitor.get(f"/en/umfragen/{survey.slug}/").content.decode()
    assert not WaitingAddress.objects.exists()


def test_of_whoever_answers_the_log_says_the_route_and_nothing_else(visitor, caplog):
    survey = asked_of("anyone")
    make.choice(survey, "ja", "nein")
    with caplog.at_level("INFO", logger="klimakreise.requests"):
        visitor.get(survey.get_absolute_url())
        visitor.post(f"/umfragen/{survey.slug}/antworten/", {"code": "0000"})
    seen, answered = (set(vars(record)) for record in caplog.records if record.name == "klimakreise.requests")
    assert seen - answered == {"client", "path", "milliseconds"}
    assert answered >= {"route", "status", "method"}
