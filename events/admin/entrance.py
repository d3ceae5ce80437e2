"""The page at the entrance, made for a phone: find a name, one tap, here. It works without script."""

from django import forms
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from events.admin.registration_filters import is_key
from events.admin.registration_forms import NONE_FREE
from events.arriving import arrive, undo_arrival, walk_in
from events.entrance_codes import read_code
from events.models import Event, Registration
from events.places import FullError

State = Registration.State
MOST = 50  # names on the page; more are found by typing some letters


class WalkInForm(forms.ModelForm):
    beyond_limit = forms.BooleanField(
        label=_("Beyond the limit, if no place is free"),
        required=False,
        help_text=_("The audit keeps that you have done it."),
    )

    class Meta:
        model = Registration
        fields = ["name", "sector"]
        labels = {"name": _("Name"), "sector": _("Sector, if they like to say it")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", _("no answer")), *Registration.Sector.choices]


def entrance(request, pk):
    """Find and mark people of one event; only within the administration's door."""
    event = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
    query = request.GET.get("q", "").strip()[:100]
    form = WalkInForm(request.POST if "walk_in" in request.POST else None, instance=Registration(event=event))
    if request.method == "POST" and (done := act(request, event, form)):
        return redirect(
            f"{reverse('admin:events_event_entrance', args=[pk])}?{urlencode({'q': query, 'done': done.pk})}#done"
        )
    context = {"event": event, "form": form, "query": query, **counts(event), **found(request, event, query)}
    return TemplateResponse(request, "admin/events/entrance.html", context)


def act(request, event, form):
    """Do what was tapped; the registration it was done to, None if the form has to be looked at again."""
    if "walk_in" in request.POST:
        return come_in(event, form) if form.is_valid() else None
    chosen = request.POST.get("here") or request.POST.get("undo") or ""
    own = event.registrations.filter(pk=chosen).first() if is_key(chosen) else None
    if own is None:
        raise Http404
    return arrive(own) if "here" in request.POST else undo_arrival(own)


def come_in(event, form):
    told = form.cleaned_data
    try:
        return walk_in(event, told["name"], told["sector"], beyond_limit=told["beyond_limit"])
    except FullError:
        form.add_error("beyond_limit", NONE_FREE)
    return None


def counts(event):
    """How many are here, and how many have a place."""
    confirmed = Q(state=State.CONFIRMED)
    return event.registrations.aggregate(
        expected=Count("pk", filter=confirmed), here=Count("arrived_at", filter=confirmed)
    )


def found(request, event, query):
    """The people that the query finds, and whom the last tap was about."""
    people = (
        event.registrations.filter(name__icontains=query)
        .exclude(state=State.CANCELLED)
        .order_by("name", "pk")
    )
    done = request.GET.get("done", "")
    last = event.registrations.filter(pk=done).first() if is_key(done) else None
    shown = list(people[: MOST + 1])
    code = request.GET.get("code", "")
    scanned = {"code": code, "scanned": read_code(event, code) if code else None}
    return {**scanned, "people": shown[:MOST], "has_more": len(shown) > MOST, "last": last}
