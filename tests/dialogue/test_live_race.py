"""Many vote at the same moment: in threads with connections of their own, as requests have, and in a database of its own."""

import json

import pytest

from tests.jobs.installation import Installation
from tests.migrated import own_database

pytestmark = pytest.mark.trust

THREADS = """
import contextlib, json, threading
from concurrent.futures import ThreadPoolExecutor
from django.db import connection, models
from klimakreise.dialogue.live import polls
from klimakreise.dialogue.models import LivePoll, LiveRoom, LiveVote
from tests import make

faults, AT_ONCE = [], 60
room = make.live_room()

def run_all(acts):
    start = threading.Barrier(min(AT_ONCE, len(acts)))
    waited = threading.local()
    def run(act):
        if not getattr(waited, "done", False):
            waited.done = True
            start.wait()
        try:
            if not act():
                faults.append("refused")
        except Exception as fault:
            faults.append(type(fault).__name__)
        finally:
            connection.close()
    with ThreadPoolExecutor(AT_ONCE) as people:
        list(people.map(run, acts))

{body}
poll.refresh_from_db()
print(json.dumps({{"faults": faults, "kept": kept, "voters": poll.voters,
    "votes": dict(poll.options.values_list("label", "votes"))}}))
"""
MANY = """
poll = make.live_poll(room)
yes, no = poll.options.order_by("pk")
people = [make.registration(room.event).pk for _number in range(200)]
run_all([
    lambda each=each, n=n: polls.vote(room, each, poll.pk, {(yes if n % 4 else no).pk}) for n, each in enumerate(people)
])
kept = LiveVote.objects.count()
polls.close_poll(room, poll.pk)
"""
ONE = """
labels = [f"Antwort {number}" for number in range(8)]
poll = make.live_poll(room, labels, kind="multiple")
options = list(poll.options.values_list("pk", flat=True))
ada = make.registration(room.event).pk
run_all([lambda n=n: polls.vote(room, ada, poll.pk, {options[n % 8]}) for n in range(40)])
kept = LiveVote.objects.count()
polls.close_poll(room, poll.pk)
"""
WITHOUT = """
@contextlib.contextmanager
def plain(room):
    now = LiveRoom.objects.get(pk=room.pk)
    now.event = room.event
    yield now

create, all_have_looked = models.QuerySet.bulk_create, threading.Barrier(40, timeout=300)
def together(*rows, **settings):
    all_have_looked.wait()
    return create(*rows, **settings)

changing, polls.changing = polls.changing, plain
models.QuerySet.bulk_create = together
"""
WITH_AGAIN = """
polls.changing, models.QuerySet.bulk_create = changing, create
"""


@pytest.fixture
def installation(tmp_path):
    with own_database(tmp_path) as database:
        yield Installation(database, 1, tmp_path)


def told(installation, body):
    """What came of it, as JSON."""
    return json.loads(installation.does(THREADS.format(body=body)).splitlines()[-1])


def test_200_people_vote_at_once_and_each_vote_counts(installation):
    said = told(installation, MANY)
    assert said == {"faults": [], "kept": 200, "voters": 200, "votes": {"Ja": 150, "Nein": 50}}


def test_one_person_votes_40_times_at_once_and_has_one_vote(installation):
    said = told(installation, ONE)
    assert (said["faults"], said["kept"], said["voters"]) == ([], 1, 1)
    assert sum(said["votes"].values()) == 1


def test_without_the_lock_one_person_has_several(installation):
    body = ONE.replace("run_all(", WITHOUT + "\nrun_all(").replace("kept =", WITH_AGAIN + "\nkept =")
    said = told(installation, body)
    assert "BrokenBarrierError" not in said["faults"], "all forty had looked"
    assert said["kept"] > 1 or said["faults"], said
