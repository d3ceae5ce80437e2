"""Registering for an event, and one's own registration: its page behind the personal link, and what can be done there."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events import offers, registering
from events.calendars import has_a_day
from events.models import Event, Registration
from events.models.registration_terms import terms_of
from events.places import Places
from events.registration_forms import ChangeForm, RegistrationForm
from klimakreise.accounts.limits import used_up
from klimakreise.accounts.timing import in_the_same_time
from klimakreise.publishing.humans import HumanForm
from klimakreise.publishing.secrets import secret_address

State = Registration.State
ACTS = {
    "confirm": registering.confirm,
    "accept": offers.accept,
    "take": offers.take_after_all,
    "decline": offers.decline,
}


def read_event(request, slug):
    events = Event.objects.visible_to(request.user).select_related("registration_terms", "series")
    return get_object_or_404(events, slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
@in_the_same_time
def register(request, slug):
    """The form with which one registers, or why one cannot; whatever becomes of it, the answer is the same page."""
    event = read_event(request, slug)
    terms = terms_of(event)
    form = human = None
    status, has_place = 200, Places.of(event).are_free(for_city=comes_for_city(request.user))
    if terms.door() == terms.Door.OPEN and (has_place or terms.has_waiting_list):
        form, human = forms_of(request, event)
        if request.method == "POST" and all([form.is_valid(), human.is_valid()]):
            if answer := take(request, event, form, human):
                return answer
            form.add_error(
                None, _("Many registrations have come from your connection. Please send it again in an hour.")
            )
            status = 429
    context = {
        "event": event,
        "terms": terms,
        "door": terms.door(),
        "form": form,
        "human": human,
        "has_place": has_place,
        "crumbs": event_crumbs(event),
    }
    return render(request, "events/register.html", context, status=status)


def comes_for_city(user):
    return user.is_authenticated and user.is_city


def forms_of(request, event):
    """The form and what goes along with it; people with an account find their name and address filled in."""
    user, data = request.user, request.POST or None
    initial = {"name": user.name, "email": user.email} if user.is_authenticated else {}
    own = Registration(event=event, language=get_language())
    return RegistrationForm(data, instance=own, initial=initial, user=user), HumanForm(data)


def take(request, event, form, human):
    """Keep the registration and answer; None if too many came from there.

    What a robot sent is not kept, nor what would bring an address too many mails: that must not show in the answer.
    """
    sent = redirect("events:registration_sent", event.slug)
    if human.is_trapped:
        return sent
    many = used_up(request, register="", register_mail=form.instance.email)
    if "register" in many:
        return None
    if "register_mail" in many:
        return sent
    user = request.user if request.user.is_authenticated else None
    own = registering.submit(form.instance, form.answers(), user=user)
    return redirect(own) if user and own.user_id == user.pk else sent


@require_safe
def registration_sent(request, slug):
    """The one answer to every registration."""
    event = read_event(request, slug)
    return render(request, "events/registration_sent.html", {"event": event, "crumbs": event_crumbs(event)})


def event_crumbs(event):
    return [
        {"label": _("Events"), "url": reverse("events:events")},
        {"label": event.title, "url": event.get_absolute_url(), "german": True},
    ]


def own_registration(request, token):
    """The registration of a personal link with its event; Http404 if there is none, or `request.user` may not see the event."""
    parts = ["event__registration_terms", "event__live_room", "group"]
    found = Registration.objects.by_token(token).select_related(*parts).first()
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
    has_room = own.state == State.CONFIRMED and bool(terms.online_room)
    context = {
        "own": own,
        "event": own.event,
        "token": token,
        "answers": own.answers.select_related("question"),
        "is_full": own.state == State.UNCONFIRMED and is_full(own),
        "is_still_free": offers.can_still_take(own, own.event),
        "has_a_day": has_a_day(own.event),
        "room": terms.online_room if has_room and terms.shows_room else "",
        "room_from": terms.room_shown_from if has_room else None,
        "is_open": terms.door() == terms.Door.OPEN,
    }
    return render(request, "events/registration.html", context)


def is_full(own):
    """Whether somebody who confirms now gets neither a place nor one on the list."""
    is_free = Places.of(own.event).are_free(for_city=own.for_city)
    return not is_free and not terms_of(own.event).has_waiting_list


@require_http_methods(["GET", "HEAD", "POST"])
@secret_address
def change_registration(request, token):
    """What somebody told when registering, to be changed."""
    own = own_registration(request, token)
    if own.state == State.CANCELLED or own.event.is_over:
        return redirect("events:registration", token)
    form = ChangeForm(request.POST or None, instance=own, user=request.user)
    if request.method == "POST" and form.is_valid():
        registering.change(own, form.answers())
        messages.success(request, _("Your changes are saved."))
        return redirect("events:registration", token)
    context = {"own": own, "event": own.event, "token": token, "form": form}
    return render(request, "events/change_registration.html", context)


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
    context = {"own": own, "event": own.event, "token": token}
    return render(request, "events/cancel_registration.html", context)
