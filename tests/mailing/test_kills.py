"""Real workers on a real database send real mail, and are killed while they do: none is lost, one a kill comes twice."""

import re

import pytest

from tests.jobs.installation import Installation
from tests.mailing.post_office import PostOffice, Silence
from tests.migrated import own_database
from tests.waiting import wait_until

pytestmark = pytest.mark.trust

QUEUE = """
import time
from django.db import transaction
from klimakreise.mailing.outbox import queue_many
started = time.perf_counter()
with transaction.atomic():
    queue_many("mailing/test", [{{"to": f"person-{{n}}@example.org", "key": f"{name}-{{n}}"}} for n in range({number})])
print("seconds:", time.perf_counter() - started)
"""
STATES = """
from django.db.models import Count
from klimakreise.mailing.models import Message
print(dict(Message.objects.values_list("state").annotate(Count("pk"))), Message.objects.exclude(recipient="").count())
"""


@pytest.fixture
def post_office():
    office = PostOffice()
    yield office
    office.closes()


@pytest.fixture
def installation(tmp_path, post_office):
    with own_database(tmp_path) as address:
        ours = Installation(address, post_office.port, tmp_path)
        try:
            yield ours
        finally:
            ours.ends()


def test_of_1000_mails_none_is_lost_and_two_kills_double_two_at_most(installation, post_office):
    post_office.opens()
    installation.does(QUEUE.format(name="many", number=1000))
    assert post_office.took_in == [], "whoever queues mails sends none"
    worker = installation.starts_a_worker()
    for enough in (250, 600):
        wait_until(lambda enough=enough: len(post_office.took_in) >= enough, f"{enough} mails")
        installation.kills(worker)
        worker = installation.starts_a_worker()
    wait_until(lambda: len(set(post_office.names())) == 1000, "The last mail")
    wait_until(lambda: installation.does(STATES) == "{'sent': 1000} 0", "The last mark")
    assert len(post_office.took_in) <= 1002


def test_while_the_server_refuses_or_hangs_the_mails_wait_and_go_out_when_it_is_back(
    installation, post_office
):
    installation.starts_a_worker()
    installation.does(QUEUE.format(name="refused", number=20))
    wait_until(lambda: "is of no use now" in installation.log.read_text(), "A try at a closed door")
    silence = Silence(post_office.port)
    said = installation.does(QUEUE.format(name="silence", number=20))
    assert float(re.search(r"seconds: (\S+)", said)[1]) < 10, "the server lets everybody wait for ten seconds"
    wait_until(
        lambda: installation.log.read_text().count("is of no use now") >= 3, "A try at a silent server"
    )
    assert installation.does(STATES) == "{'waiting': 40} 40"
    silence.ends()
    post_office.opens()
    wait_until(lambda: len(post_office.took_in) >= 40, "The last mail")
    wait_until(lambda: installation.does(STATES) == "{'sent': 40} 0", "The last mark")
    assert len(set(post_office.names())) == len(post_office.took_in) == 40


def test_two_workers_share_the_work_and_send_each_mail_once(installation, post_office):
    post_office.opens()
    for _worker in range(2):
        installation.starts_a_worker(lease=600)  # on a busy machine none may be taken for dead
    installation.does(QUEUE.format(name="shared", number=300))
    wait_until(lambda: len(post_office.took_in) >= 300, "The last mail")
    wait_until(lambda: installation.does(STATES) == "{'sent': 300} 0", "The last mark")
    assert len(set(post_office.names())) == len(post_office.took_in) == 300
