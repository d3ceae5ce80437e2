from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from circles.models import Measure, Result, StatusReport, Topic
from circles.reading import standing_measures, statements_on
from klimakreise.publishing.relations import visible_behind, with_count_of


def result_detail(request, pk):
    """One result: its wording, who acts by when, what the city says, which measures took it up."""
    result = get_object_or_404(with_count_of(answered_results(request.user), "comments"), pk=pk)
    return render(request, "circles/result.html", {"result": result, "crumbs": way_to(result)})


def result_thread(request, pk):
    """The whole thread of one result, each station in its own words."""
    result = get_object_or_404(
        answered_results(request.user).prefetch_related(
            statements_on(Measure, request.user, "measures__"),
            Prefetch("measures__reports", StatusReport.objects.all()),
        ),
        pk=pk,
    )
    circle = result.circle
    choice = visible_behind(Topic, "choices", request.user).filter(event=circle.event, topic=circle.topic)
    return render(
        request,
        "circles/thread.html",
        {
            "result": result,
            "choice": choice.prefetch_related(
                "reasons__source", "reasons__question__survey", "reasons__option__question__survey"
            ).first(),
            "crumbs": [*way_to(result), {"label": _("Result"), "url": result.get_absolute_url()}],
        },
    )


def answered_results(user):
    """Results with where they come from, who is responsible, the city's statements and the measures."""
    return (
        Result.objects.visible_to(user)
        .select_related("circle__event__series", "circle__topic__demand__demand_set")
        .select_related("responsible_group", "responsible_department")
        .prefetch_related(statements_on(Result, user), Prefetch("measures", standing_measures(user)))
    )


def way_to(result):
    """The breadcrumb: event, circle."""
    circle = result.circle
    return [
        {"label": _("Events"), "url": reverse("events:events")},
        {"label": circle.event, "url": circle.event.get_absolute_url()},
        {"label": circle, "url": circle.get_absolute_url()},
    ]
