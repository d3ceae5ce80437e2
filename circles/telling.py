"""Puts the mail about a seat into the outbox; what is in it is said in `circles/mails.py` when it is sent."""

from klimakreise.mailing.outbox import queue_many


def tell_seats(seats):
    """Queue the mail `circles/seat` for each of the announced `seats`; people without an address get none."""
    letters = [
        {
            "to": seat.registration.email,
            "about": seat.registration_id,
            "language": seat.registration.language,
            "key": f"seat-{seat.registration_id}-{seat.released_at:%Y%m%d%H%M%S%f}",
        }
        for seat in seats
        if seat.registration.email
    ]
    queue_many("circles/seat", letters)
