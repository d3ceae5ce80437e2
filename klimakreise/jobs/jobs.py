"""The room's own periodic work: nothing of the past is kept for ever."""

import datetime

from django.db.models import Max
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from klimakreise.jobs.models import Tick, Worker
from klimakreise.jobs.periodic import every


@every(hours=1)
@task()
def forget_the_past():
    """Delete jobs that went well a day ago and those that failed 30 days ago, dead workers, and old ticks but the newest.

    The newest tick of each name stays, for the next window begins where it ended.
    """
    now = timezone.now()
    a_day, a_month = now - datetime.timedelta(days=1), now - datetime.timedelta(days=30)
    DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=a_day).delete()
    DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__lt=a_month).delete()
    Worker.objects.filter(alive_until__lt=a_day).delete()
    for name, newest in Tick.objects.values_list("name").annotate(newest=Max("due_at")):
        Tick.objects.filter(name=name, due_at__lt=min(newest, a_day)).delete()
