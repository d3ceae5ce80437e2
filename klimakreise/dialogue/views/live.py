"""The live page of an event for people taking part, and what came of it."""

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Registration
from events.registration_views import own_registration
from klimakreise.accounts.limits import used_up
from klimakreise.dialogue.live import asking, floor, polls
from klimakreise.dialogue.live.forms import QuestionForm
from klimakreise.dialogue.live.pieces import now_in
from klimakreise.dialogue.live.reading import documented
from klimakreise.dialogue.live.seats import seat_of, sit_down
from klimakreise.dialogue.models import LiveRoom
from klimakreise.dialogue.views.comments import number_in
from klimakreise.publishing.secrets import secret_address

QUICK = {
    "support": asking.support,
    "unsupport": asking.unsupport,
    "withdraw": asking.withdraw,
    "speak": lambda room, registration_id, _pk: floor.ask_for_floor(room, registration_id),
    "leave": lambda room, registration_id, _pk: floor.leave_list(room, registration_id),
}


@require_http_methods(["GET", "HEAD", "POST"])
def live(request, slug):
    """Questions, polls and speakers, for whoever takes part; `?stand` is what changes, or 304 if nothing has."""
    seat = seat_of(request, slug)
    if "stand" in request.GET:
        return newest(request, seat.tag, lambda: now_in(seat))
    form = question_form(request, seat)
    if request.method == "POST" and (done := act(request, seat, form)):
        return done
    context = {"seat": seat, "room": seat.room, "now": now_in(seat), "event": seat.room.event}
    context |= {"form": form, "crumbs": crumbs_of(seat.room.event)}
    is_too_much = form is not None and form.has_error(NON_FIELD_ERRORS, "limit")
    return private(render(request, "dialogue/live/live.html", context, status=429 if is_too_much else 200))


def question_form(request, seat):
    """The form for a question, with what was typed even if the room has closed meanwhile; None for who cannot ask."""
    typed = request.POST if "text" in request.POST else None
    if seat.registration_id is None or not (seat.may_act or typed):
        return None
    return QuestionForm(Registration.objects.get(pk=seat.registration_id), typed)


def newest(request, tag, html):
    """The part of a page that changes, or 304 if the reader has what `tag` names; `html()` is only asked if not."""
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(html())
    answer["ETag"] = tag
    return private(answer)


def private(response):
    """What one person sees goes into no cache but their browser's, and is asked for anew each time."""
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Cookie"])
    return response


def act(request, seat, form):
    """Do what the button says; returns where to go then, or None if the page has to be shown again with the form."""
    if seat.registration_id is None:
        raise PermissionDenied
    verb, _blank, pk = request.POST.get("do", "").partition(" ")
    if used_up(request, live=seat.registration_id):
        messages.error(request, _("That was a lot in a short time. Please wait a minute."))
    elif verb == "ask" and form:
        if not ask(request, seat, form):
            return None
    elif verb in QUICK:
        if not QUICK[verb](seat.room, seat.registration_id, number_in(pk)):
            messages.error(request, _("That is not possible any more."))
    elif verb == "vote":
        vote(request, seat, number_in(pk))
    return redirect(f"{seat.room.get_absolute_url()}{place_of(verb, pk)}")


def ask(request, seat, form):
    """Whether the question in the form was asked; if not, the form says why."""
    if not form.is_valid():
        return False
    if used_up(request, live_question=seat.registration_id):
        many = _("That were many questions in a short time. Yours is still here: send it later.")
        form.add_error(None, ValidationError(many, "limit"))
        return False
    data = form.cleaned_data
    question = asking.ask(seat.room, form.registration, data["text"], with_name=data["with_name"])
    if question is None:
        form.add_error(None, _("Questions cannot be asked any more."))
    elif question.state == question.State.WAITING:
        messages.success(request, _("Your question is there. A host looks at it before the others see it."))
    else:
        messages.success(request, _("Your question is there."))
    return question is not None


def vote(request, seat, pk):
    options = {number_in(text) for text in request.POST.getlist(f"poll-{pk}")}
    if polls.vote(seat.room, seat.registration_id, pk, options):
        messages.success(request, _("Your vote is counted.") if options else _("Your vote is taken back."))
    else:
        messages.error(
            request, _("That vote was not possible: the poll is closed, or the answer is not one of its own.")
        )


def place_of(verb, pk):
    """The part of the page that the act was in."""
    if verb in {"support", "unsupport"}:
        return f"#frage-{number_in(pk)}"
    return {"vote": "#live-polls", "speak": "#live-floor", "leave": "#live-floor"}.get(verb, "")


@require_http_methods(["GET", "HEAD", "POST"])
@secret_address
def live_enter(request, token):
    """From the personal link into the room: the button leaves a cookie by which the live page knows its reader."""
    own = own_registration(request, token)
    get_object_or_404(LiveRoom, event=own.event_id)
    is_in = own.state == Registration.State.CONFIRMED
    if request.method == "POST" and is_in:
        response = redirect("dialogue:live", own.event.slug)
        sit_down(response, own)
        return response
    context = {"own": own, "event": own.event, "token": token, "is_in": is_in}
    return render(request, "dialogue/live/enter.html", context)


@require_safe
def live_results(request, slug):
    """What was asked and voted, for everyone, once the hosts have said so."""
    room = get_object_or_404(
        LiveRoom.objects.visible_to(request.user).select_related("event").filter(state=LiveRoom.State.ENDED),
        event__slug=slug,
    )
    context = {**documented(room), "event": room.event, "crumbs": crumbs_of(room.event)}
    return render(request, "dialogue/live/results.html", context)


def crumbs_of(event):
    return [
        {"label": _("Events"), "url": reverse("events:events")},
        {"label": event.title, "url": event.get_absolute_url(), "german": True},
    ]
