"""One's own registration: its page behind the personal link, and what can be done there."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from events import offers, registering
from events.models import Event, Registration
from events.models.registration_terms import terms_of
from events.places import Places
from klimakreise.publishing.secrets import secret_address

State = Registration.State
ACTS = {"confirm": registering.confirm, "accept": offers.accept, "decline": offers.decline}


def own_registration(request, token):
    """The registration of a personal link with its event; Http404 if there is none, or `request.user` may not see the event."""
    found = Registration.objects.by_token(token).select_related("event__registration_terms").first()
    if found is None or not Event.objects.visible_to(request.user).filter(pk=found.event_id).exists():
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@secret_address
def registration(request, token):
    """One's own page: how it stands and what can be done. Opening it changes nothing, the buttons do."""
    own = own_registration(request, token)
    if request.method == "POST":
        if act := ACTS.get(request.POST.get("act")):
            act(own)
        return redirect("events:registration", token)
    terms = terms_of(own.event)
    context = {
        "own": own,
        "event": own.event,
        "token": token,
        "is_full": own.state == State.UNCONFIRMED and is_full(own),
        "room": terms.online_room if own.state == State.CONFIRMED and terms.shows_room else "",
        "room_from": terms.room_shown_from if own.state == State.CONFIRMED and terms.online_room else None,
        "is_open": terms.door() == terms.Door.OPEN,
    }
    return render(request, "events/registration.html", context)


def is_full(own):
    """Whether somebody who confirms now gets neither a place nor one on the list."""
    is_free = Places.of(own.event).are_free(for_city=own.for_city)
    return not is_free and not terms_of(own.event).has_waiting_list


@require_http_methods(["GET", "HEAD", "POST"])
@secret_address
def cancel_registration(request, token):
    """Asks whether to cancel, and does it."""
    own = own_registration(request, token)
    if request.method == "POST":
        registering.cancel(own)
        return redirect("events:registration", token)
    if own.state == State.CANCELLED:
        return redirect("events:registration", token)
    return render(
        request, "events/cancel_registration.html", {"own": own, "event": own.event, "token": token}
    )
