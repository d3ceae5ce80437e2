"""Distributing seats: from the registrations and wishes of an event to a seat for each person, by a job.

Everybody with a place is seated in a circle that is published. Seats that are kept by hand or announced already stay as
they are. Who comes after that is seated by `circles/late.py`.
"""

import datetime
import secrets
from collections import defaultdict

from django.db import IntegrityError, transaction
from django.utils import timezone

from circles import seating
from circles.jobs import distribute_seats
from circles.models import Facilitator, Seat, SeatingRun, Wish
from circles.models.seating_terms import weights_for
from circles.seating_documents import document_of, problem_from, seating_from
from events.models import Registration
from events.places import lock

STUCK = datetime.timedelta(minutes=15)


class NothingToSeatError(Exception):
    """Nobody has a place, or no circle is published and open."""


class AlreadyRunningError(Exception):
    """Seats of the event are being distributed already."""


def circles_to_sit_in(event):
    """The circles of the event that are published with all that they hang on, whoever asks."""
    model = event.circles.model
    return event.circles.filter(model.visibility(timezone.now())).order_by("position", "pk")


def with_a_place(event):
    """The registrations that are to be seated."""
    return event.registrations.filter(state=Registration.State.CONFIRMED).order_by("pk")


def problem_of(event, seed):
    """The Problem of an event as it is now, in seven queries; NothingToSeatError where there is none."""
    limits = tuple(
        seating.CircleLimits(pk, least if most != 0 else 0, most)
        for pk, least, most in circles_to_sit_in(event).values_list("pk", "least_people", "most_people")
    )
    people = list(with_a_place(event).values_list("pk", "sector", "for_city", "user"))
    if not people or not any(circle.most != 0 for circle in limits):
        raise NothingToSeatError
    open_keys = {circle.key for circle in limits}
    wishes, leads, groups = defaultdict(list), defaultdict(list), defaultdict(list)
    for person, circle in (
        Wish.objects.filter(registration__event=event, circle__in=open_keys)
        .order_by("rank")
        .values_list("registration", "circle")
    ):
        wishes[person].append(circle)
    for user, circle in (
        Facilitator.objects.filter(circle__in=open_keys).order_by("circle").values_list("user", "circle")
    ):
        leads[user].append(circle)
    kept = Seat.objects.standing().kept().filter(registration__event=event, circle__in=open_keys)
    fixed = dict(kept.values_list("registration", "circle"))
    keys = {pk for pk, *_ in people}
    for rule, kind, person in event.seating_rules.order_by("pk", "people").values_list(
        "pk", "kind", "people"
    ):
        if person in keys:
            groups[rule, kind].append(person)
    return seating.Problem(
        people=tuple(
            seating.Person(pk, tuple(wishes[pk]), sector, for_city, tuple(leads[user]), fixed.get(pk))
            for pk, sector, for_city, user in people
        ),
        circles=limits,
        weights=weights_for(event),
        seed=seed,
        **{
            kind: tuple(
                tuple(members) for (_, each), members in groups.items() if each == kind and len(members) > 1
            )
            for kind in ("together", "apart")
        },
    )


def start(event, by=None, seed=None):
    """Ask for a distribution and return its SeatingRun; AlreadyRunningError or NothingToSeatError where there can be none."""
    problem_of(event, 0)
    too_old = event.seating_runs.filter(asked_at__lt=timezone.now() - STUCK)
    too_old.filter(state__in=["waiting", "running"]).update(state=SeatingRun.State.FAILED)
    try:
        with transaction.atomic():
            lock(event.pk)  # so late people either sit by now, or wait until this run is done
            run = event.seating_runs.create(seed=any_seed() if seed is None else seed, started_by=by)
            distribute_seats.enqueue(run.pk)
    except IntegrityError as error:
        raise AlreadyRunningError from error
    return run


def any_seed():
    return secrets.randbelow(2**31)


def is_under_way(event):
    """Whether seats of the event are being distributed, by a job that may still come to an end."""
    runs = event.seating_runs.filter(asked_at__gte=timezone.now() - STUCK)
    return runs.filter(state__in=["waiting", "running"]).exists()


def distribute(run_pk):
    """What the job does: read, solve, write. Called twice for the same run, the second call does nothing."""
    runs = SeatingRun.objects.filter(pk=run_pk, state__in=["waiting", "running"])
    run = runs.select_related("event").first()
    if run is None:
        return
    try:
        runs.update(state=SeatingRun.State.RUNNING, progress=10)
        problem = problem_of(run.event, run.seed)
        runs.update(problem=document_of(problem), progress=30)
        found = seating.seat_all(problem)
        runs.update(progress=80)
        write(run, found)
    except Exception:
        runs.update(state=SeatingRun.State.FAILED, finished_at=timezone.now())
        raise


@transaction.atomic
def write(run, found):
    """Keep the Seating `found`: a seat for each person who still has a place and has none that is kept."""
    event = lock(run.event_id)
    here = Seat.objects.filter(registration__event=event)
    kept = here.standing().kept().filter(circle__in=circles_to_sit_in(event))
    here.exclude(pk__in=kept.values("pk")).delete()
    seated = set(here.values_list("registration", flat=True))
    to_seat = set(with_a_place(event).values_list("pk", flat=True)) - seated
    make_seats(found, to_seat)
    run.state, run.progress, run.finished_at = SeatingRun.State.DONE, 100, timezone.now()
    run.outcome = document_of(found)
    run.save(update_fields=["state", "progress", "finished_at", "outcome"])


def make_seats(found, people, **fields):
    """Make a row of each seat of the Seating `found` that is for one of these `people` (keys)."""
    rows = (
        Seat(
            registration_id=seat.person,
            circle_id=seat.circle,
            why=seat.why,
            rank=seat.rank,
            refused=list(seat.refused),
            **fields,
        )
        for seat in found.seats
        if seat.person in people
    )
    return Seat.objects.bulk_create(rows, batch_size=500)


def repeated(run):
    """(the Seating that was found, the one that the stored problem has today): the same, if nobody tampered with it."""
    return seating_from(run.outcome), seating.seat_all(problem_from(run.problem))


def forget_problems():
    """Empty the documents of runs whose event has no registrations any more; returns how many."""
    gone = SeatingRun.objects.filter(problem__isnull=False, event__registrations=None)
    return gone.update(problem=None, outcome=None)
