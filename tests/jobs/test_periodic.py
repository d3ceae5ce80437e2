"""Periodic work is given out once a moment, by however many workers, and no window is missed after a pause."""

import datetime
import itertools

import pytest
from django_tasks_db.models import DBTaskResult

from klimakreise.jobs import periodic
from klimakreise.jobs.periodic import Planner, every
from tests.jobs import work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_jobs")]


@pytest.fixture(autouse=True)
def plans(monkeypatch):
    """Nothing is planned but what a story plans."""
    monkeypatch.setattr(periodic, "plans", {})
    return periodic.plans


def moment(text):
    return datetime.datetime.fromisoformat(text)


def given_out():
    """What waits for a worker, as keyword arguments, oldest first."""
    return [job.args_kwargs["kwargs"] for job in DBTaskResult.objects.order_by("enqueued_at")]


def start_all():
    DBTaskResult.objects.update(status="SUCCESSFUL")


def test_two_workers_give_out_one_job_a_moment():
    every(seconds=60)(work.sweep)
    workers = [Planner(), Planner()]
    for second in ("00", "01", "59"):
        for worker in workers:
            worker.give_out(moment(f"2026-11-28T12:00:{second}+00:00"))
    assert len(given_out()) == 1
    start_all()
    workers[1].give_out(moment("2026-11-28T12:01:00+00:00"))
    assert len(given_out()) == 2


def test_a_second_without_anything_due_costs_no_query(django_assert_num_queries):
    every(seconds=60)(work.sweep)
    worker = Planner()
    worker.give_out(moment("2026-11-28T12:00:00+00:00"))
    with django_assert_num_queries(0):
        worker.give_out(moment("2026-11-28T12:00:59+00:00"))


def test_work_that_still_waits_is_not_piled_up():
    every(seconds=60)(work.sweep)
    worker = Planner()
    for minute in range(5):
        worker.give_out(moment(f"2026-11-28T12:0{minute}:00+00:00"))
    assert len(given_out()) == 1


def test_after_a_pause_the_window_reaches_back_to_where_the_last_one_ended():
    every(hours=24, at="06:00", window=True)(work.cover)
    Planner().give_out(moment("2026-11-20T12:00:00+01:00"))
    Planner().give_out(moment("2026-11-23T05:59:00+01:00"))
    Planner().give_out(moment("2026-11-28T06:00:00+01:00"))
    six = [f"2026-11-{day}T05:00:00+00:00" for day in (19, 20, 22, 28)]
    assert given_out() == [{"since": since, "until": until} for since, until in itertools.pairwise(six)]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-28T03:00:00+01:00", "2026-03-28T03:00:00+01:00"),
        ("2026-03-29T03:00:00+02:00", "2026-03-29T03:00:00+02:00"),  # summer time has just begun
        ("2026-03-29T02:59:00+02:00", "2026-03-28T03:00:00+01:00"),
        ("2026-10-25T02:59:59+01:00", "2026-10-24T03:00:00+02:00"),
        ("2026-10-25T03:00:00+01:00", "2026-10-25T03:00:00+01:00"),
    ],
)
def test_daily_work_is_due_at_the_same_time_by_the_clock_in_summer_and_winter(plans, now, due):
    every(hours=24, at="03:00")(work.sweep)
    (plan,) = plans.values()
    assert plan.newest_due(moment(now)) == moment(due)


def test_weekly_work_is_due_on_mondays(plans):
    every(hours=24 * 7, at="08:00")(work.sweep)
    (plan,) = plans.values()
    assert plan.newest_due(moment("2026-11-30T07:59:00+01:00")) == moment("2026-11-23T08:00:00+01:00")
    assert plan.newest_due(moment("2026-11-30T08:00:00+01:00")) == moment("2026-11-30T08:00:00+01:00")


def test_a_plan_without_time_between_its_moments_is_refused():
    for senseless in ({"seconds": 0}, {"hours": 5, "at": "03:00"}):
        with pytest.raises(ValueError, match="between two moments"):
            every(**senseless)(work.sweep)
