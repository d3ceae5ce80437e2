"""Puts mails about registrations into the outbox: what is in them is said in `events/mails.py` when they are sent."""

from django.utils import timezone

from klimakreise.mailing.outbox import queue_many


def tell(what, registrations, *, again=False):
    """Queue the mail `events/registration_<what>` to each of `registrations`; those without an address get none.

    One mail for each state that a registration comes into; `again` makes it one for each call.
    """
    letters = [
        {
            "to": registration.email,
            "about": registration.pk,
            "language": registration.language,
            "key": f"registration-{registration.pk}-{what}-{stamp(timezone.now() if again else registration.state_since)}",
        }
        for registration in registrations
        if registration.email
    ]
    queue_many(f"events/registration_{what}", letters)


def stamp(moment):
    return f"{moment:%Y%m%d%H%M%S%f}"
