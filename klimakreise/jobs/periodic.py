"""Periodic work: `@every(seconds=60)` or `@every(hours=24, at="03:00")` above a task in a room's jobs.py.

Each worker looks every second what is due and writes a `Tick` of (name, due moment) together with the job. The row is
unique, so any number of workers give the work out once; after a pause it is given out once, for the newest moment.
"""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from klimakreise.jobs.backends import Job
from klimakreise.jobs.models import Tick

EPOCH = datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC)  # a Monday; intervals are counted from here


@dataclass(frozen=True)
class Plan:
    """When a job is due. With `window` it is called with the moments `since` and `until` as ISO 8601 text.

    Windows follow each other without gap and overlap, however long the workers paused; the first is one period long.
    """

    job: Job
    period: datetime.timedelta
    at: datetime.time | None = None
    window: bool = False

    @property
    def name(self):
        return self.job.module_path

    def newest_due(self, now):
        """The last moment at or before `now` (aware datetime) at which the work is due, in UTC.

        `at` is local time, the same by the clock in summer and winter.
        """
        if self.at is None:
            return EPOCH + (now - EPOCH) // self.period * self.period
        zone = ZoneInfo(settings.TIME_ZONE)
        today = now.astimezone(zone).date()
        day = today - datetime.timedelta(days=(today - EPOCH.date()).days % self.period.days)
        due = datetime.datetime.combine(day, self.at, zone)
        if due > now:
            due = datetime.datetime.combine(day - self.period, self.at, zone)
        return due.astimezone(datetime.UTC)

    def give_out(self, due):
        """Hand the work of the moment `due` to the workers, unless somebody has done so."""
        with transaction.atomic():
            _tick, is_new = Tick.objects.get_or_create(name=self.name, due_at=due)
            if is_new and self.window:
                self.job.enqueue(since=self.since(due).isoformat(), until=due.isoformat())
            elif is_new and not self.waits_already():
                self.job.enqueue()

    def since(self, due):
        """The due moment before `due` that was given out."""
        before = Tick.objects.filter(name=self.name, due_at__lt=due).order_by("-due_at").first()
        return before.due_at if before else due - self.period

    def waits_already(self):
        """Whether an earlier one has not started yet: a second one behind it would find nothing to do."""
        return DBTaskResult.objects.filter(task_path=self.name, status=TaskResultStatus.READY).exists()


plans: dict[str, Plan] = {}


def every(*, seconds=0, hours=0, at=None, window=False):
    """Plan the task below: every so many `seconds` or `hours`, with `at` ("HH:MM", local time) every so many whole days.

    Raises ValueError if `at` comes with what is not whole days, or if there is no time between two moments.
    """
    period = datetime.timedelta(seconds=seconds, hours=hours)
    if period <= datetime.timedelta() or (at and period % datetime.timedelta(days=1)):
        raise ValueError("Periodic work needs a time between two moments; with `at` it is whole days.")

    def decorate(job):
        plan = Plan(job, period, datetime.time.fromisoformat(at) if at else None, window)
        plans[plan.name] = plan
        return job

    return decorate


class Planner:
    """Gives out what is due, and remembers what it has seen given out, so that a second costs no query."""

    def __init__(self):
        self.seen = {}

    def give_out(self, now):
        for plan in plans.values():
            due = plan.newest_due(now)
            if self.seen.get(plan.name) != due:
                plan.give_out(due)
                self.seen[plan.name] = due
