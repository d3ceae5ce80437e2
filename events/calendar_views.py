"""Calendars to load or to subscribe to: of one event, of all, and one's own with the online room."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.calendars import calendar_of, calendar_of_one
from events.models import Event
from events.models.registration_terms import terms_of
from events.registration_views import own_registration
from klimakreise.mailing.registry import signature
from klimakreise.publishing.secrets import secret_address


def calendar_file(content, name):
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"'}
    return HttpResponse(content, "text/calendar; charset=utf-8", headers=headers)


def for_everyone():
    """What everyone sees, whoever asks: a calendar keeps a copy and shows it to others."""
    events = Event.objects.visible_to(AnonymousUser())
    return events.select_related("registration_terms").prefetch_related("sessions")


@require_safe
def calendar_of_all(request):
    """All events whose day is known, without examples."""
    events = for_everyone().filter(is_example=False).order_by("date", "pk")
    name = _("Events of %(name)s") % {"name": signature.current()["name"]}
    return calendar_file(calendar_of(list(events), name), "veranstaltungen")


@require_safe
def calendar_of_event(request, slug):
    """One event with all its sessions."""
    event = get_object_or_404(for_everyone(), slug=slug)
    return calendar_file(calendar_of_one(event), slug)


@require_safe
@secret_address
def own_calendar(request, token):
    """The event of a registration, with the online room if the person has a place and it is shown by now."""
    own = own_registration(request, token)
    terms = terms_of(own.event)
    has_room = own.state == own.State.CONFIRMED and terms.shows_room
    room = terms.online_room if has_room else ""
    return calendar_file(calendar_of_one(own.event, own=own, room=room), own.event.slug)
