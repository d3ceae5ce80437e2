"""The pages of those who host a room: release and tick off questions, call speakers, open and close polls, the big screen."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klimakreise.dialogue.live import asking, floor, polls
from klimakreise.dialogue.live.ending import end
from klimakreise.dialogue.live.forms import HidingQuestionForm, PollForm, RoomForm
from klimakreise.dialogue.live.reading import hosted, on_screen
from klimakreise.dialogue.live.room import begin, settle
from klimakreise.dialogue.live.seats import hosted_room
from klimakreise.dialogue.models import LivePoll, LiveQuestion, LiveRoom
from klimakreise.dialogue.views.comments import number_in
from klimakreise.dialogue.views.live import crumbs_of, newest, private

ACTS = {
    "show": asking.show,
    "answered": asking.answered,
    "call": floor.call,
    "next": lambda room, _pk: floor.call(room),
    "end_speech": floor.end_speech,
    "take_off": floor.take_off,
    "open_poll": polls.open_poll,
    "close_poll": polls.close_poll,
    "show_result": polls.show_result,
    "hide_result": polls.hide_result,
    "discard": polls.discard,
    "begin": lambda room, _pk: begin(room),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def live_host(request, slug):
    """Everything in the room with the buttons of a host; `?stand` is what changes."""
    room = hosted_room(request, slug)
    if request.method == "POST":
        act(request, room)
        return redirect("dialogue:live_host", slug)
    if "stand" in request.GET:
        return newest(
            request,
            tag_of(room, "host"),
            lambda: render_to_string("dialogue/live/host.html#now", hosted(room)),
        )
    context = {
        **hosted(room),
        "event": room.event,
        "tag": tag_of(room, "host"),
        "crumbs": crumbs_of(room.event),
    }
    return private(render(request, "dialogue/live/host.html", context))


def tag_of(room, page):
    """Names all that a host's page shows, as a weak ETag."""
    return f'W/"{page}-{translation.get_language()}-{room.pk}-{room.version}-{room.event.is_cancelled}"'


def act(request, room):
    """Do what the button says, and say so if it was too late for it."""
    verb, _blank, pk = request.POST.get("do", "").partition(" ")
    if verb == "prepare":
        LiveRoom.objects.get_or_create(event=room.event)
    elif room.pk and verb in ACTS and not ACTS[verb](room, number_in(pk)):
        messages.error(
            request, _("That is not possible any more: somebody else was faster, or the room is not open.")
        )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def live_settings(request, slug):
    """How the room works, and whether it becomes part of the documentation."""
    room = get_or_404(request, slug)
    form = RoomForm(request.POST if request.method == "POST" else None, instance=room)
    if request.method == "POST" and form.is_valid():
        settle(room, form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("dialogue:live_host", slug)
    return form_page(request, room, form, _("Settings of the room"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def live_hide(request, slug, pk):
    """Hide a question, with a reason for whoever asked it."""
    room = get_or_404(request, slug)
    question = get_object_or_404(room.questions.exclude(state=LiveQuestion.State.HIDDEN), pk=pk)
    form = HidingQuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asking.hide(room, pk, form.cleaned_data["reason"])
        return redirect("dialogue:live_host", slug)
    return form_page(request, room, form, _("Hide a question"), quoted=question.text)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def live_poll(request, slug, pk=None):
    """Make a poll, or change one that was never opened."""
    room = get_or_404(request, slug)
    prepared = room.polls.filter(state=LivePoll.State.PREPARED)
    poll = get_object_or_404(prepared, pk=pk) if pk else LivePoll(room=room)
    form = PollForm(request.POST or None, instance=poll)
    if request.method == "POST" and form.is_valid():
        if not polls.keep(room, form.instance, form.cleaned_data["answers"]):
            messages.error(request, _("Somebody has opened this poll meanwhile; it stays as it was."))
        return redirect(f"{reverse('dialogue:live_host', args=[slug])}#live-polls")
    return form_page(request, room, form, _("Change the poll") if pk else _("New poll"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def live_end(request, slug):
    """Asks whether to end the room for good, and does it."""
    room = get_or_404(request, slug)
    if request.method == "POST":
        end(room)
        messages.success(request, _("The room is ended. Who asked and who voted is deleted."))
        return redirect("dialogue:live_host", slug)
    return render(request, "dialogue/live/end.html", {"room": room, "event": room.event})


@require_safe
@login_required
def live_screen(request, slug):
    """What everybody in the room looks at, in large type."""
    room = get_or_404(request, slug)
    if "stand" in request.GET:
        return newest(
            request,
            tag_of(room, "screen"),
            lambda: render_to_string("dialogue/live/screen.html#now", on_screen(room)),
        )
    address = request.build_absolute_uri(room.get_absolute_url()).partition("//")[2]
    context = {**on_screen(room), "event": room.event, "tag": tag_of(room, "screen"), "address": address}
    return private(render(request, "dialogue/live/screen.html", context))


def get_or_404(request, slug):
    """The room for one of its hosts; Http404 if nobody has prepared it."""
    return get_object_or_404(LiveRoom.objects.select_related("event"), pk=hosted_room(request, slug).pk)


def form_page(request, room, form, title, **context):
    """A page with one form."""
    return render(
        request,
        "dialogue/live/form.html",
        {"room": room, "event": room.event, "form": form, "title": title, **context},
    )
