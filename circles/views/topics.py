from django.db.models import Count, F, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from circles.models import Result, Topic
from circles.reading import results_with_measures, standing_measures, whole_circles
from klimakreise.alliance.models import Demand
from klimakreise.publishing.relations import visible_behind


def topic_list(request):
    """All topics, with the events at which a circle worked on them."""
    results = Result.objects.visible_to(request.user).filter(circle__topic=OuterRef("pk"))
    counts = results.order_by().values("circle__topic").annotate(count=Count("pk")).values("count")
    topics = (
        Topic.objects.visible_to(request.user)
        .annotate(result_count=Coalesce(Subquery(counts), 0))
        .prefetch_related(
            Prefetch(
                "circles", whole_circles(request.user).order_by(F("event__date").asc(nulls_last=True), "pk")
            )
        )
        .order_by("is_example", "title")
    )
    return render(request, "circles/topics.html", {"topics": topics})


def topic_detail(request, slug):
    """One topic across events: its circles with their results, its measures, what surveys asked about it."""
    topic = get_object_or_404(
        Topic.objects.visible_to(request.user).prefetch_related(*across_events(request.user)), slug=slug
    )
    circles = list(topic.circles.all())
    results = [result for circle in circles for result in circle.results.all()]
    taken_up = [measure for result in results for measure in result.measures.all()]
    return render(
        request,
        "circles/topic.html",
        {
            "topic": topic,
            "circles": circles,
            "measures": list({each.pk: each for each in [*topic.measures.all(), *taken_up]}.values()),
            "crumbs": [{"label": _("Topics"), "url": reverse("circles:topics")}],
        },
    )


def across_events(user):
    """The lookups from topics to all that became of them; the latest event first."""
    newest_first = [F("event__date").desc(nulls_last=True), "-event__number", "position", "pk"]
    options = visible_behind(Topic, "options", user).select_related("question__survey")
    return [
        Prefetch("demand", Demand.objects.visible_to(user).select_related("demand_set")),
        Prefetch("circles", whole_circles(user).order_by(*newest_first)),
        *results_with_measures(user, "circles__"),
        Prefetch("measures", standing_measures(user)),
        Prefetch("choices", visible_behind(Topic, "choices", user).select_related("event")),
        Prefetch("options", options),
        Prefetch("options__tally", visible_behind(options.model, "tally", user)),
    ]
