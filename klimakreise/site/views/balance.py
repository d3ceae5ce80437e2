from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from klimakreise.site.balance import achieved, by_date, happenings, years


def balance(request):
    """Of which years something is recorded, and what was said without a date."""
    return render(
        request,
        "site/balance.html",
        {"years": years(request.user), "undated": by_date(happenings(request.user, None))},
    )


def balance_year(request, year):
    """One year: what was decided and done, who said what and when; a year of which nothing is recorded has no page."""
    found = happenings(request.user, year)
    if not found:
        raise Http404
    known = [known.year for known in years(request.user)]
    return render(
        request,
        "site/balance_year.html",
        {
            "year": year,
            "crumbs": [{"label": _("Review"), "url": reverse("site:balance")}],
            "achieved": achieved(found),
            "days": by_date(found),
            "earlier": max((other for other in known if other < year), default=None),
            "later": min((other for other in known if other > year), default=None),
        },
    )
