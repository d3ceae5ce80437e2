"""Jobs: taken once, tried again when they fail, and put back when their worker has died."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from klimakreise.jobs import running
from klimakreise.jobs.jobs import forget_the_past
from klimakreise.jobs.models import Tick, Worker
from tests.jobs import work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_jobs")]
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _nothing_done():
    work.done.clear()


def works(queue="default", worker_id="worker-1"):
    """A worker takes one job and does it; returns what is written of it."""
    job = running.take(queue, worker_id)
    running.record(job, running.run(job))
    return DBTaskResult.objects.get(pk=job.pk)


def lives(worker_id, seconds=30):
    now = timezone.now()
    return Worker.objects.create(pk=worker_id, seen_at=now, alive_until=now + seconds * SECOND)


def test_a_job_is_done_once_and_tells_what_it_returned():
    work.greet.enqueue("Mira")
    job = works()
    assert (job.status, job.return_value, work.done) == ("SUCCESSFUL", "Hallo Mira", ["Mira"])
    assert running.take("default", "worker-1") is None


def test_a_job_of_a_transaction_that_fails_never_was():
    with transaction.atomic():
        work.greet.enqueue("Mira")
        transaction.set_rollback(True)
    assert running.take("default", "worker-1") is None


def test_each_lane_takes_its_own_jobs_and_tells_them_their_worker():
    work.who.enqueue()
    assert running.take("default", "worker-1") is None
    works("mail", "worker-7")
    assert work.done == ["worker-7"]


def test_a_job_that_fails_waits_longer_each_time_and_is_given_up_after_its_tries(time_machine):
    moment = datetime.datetime(2026, 11, 28, 12, tzinfo=datetime.UTC)
    time_machine.move_to(moment, tick=False)
    work.stumble.enqueue("Schritt")
    waits = []
    for _start in range(2):
        job = works()
        assert job.status == "READY"
        waits.append((job.run_after - moment).total_seconds())
        time_machine.move_to(job.run_after - SECOND, tick=False)
        assert running.take("default", "worker-1") is None
        moment = job.run_after
        time_machine.move_to(moment, tick=False)
    job = works()
    assert (waits, job.status, work.done) == ([60, 120], "FAILED", ["Schritt"] * 3)
    assert "Schritt went wrong" in job.traceback


def test_what_a_dead_worker_was_doing_starts_again_and_what_a_live_one_does_is_left_alone():
    lives("worker-dead", seconds=-1)
    lives("worker-live")
    work.greet.enqueue("Mira")
    running.take("default", "worker-dead")
    work.greet.enqueue("Jonas")
    running.take("default", "worker-live")
    running.put_back()
    job = works(worker_id="worker-live")
    assert (job.args_kwargs["args"], job.worker_ids) == (["Mira"], ["worker-dead", "worker-live"])
    assert running.take("default", "worker-live") is None


def test_a_job_that_takes_every_worker_with_it_is_given_up():
    work.greet.enqueue("Mira")
    starts = 0
    while running.take("default", f"worker-{starts}"):
        running.put_back()
        starts += 1
    assert starts == work.greet.max_attempts + running.SPARE_STARTS
    assert DBTaskResult.objects.get().status == "FAILED"


def test_a_worker_that_was_believed_dead_does_not_overwrite_the_one_that_went_on():
    work.greet.enqueue("Mira")
    slow = running.take("default", "worker-slow")
    outcome = running.run(slow)
    running.put_back()
    running.take("default", "worker-2")
    running.record(slow, outcome)
    job = DBTaskResult.objects.get()
    assert (job.status, job.worker_ids) == ("RUNNING", ["worker-slow", "worker-2"])


def test_a_job_that_is_no_longer_part_of_the_software_fails_and_says_so():
    work.greet.enqueue("Mira")
    DBTaskResult.objects.update(task_path="tests.jobs.work.gone")
    job = works()
    assert (job.status, "gone" in job.traceback) == ("FAILED", True)


def test_the_past_is_forgotten_but_the_newest_tick():
    old = timezone.now() - datetime.timedelta(days=31)
    work.greet.enqueue("Mira")
    works()
    DBTaskResult.objects.update(finished_at=timezone.now() - datetime.timedelta(days=2))
    work.greet.enqueue("Jonas")
    works()
    lives("worker-old").__class__.objects.update(alive_until=old)
    lives("worker-1")
    for days in (2, 1, 0):
        Tick.objects.create(name="work", due_at=old - datetime.timedelta(days=days))
    forget_the_past.call()
    assert [job.args_kwargs["args"] for job in DBTaskResult.objects.all()] == [["Jonas"]]
    assert list(Worker.objects.values_list("pk", flat=True)) == ["worker-1"]
    assert list(Tick.objects.values_list("due_at", flat=True)) == [old]
