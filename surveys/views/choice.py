"""Why the topics of an event were chosen."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from circles.models import Circle
from events.models import Event, EventSource
from surveys.choosing import candidates
from surveys.models import SurveyPlacement


def topic_choice(request, event_slug):
    """Why an event worked on these topics: what spoke for each candidate, and which circles came of it."""
    circles = Circle.objects.visible_to(request.user).select_related("topic__demand__demand_set")
    events = Event.objects.visible_to(request.user).with_next(request.user)
    event = get_object_or_404(events.prefetch_related(Prefetch("circles", circles)), slug=event_slug)
    found = candidates(event, event.circles.all(), request.user)
    taken = {candidate.topic.pk for candidate in found}
    placements = SurveyPlacement.objects.visible_to(request.user).filter(agenda_item__event=event)
    sources = event.event_sources.filter(about=EventSource.About.TOPICS).select_related("source")
    return render(
        request,
        "surveys/topic_choice.html",
        {
            "event": event,
            "crumbs": [
                {"label": _("Events"), "url": reverse("events:events")},
                {"label": event.title, "url": event.get_absolute_url()},
            ],
            "candidates": found,
            "further_circles": [circle for circle in event.circles.all() if circle.topic_id not in taken],
            "has_figures": any(candidate.choice.reasons.all() for candidate in found),
            "placements": placements.select_related("survey"),
            "sources": [row.source for row in sources],
        },
    )
