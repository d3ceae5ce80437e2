"""Late people: whoever gets a place after the seats were announced is seated by the same rules, and nobody else moves.

It does not matter how they got it: by confirming, from the waiting list, from the planning team, at the entrance. A job looks
every minute; saving one's wishes, coming in at the entrance and a button of the team do it at once. Whoever could still
give wishes and has not yet is left half an hour for it. The person is told, and what was decided is kept as a run.
"""

import datetime
from dataclasses import replace

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from circles import seating
from circles.distributing import (
    NothingToSeatError,
    any_seed,
    is_under_way,
    make_seats,
    problem_of,
    with_a_place,
)
from circles.models import Seat, SeatingRun
from circles.seating import CircleLimits
from circles.seating_documents import document_of
from circles.telling import tell_seats
from circles.wishing import circles_to_wish_for, wishes_are_closed
from events.models import Event
from events.places import lock
from klimakreise.publishing.audit import note
from klimakreise.publishing.models import AuditRecord

TO_WISH = datetime.timedelta(minutes=30)
NOBODY = Q(pk=None)
EVERYBODY = ~NOBODY


def is_announced(event_pk):
    """Whether seats of the event have been announced, so that whoever comes now is late."""
    return Seat.objects.standing().announced().filter(registration__event=event_pk).exists()


def late_people(event):
    """The registrations of the event with a place and no seat; none before the seats are announced."""
    if not is_announced(event.pk):
        return event.registrations.none()
    seated = Seat.objects.standing().filter(registration__event=event)
    return with_a_place(event).exclude(pk__in=seated.values("registration"))


def cannot_wait(event):
    """The condition on late people that there is nothing to wait for: they have wished, or cannot, or have had the time."""
    if wishes_are_closed(event) or not circles_to_wish_for(event):
        return EVERYBODY
    had_time = Q(state_since__lte=timezone.now() - TO_WISH)
    return Q(wishes__isnull=False) | Q(arrived_at__isnull=False) | Q(email="") | had_time


def seat_late(event_pk, *, now_too=NOBODY, by=None):
    """Seat the late people of an event for whom there is nothing to wait, tell them and return how many they are.

    `now_too` is a condition for others who are seated without waiting. While seats are being distributed nobody is: the
    job looks again.
    """
    return seat_under_lock(event_pk, now_too, by) if is_announced(event_pk) else 0


@transaction.atomic
def seat_under_lock(event_pk, now_too, by):
    """What `seat_late()` does; two who want the last seat of a circle come here one after the other."""
    event = lock(event_pk)
    if not event.is_visible() or event.is_cancelled or event.is_over or is_under_way(event):
        return 0
    keys = set(late_people(event).filter(cannot_wait(event) | now_too).values_list("pk", flat=True))
    try:
        problem = narrowed(problem_of(event, any_seed()), keys) if keys else None
    except NothingToSeatError:
        problem = None
    if problem is None:
        return 0
    found, now = seating.seat_all(problem), timezone.now()
    Seat.objects.filter(registration__in=keys).delete()  # of a place that they had before
    made = make_seats(found, keys, made_at=now, released_at=now)
    keep_run(event, problem, found, by)
    tell_seats(Seat.objects.filter(registration__in=keys).select_related("registration"))
    note(AuditRecord.Act.RELEASED, event, format_lazy(_("seats of late people: {number}"), number=len(made)))
    return len(made)


def narrowed(problem, late):
    """The problem of seating those whose keys are in `late`, with all others who are seated fixed where they sit.

    A circle in which nobody sits does not begin now, unless those who are late are enough for it.
    """
    seated = dict(standing_seats(problem, late))
    people = tuple(
        replace(person, fixed=seated.get(person.key))
        for person in problem.people
        if person.key in late or person.key in seated
    )
    used, here = set(seated.values()), {person.key for person in people}
    circles = tuple(
        each if each.key in used or each.least <= len(late) else CircleLimits(each.key, 0, 0)
        for each in problem.circles
    )
    groups = {
        kind: tuple(
            within
            for group in getattr(problem, kind)
            if len(within := tuple(key for key in group if key in here)) > 1
        )
        for kind in ("together", "apart")
    }
    return replace(problem, people=people, circles=circles, **groups)


def standing_seats(problem, late):
    """(registration, circle) of all who sit in a circle of the problem, announced or not."""
    seats = Seat.objects.standing().filter(circle__in=[each.key for each in problem.circles])
    return seats.exclude(registration__in=late).values_list("registration", "circle")


def keep_run(event, problem, found, by):
    """Keep how the seats came about, as of every distribution."""
    event.seating_runs.create(
        seed=problem.seed,
        is_late=True,
        started_by=by,
        state=SeatingRun.State.DONE,
        progress=100,
        finished_at=timezone.now(),
        problem=document_of(problem),
        outcome=document_of(found),
    )


def seat_everywhere():
    """What the job does: look at all events that are not over and have announced seats."""
    announced = Seat.objects.announced().filter(registration__event=OuterRef("pk"))
    coming = Event.objects.filter(Exists(announced), cancelled_at=None)
    for pk in coming.exclude(pk__in=Event.objects.past().values("pk")).values_list("pk", flat=True):
        seat_late(pk)
