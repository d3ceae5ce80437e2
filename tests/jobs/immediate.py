"""Jobs of the tests run where they are caused, so that a story is told in one go."""

from django.tasks.backends.immediate import ImmediateBackend
from django.utils import timezone

from klimakreise.jobs.backends import Job


class ImmediateJobs(ImmediateBackend):
    """Runs a job at once and lets its error through; one that is for later is not run."""

    task_class = Job
    supports_defer = True

    def enqueue(self, task, args, kwargs):
        if task.run_after and task.run_after > timezone.now():
            return None
        result = super().enqueue(task, args, kwargs)
        if result.errors:
            raise AssertionError(f"The job {task.name} has failed:\n{result.errors[0].traceback}")
        return result
