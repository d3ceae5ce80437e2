import datetime

from django.db.models import Q
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from klimakreise.jobs.periodic import every
from klimakreise.mailing.delivery import Delivery
from klimakreise.mailing.models import Message

KEEP_ADDRESSES = datetime.timedelta(days=14)
KEEP_ROWS = datetime.timedelta(days=400)


@every(seconds=30)
@task(queue_name="mail", takes_context=True, max_attempts=1)
def deliver(context):
    """Send what is due. What queues a mail starts it; the period is for what must be tried again."""
    seconds = Delivery(context.task_result.worker_ids[-1]).run()
    if seconds is not None:
        deliver_again(seconds)


def deliver_again(seconds):
    """Start `deliver` in so many seconds, unless it will start by then anyway."""
    moment = timezone.now() + datetime.timedelta(seconds=seconds)
    ready = DBTaskResult.objects.filter(task_path=deliver.module_path, status=TaskResultStatus.READY)
    if not ready.filter(run_after__lte=moment).exists():
        deliver.using(run_after=moment).enqueue()


@every(hours=24, at="03:20")
@task()
def forget_addresses():
    """Empty what failed two weeks ago, and delete what is over a year old."""
    now = timezone.now()
    Message.objects.failed().filter(settled_at__lt=now - KEEP_ADDRESSES).update(
        state=Message.State.DROPPED, recipient="", sealed=None
    )
    Message.objects.filter(Q(state="sent") | Q(state="dropped"), queued_at__lt=now - KEEP_ROWS).delete()
