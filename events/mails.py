"""What is written to people about their registration: a function and a template in `mail/events/` for each mail.

The templates of all of them may use

    name         as the person gave it
    event        title of the event
    when         its date in words, perhaps only a month or a year; empty if it has none
    address      the person's own page: confirm, change, cancel, accept an offer
    event_address

and those of a single one what its function adds. None of them is sent for a draft.
"""

import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Registration
from events.models.registration import CONFIRM_WITHIN
from klimakreise.mailing.registry import absolute, mail
from klimakreise.publishing.standing import moment

State = Registration.State


def letter(pk, *states, cancelled=False):
    """(registration, context) of registration `pk`; (None, None) if there is nothing more to tell.

    That is so when its state is none of `states` any more, the event is a draft, or, unless `cancelled`, it was cancelled.
    """
    found = Registration.objects.filter(pk=pk, state__in=states).select_related("event").first()
    if found is None or not found.event.is_visible() or (found.event.is_cancelled and not cancelled):
        return None, None
    return found, {
        "name": found.name,
        "event": found.event.title,
        "when": str(found.event.date or ""),
        "address": absolute(reverse("events:registration", args=[found.token])),
        "event_address": absolute(found.event.get_absolute_url()),
    }


def plain(pk, *states, cancelled=False):
    _registration, context = letter(pk, *states, cancelled=cancelled)
    return context and {"context": context}


@mail("events/registration_confirm", _("Confirmation of a registration"))
def confirm(pk):
    """Adds `hours`: how long the link confirms."""
    found, context = letter(pk, State.UNCONFIRMED)
    return found and {"context": {**context, "hours": CONFIRM_WITHIN // datetime.timedelta(hours=1)}}


@mail("events/registration_confirmed", _("Registration confirmed"))
def confirmed(pk):
    return plain(pk, State.CONFIRMED)


@mail("events/registration_waiting", _("Place on the waiting list"))
def waiting(pk):
    """Adds `place`: 1 for whom the next free place is."""
    found, context = letter(pk, State.WAITING)
    return found and {"context": {**context, "place": found.place_on_the_list}}


@mail("events/registration_offered", _("A place is offered"))
def offered(pk):
    """Adds `ends_at`: until when it can be accepted, in words."""
    found, context = letter(pk, State.OFFERED)
    return found and {"context": {**context, "ends_at": moment(found.offer_ends_at)}}


@mail("events/registration_moved_up", _("Moved up from the waiting list"))
def moved_up(pk):
    return plain(pk, State.CONFIRMED)


@mail("events/registration_cancelled", _("Registration cancelled"))
def cancelled(pk):
    return plain(pk, State.CANCELLED, cancelled=True)


@mail("events/registration_link", _("Link to one's own registration"))
def link(pk):
    return plain(pk, State.CONFIRMED, State.WAITING, State.OFFERED, cancelled=True)
