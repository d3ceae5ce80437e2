"""What the planning team does with seats: moves people by hand, keeps them where they are, announces the seats."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from circles.models import Facilitator, Seat
from circles.telling import tell_seats
from events.models import Registration
from events.places import lock
from klimakreise.publishing.audit import note
from klimakreise.publishing.models import AuditRecord


@transaction.atomic
def move(event, registrations, circle, *, by_mail=True):
    """Seat these people of the event in its circle by hand; who knows their seat already is told of the new one."""
    lock(event.pk)
    now, told = timezone.now(), []
    for registration in registrations:
        before = Seat.objects.standing().filter(registration=registration).first()
        announced = bool(before and before.released_at)
        wish = registration.wishes.filter(circle=circle).first()
        seat, _made = Seat.objects.update_or_create(
            registration=registration,
            defaults={
                "circle": circle,
                "why": Seat.Why.HAND,
                "rank": wish and wish.rank,
                "refused": [],
                "by_hand": True,
                "made_at": now,
                "released_at": now if announced else None,
            },
        )
        if announced and before.circle_id != circle.pk:
            told.append(seat)
    if by_mail:
        tell_seats(told)
    return len(told)


@transaction.atomic
def keep(event, registrations):
    """Leave these people where they are when seats are distributed again."""
    lock(event.pk)
    return Seat.objects.standing().filter(registration__in=registrations).update(by_hand=True)


@transaction.atomic
def let_go(event, registrations):
    """Seat these people anew with the next distribution; what was announced stays."""
    lock(event.pk)
    seats = Seat.objects.filter(registration__in=registrations, released_at=None)
    seats.filter(why=Seat.Why.HAND).delete()
    return seats.update(by_hand=False)


@transaction.atomic
def release(event):
    """Announce all seats that are not yet: on the personal pages and by mail. Returns how many."""
    event = lock(event.pk)
    now = timezone.now()
    here = Seat.objects.filter(registration__event=event)
    fresh = here.standing().filter(released_at=None)
    # Not `here.filter(…)`: with one join more SQLite takes 20 s for 10,000 seats, so less than one.
    number = Seat.objects.filter(pk__in=fresh.values("pk")).update(released_at=now)
    if number:
        tell_seats(here.filter(released_at=now).select_related("registration"))
        note(AuditRecord.Act.RELEASED, event, format_lazy(_("seats in circles: {number}"), number=number))
    return number


@transaction.atomic
def let_lead(circle, user_keys):
    """Make these accounts facilitators of the circle; the audit keeps it, for they may do more than others."""
    for key in user_keys:
        if circle.facilitators.get_or_create(user_id=key)[1]:
            note(AuditRecord.Act.ROLE, circle, format_lazy(_("leads the talk: person {number}"), number=key))


@transaction.atomic
def let_lead_no_more(event, user_keys):
    """Take these accounts off the facilitators of all circles of the event."""
    for one in Facilitator.objects.filter(circle__event=event, user__in=user_keys).select_related("circle"):
        one.delete()
        note(
            AuditRecord.Act.ROLE,
            one.circle,
            format_lazy(_("leads the talk no more: person {number}"), number=one.user_id),
        )


def numbers(event):
    """{"places", "seated", "kept", "announced"}: how many people have a place, a seat, a kept one, an announced one."""
    places = event.registrations.filter(state=Registration.State.CONFIRMED).count()
    seats = Seat.objects.standing().filter(registration__event=event)
    counted = seats.aggregate(
        seated=Count("pk"),
        kept=Count("pk", filter=Q(by_hand=True) | Q(released_at__isnull=False)),
        announced=Count("pk", filter=Q(released_at__isnull=False)),
    )
    return {"places": places, **counted}
