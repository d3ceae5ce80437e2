from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from circles.forms import MeasureFilter
from circles.models import Measure, Result, StatusReport, Topic
from circles.timeline import timeline
from klimakreise.alliance.models import Demand
from klimakreise.publishing.relations import with_count_of

MEASURES_ON_A_PAGE = 30


def measure_list(request):
    """All measures and how they stand, narrowed by status, topic, department and demand."""
    form = MeasureFilter(request.GET, request.user)
    measures = (
        form.found().select_related("department").prefetch_related("reports", *what_it_takes_up(request.user))
    )
    page = Paginator(measures, MEASURES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "circles/measures.html", {"form": form, "page_obj": page})


def measure_detail(request, slug):
    """One measure: its history in all voices, the team's assessment, where it came from, what the city says."""
    measure = get_object_or_404(
        with_count_of(Measure.objects.visible_to(request.user), "comments")
        .with_standing()
        .with_answers(request.user)
        .select_related("department")
        .prefetch_related(*what_it_takes_up(request.user), *what_became_of_it(request.user)),
        slug=slug,
    )
    return render(
        request,
        "circles/measure.html",
        {
            "measure": measure,
            "moments": timeline(list(measure.reports.all())),
            "statements": measure.statements.visible_to(request.user)
            .select_related("department", "measure")
            .prefetch_related("sources"),
            "crumbs": [{"label": _("Measures"), "url": reverse("circles:measures")}],
        },
    )


def what_it_takes_up(user):
    """The topic and the demand of measures, as far as `user` may see them."""
    return [
        Prefetch("topic", Topic.objects.visible_to(user)),
        Prefetch("demand", Demand.objects.visible_to(user).select_related("demand_set")),
    ]


def what_became_of_it(user):
    """The reports on a measure with their sources, and the results that it came from."""
    reports = StatusReport.objects.with_dispute().select_related("contests").prefetch_related("sources")
    results = Result.objects.visible_to(user).with_answers(user)
    return [
        Prefetch("reports", reports),
        Prefetch("results", results.select_related("circle__event", "circle__topic__demand__demand_set")),
    ]
