from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from circles.models import Circle
from circles.reading import by_kind, results_with_measures, whole_circles, whole_results
from events.models import Event, EventSource, Material


def circle_detail(request, event_slug, slug):
    """One circle: what it worked on, what it came to, and what became of that."""
    circle = get_object_or_404(
        whole_circles(request.user).prefetch_related(
            *results_with_measures(request.user),
            Prefetch("materials", Material.objects.visible_to(request.user)),
        ),
        event__slug=event_slug,
        slug=slug,
    )
    return render(
        request,
        "circles/circle.html",
        {
            "circle": circle,
            "event": circle.event,
            "results": by_kind(circle.results.all()),
            "sources": sources_about_circles(circle.event),
            "neighbours": neighbours_of(circle, request.user),
            "crumbs": [
                {"label": _("Events"), "url": reverse("events:events")},
                {"label": circle.event, "url": circle.event.get_absolute_url()},
            ],
        },
    )


def plenary(request, event_slug):
    """All circles of an event and what they came to, in large type for the screen in the room."""
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=event_slug)
    circles = Circle.objects.visible_to(request.user).filter(event=event).select_related("topic")
    circles = list(circles.prefetch_related(Prefetch("results", whole_results(request.user))))
    for circle in circles:
        circle.event = event
        circle.results_by_kind = by_kind(circle.results.all())
    crumbs = [
        {"label": _("Events"), "url": reverse("events:events")},
        {"label": event, "url": event.get_absolute_url()},
    ]
    return render(request, "circles/plenary.html", {"event": event, "circles": circles, "crumbs": crumbs})


def sources_about_circles(event):
    """The sources of what is said of the circles; where none are named for them, those of the event."""
    rows = list(EventSource.objects.filter(event=event).select_related("source"))
    about_circles = [row.source for row in rows if row.about == EventSource.About.CIRCLES]
    return about_circles or [row.source for row in rows if row.about == EventSource.About.EVENT]


def neighbours_of(circle, user):
    """The other circles of the event: {"others", "before", "after"}."""
    circles = list(Circle.objects.visible_to(user).filter(event=circle.event).select_related("topic"))
    for each in circles:
        each.event = circle.event
    here = circles.index(circle)
    return {
        "others": [each for each in circles if each != circle],
        "before": circles[here - 1] if here else None,
        "after": circles[here + 1] if here + 1 < len(circles) else None,
    }
