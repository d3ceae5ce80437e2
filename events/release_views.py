from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import AgendaRelease, Event
from events.release import with_differences


def way_here(event):
    """The breadcrumb to the versions of an event's agenda."""
    return [
        {"label": _("Events"), "url": reverse("events:events")},
        {"label": event.title, "url": event.get_absolute_url(), "german": True},
    ]


@require_safe
def release_list(request, slug):
    """All versions of an event's agenda, the newest first, with what was new in each."""
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    releases = with_differences(event.agenda_releases.with_neighbours().order_by("-number"))
    for release in releases:
        release.event = event
    return render(
        request, "events/releases.html", {"event": event, "releases": releases, "crumbs": way_here(event)}
    )


@require_safe
def release_detail(request, slug, number):
    """One version of an event's agenda as it was released."""
    releases = AgendaRelease.objects.visible_to(request.user).with_neighbours().select_related("event")
    release = get_object_or_404(releases, event__slug=slug, number=number)
    items = list(release.items.all())
    for item in items:
        item.number = item.position
    versions = {"label": _("Versions of the agenda"), "url": reverse("events:releases", args=[slug])}
    return render(
        request,
        "events/release.html",
        {
            "release": release,
            "event": release.event,
            "items": items,
            "is_timed": any(item.start for item in items),
            "crumbs": [*way_here(release.event), versions],
        },
    )
