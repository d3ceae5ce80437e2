"""Where jobs are kept: Django's tasks in the database, with the number of tries that each job has."""

from dataclasses import dataclass

from django.tasks import Task
from django_tasks_db.backend import DatabaseBackend


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Task):
    """A task that is tried again when it fails: `@task(max_attempts=5, retry_delay=60)`.

    `max_attempts` is how often it is started at most, `retry_delay` the seconds until the second start; each further
    one waits twice as long as the one before, an hour at most. A job may run twice (its worker was killed just before
    it said that it had finished), so it must be written to do no harm then.
    """

    max_attempts: int = 3
    retry_delay: int = 60

    def delay(self, attempts):
        """Seconds to wait after the failed start number `attempts` (1 is the first)."""
        return min(self.retry_delay * 2 ** (attempts - 1), 3600)


class JobBackend(DatabaseBackend):
    task_class = Job
