"""Why the topics of an event were chosen."""

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from circles.models import Circle
from events.models import Event, EventSource
from surveys.choosing import choice_of
from surveys.models import SurveyPlacement


def topic_choice(request, event_slug):
    """Why an event worked on these topics: what spoke for each candidate, the rule, and which circles came of it."""
    circles = Circle.objects.visible_to(request.user).select_related("topic__demand__demand_set")
    events = Event.objects.visible_to(request.user).with_next(request.user)
    event = get_object_or_404(events.prefetch_related(Prefetch("circles", circles)), slug=event_slug)
    choice = choice_of(event, event.circles.all(), request.user)
    return render(
        request,
        "surveys/topic_choice.html",
        {
            "event": event,
            "choice": choice,
            "selection": choice.selection,
            "corrections": choice.selection.corrections.all() if choice.selection else [],
            "further_circles": circles_without_a_candidate(event, choice),
            **what_is_said_of(event, request.user),
        },
    )


def circles_without_a_candidate(event, choice):
    taken = {candidate.topic.pk for candidate in choice.candidates}
    return [circle for circle in event.circles.all() if circle.topic_id not in taken]


def what_is_said_of(event, user):
    """The way here, the surveys shown at the event, and the sources on its choice of topics."""
    placements = SurveyPlacement.objects.visible_to(user).filter(agenda_item__event=event)
    sources = event.event_sources.filter(about=EventSource.About.TOPICS).select_related("source")
    return {
        "crumbs": [
            {"label": _("Events"), "url": reverse("events:events")},
            {"label": event.title, "url": event.get_absolute_url()},
        ],
        "placements": placements.select_related("survey"),
        "sources": [row.source for row in sources],
    }
