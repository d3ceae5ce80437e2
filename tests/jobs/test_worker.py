"""The worker as a process: it says that it lives, is told to stop and finishes, and comes back after kill -9."""

import signal
import subprocess

import pytest

from tests.jobs.installation import Installation
from tests.migrated import own_database
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.trust
SLOW = """
from tests.jobs.slow import write_and_wait
write_and_wait.enqueue({file!r})
"""
READ = "from django_tasks_db.models import DBTaskResult as R; print(*R.objects.filter(task_path__contains='slow').values_list('status', flat=True))"


@pytest.fixture
def file(tmp_path):
    """What the slow job writes into."""
    file = tmp_path / "done"
    file.touch()
    return file


def lets_it_end(file):
    file.with_suffix(".go").touch()


@pytest.fixture
def installation(tmp_path):
    with own_database(tmp_path) as address:
        ours = Installation(address, 1, tmp_path)
        try:
            yield ours
        finally:
            ours.ends()


def test_a_worker_that_is_told_to_stop_finishes_what_it_is_doing(installation, file):
    worker = installation.starts_a_worker()
    installation.does(SLOW.format(file=str(file)))
    wait_until(lambda: file.read_text() == "begun ", "The start of the job")
    worker.send_signal(signal.SIGTERM)
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(2)
    lets_it_end(file)
    assert worker.wait(PATIENCE) == 0
    assert file.read_text() == "begun ended "
    assert installation.does(READ) == "SUCCESSFUL"
    gone = "from klimakreise.jobs.models import Worker; print(Worker.objects.alive().count(), Worker.objects.count())"
    assert installation.does(gone) == "0 1"


def test_after_kill_9_the_job_is_done_by_the_next_worker(installation, file):
    worker = installation.starts_a_worker()
    installation.does(SLOW.format(file=str(file)))
    wait_until(lambda: file.read_text() == "begun ", "The start of the job")
    installation.kills(worker)
    assert installation.does(READ) == "RUNNING"
    installation.starts_a_worker()
    wait_until(lambda: file.read_text() == "begun begun ", "The second start")
    lets_it_end(file)
    wait_until(lambda: file.read_text() == "begun begun ended ", "The end of what it writes")
    wait_until(lambda: installation.does(READ) == "SUCCESSFUL", "The end of the job")
