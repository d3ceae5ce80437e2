from django.shortcuts import render

from circles.models import StatusReport
from events.models import Event, EventSeries
from klimakreise.site.news import newest_publications


def home(request):
    """What is next, the thread of the latest edition, how measures stand, what was published last."""
    events = Event.objects.visible_to(request.user).select_related("series")
    real = events.filter(is_example=False)
    first = EventSeries.objects.order_by("position", "pk")[:1]  # a new series is at position 0 too
    reports = StatusReport.objects.visible_to(request.user).filter(measure__is_example=False)
    return render(
        request,
        "site/home.html",
        {
            "upcoming": events.upcoming()[:3],
            "latest": real.past().filter(series__in=first).with_next(request.user).first()
            or events.past().with_next(request.user).first(),
            "reports": reports.filter(date__isnull=False).select_related("measure").newest_first()[:4],
            "news": newest_publications(request.user, 5),
        },
    )
