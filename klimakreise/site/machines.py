"""What machines ask: is it ready, what may be crawled, whom to tell of a hole."""

import datetime

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from klimakreise.jobs.models import Worker
from klimakreise.site.models import Identity


@never_cache
def readyz(request):
    """200 if the database answers and every migration has run, else 503; names what is missing.

    `worker` says whether one was seen in the last five minutes. It does not make a 503: pages can be read without a
    worker, and taking the web servers out of the load balancer would not bring one back.
    """
    try:
        executor = MigrationExecutor(connection)
        migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        state = {"database": True, "migrations": migrated}
        worker = migrated and not Worker.is_missing()
    except DatabaseError:
        state = {"database": False, "migrations": False}
        worker = False
    return JsonResponse({**state, "worker": worker}, status=200 if all(state.values()) else 503)


def robots(request):
    """Everything may be read by machines but the team's and people's own pages."""
    lines = [
        "User-agent: *",
        "Disallow: /verwaltung/",
        "Disallow: /konto/",
        "Disallow: /en/verwaltung/",
        "Disallow: /en/konto/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", "text/plain; charset=utf-8")


def security_txt(request):
    """RFC 9116; renewed by itself at the start of each month, valid for half a year."""
    contact = Identity.current().contact_email
    if not contact:
        raise Http404
    expires = timezone.localdate().replace(day=1) + datetime.timedelta(days=180)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        "Preferred-Languages: de, en",
    ]
    return HttpResponse("\n".join(lines) + "\n", "text/plain; charset=utf-8")
