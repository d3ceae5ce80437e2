"""What the personal page of a registration shows of circles: the seat and why, the wishes and where to change them."""

from django import template

from circles.late import is_announced
from circles.reasons import reason
from circles.wishing import circles_to_wish_for, standing_seat, wishes_are_open

register = template.Library()


@register.inclusion_tag("circles/_own_seat.html")
def own_seat(registration, token):
    """`registration` with its event; `token` is that of the personal link."""
    seat = standing_seat(registration)
    is_open = wishes_are_open(registration, seat) and bool(circles_to_wish_for(registration.event))
    announced = seat if seat and seat.released_at else None
    return {
        "seat": announced,
        "reason": announced and reason(announced),
        "wishes": registration.wishes.select_related("circle") if registration.state != "cancelled" else [],
        "is_open": is_open,
        "token": token,
        "waits": registration.state != "confirmed",
        "is_late": registration.state == "confirmed"
        and not announced
        and is_announced(registration.event_id),
    }


@register.inclusion_tag("circles/_seat_at_the_entrance.html")
def seat_at_the_entrance(registration):
    """Where somebody who has just come in sits, and why."""
    seat = standing_seat(registration)
    announced = seat if seat and seat.released_at else None
    return {"seat": announced, "reason": announced and reason(announced)}
