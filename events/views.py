from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from events import reading
from events.agenda import released_title
from events.calendars import has_a_day
from events.models import Event, Material, Protocol, ProtocolSection
from events.schema import event_schema
from klimakreise.publishing.files.sending import POLICY, send_file
from klimakreise.publishing.relations import with_count_of


@require_safe
def event_list(request):
    """What is coming, then each series with its past editions, those of unknown date and those not found."""
    upcoming = Event.objects.visible_to(request.user).upcoming().select_related("series")
    return render(
        request,
        "events/events.html",
        {
            "upcoming": upcoming.prefetch_related("sessions"),
            "all_series": reading.series_with_rows(request.user),
        },
    )


@require_safe
def event_detail(request, slug):
    """One event: the invitation before it, the documentation after it."""
    event = reading.read_event(slug, request.user)
    address = request.build_absolute_uri(event.get_absolute_url())
    picture = event.picture and request.build_absolute_uri(reverse("events:picture", args=[slug]))
    summary = reading.summary_of(event)
    return render(
        request,
        "events/event.html",
        {
            "event": event,
            **reading.page_of(event),
            "has_a_day": has_a_day(event),
            "pending": reading.pending_for(event, request.user),
            "summary": summary,
            "picture_address": picture,
            "schema": event_schema(event, address, summary, picture),
            "crumbs": [{"label": _("Events"), "url": reverse("events:events")}],
        },
    )


@require_safe
def protocol(request, slug):
    """The minutes of an event."""
    sections = ProtocolSection.objects.annotate(item_title=released_title("agenda_item", request.user))
    minutes = get_object_or_404(
        with_count_of(Protocol.objects.visible_to(request.user), "comments")
        .select_related("event__series")
        .prefetch_related(Prefetch("sections", sections)),
        event__slug=slug,
    )
    event = minutes.event
    crumbs = [
        {"label": _("Events"), "url": reverse("events:events")},
        {"label": event.title, "url": event.get_absolute_url(), "german": True},
    ]
    until = minutes.corrections_until
    context = {"protocol": minutes, "event": event, "crumbs": crumbs}
    context["corrections_are_open"] = until is not None and until >= timezone.localdate()
    return render(request, "events/protocol.html", context)


@require_safe
@csp_override(POLICY)
def material(request, slug, pk, width=None):
    """The file of a material; of a picture also a size."""
    found = get_object_or_404(
        Material.objects.visible_to(request.user).select_related("event").exclude(file=""),
        event__slug=slug,
        pk=pk,
    )
    return send_file(request, found.file, slug, found, public=found.is_visible(), width=width)


@require_safe
@csp_override(POLICY)
def event_picture(request, slug, width=None):
    """The picture of an event, or a size of it."""
    event = get_object_or_404(Event.objects.visible_to(request.user).exclude(picture=""), slug=slug)
    return send_file(request, event.picture, slug, _("Picture"), public=event.is_visible(), width=width)
