"""How a job is taken, run, tried again, and put back when its worker has died."""

import datetime
import logging
from traceback import format_exception

from django.db import transaction
from django.tasks import TaskContext, TaskResultStatus
from django.utils import timezone
from django.utils.json import normalize_json
from django_tasks_db.models import DBTaskResult

from klimakreise.jobs.models import Worker
from klimakreise.publishing.acting import Role, acting_as

log = logging.getLogger("klimakreise.jobs")

SPARE_STARTS = 3  # starts that may be lost with their workers; what kills its worker more often is given up


def take(queue, worker_id):
    """The next job of `queue` that may start now, marked as run by `worker_id`; None if there is none."""
    ready = DBTaskResult.objects.ready().filter(queue_name=queue)
    if not ready.exists():  # without a lock
        return None
    with transaction.atomic():
        job = ready.get_locked()
        if job:
            job.claim(worker_id)
    return job


def run(job):
    """Run `job`, a DBTaskResult; returns what its row says afterwards, as a dict of fields. Raises nothing of the job's."""
    try:
        task, result = job.task, job.task_result
        context = [TaskContext(task_result=result)] if task.takes_context else []
        with acting_as(Role.ITSELF):
            value = normalize_json(task.call(*context, *result.args, **result.kwargs))
    except Exception as error:
        return failure(job, error)
    return {"status": TaskResultStatus.SUCCESSFUL, "finished_at": timezone.now(), "return_value": value}


def failure(job, error):
    """The fields of a job that has failed: ready for another try later, or given up."""
    fields = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(format_exception(error)),
    }
    attempts = len(job.worker_ids)
    try:
        task = job.task
    except ImportError:  # no longer part of the software
        task = None
    if task is None or attempts >= task.max_attempts:
        log.error("Job %s has failed for good.", job.task_path, exc_info=error)
        return {**fields, "status": TaskResultStatus.FAILED, "finished_at": timezone.now()}
    delay = task.delay(attempts)
    log.warning("Job %s has failed and is tried again in %s s.", job.task_path, delay, exc_info=error)
    later = timezone.now() + datetime.timedelta(seconds=delay)
    return {**fields, "status": TaskResultStatus.READY, "run_after": later}


def record(job, fields):
    """Write the outcome, unless the job was given to somebody else meanwhile because this worker seemed dead."""
    same_run(job).update(**fields)
    log.info("Job %s: %s.", job.task_path, fields["status"])


def same_run(job):
    """The row of `job` as a queryset, empty if it is not in this very run any more."""
    return DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at)


def put_back():
    """Let the jobs of dead workers start again; give up those that have taken too many workers with them."""
    running = DBTaskResult.objects.running().only("pk", "worker_ids", "started_at", "task_path")
    owned = [job for job in running if job.worker_ids]
    alive = set(Worker.objects.alive().values_list("pk", flat=True)) if owned else set()
    for job in owned:
        if job.worker_ids[-1] in alive:
            continue
        if len(job.worker_ids) < tries_of(job) + SPARE_STARTS:
            log.warning("Job %s is put back: its worker has died.", job.task_path)
            same_run(job).update(status=TaskResultStatus.READY)
        else:
            log.error("Job %s is given up: it was running in each worker that died.", job.task_path)
            same_run(job).update(
                status=TaskResultStatus.FAILED,
                finished_at=timezone.now(),
                traceback="The worker died each time.",
            )


def tries_of(job):
    try:
        return job.task.max_attempts
    except ImportError:
        return 0
