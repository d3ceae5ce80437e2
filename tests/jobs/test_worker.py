"""The worker as a process: it says that it lives, is told to stop and finishes, and comes back after kill -9."""

import signal

import pytest

from tests.jobs.installation import Installation, wait_until
from tests.migrated import own_database

pytestmark = pytest.mark.trust
SLOW = """
from tests.jobs.slow import sleep_and_write
sleep_and_write.enqueue({file!r}, {seconds})
"""
READ = "from django_tasks_db.models import DBTaskResult as R; print(*R.objects.filter(task_path__contains='slow').values_list('status', flat=True))"


@pytest.fixture
def installation(tmp_path):
    with own_database(tmp_path) as address:
        ours = Installation(address, 1, tmp_path)
        try:
            yield ours
        finally:
            ours.ends()


def test_a_worker_that_is_told_to_stop_finishes_what_it_is_doing(installation, tmp_path):
    file = tmp_path / "done"
    worker = installation.starts_a_worker()
    installation.does(SLOW.format(file=str(file), seconds=4))
    wait_until(file.exists, 30, "The start of the job")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert file.read_text() == "begun ended "
    assert installation.does(READ) == "SUCCESSFUL"
    gone = "from klimakreise.jobs.models import Worker; print(Worker.objects.alive().count(), Worker.objects.count())"
    assert installation.does(gone) == "0 1"


def test_after_kill_9_the_job_is_done_by_the_next_worker(installation, tmp_path):
    file = tmp_path / "done"
    worker = installation.starts_a_worker()
    installation.does(SLOW.format(file=str(file), seconds=5))
    wait_until(file.exists, 30, "The start of the job")
    installation.kills(worker)
    assert installation.does(READ) == "RUNNING"
    installation.starts_a_worker()
    wait_until(lambda: file.read_text() == "begun begun ended ", 40, "The second start")
    wait_until(lambda: installation.does(READ) == "SUCCESSFUL", 20, "The end of the job")
