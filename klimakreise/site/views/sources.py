from django.db.models.functions import Lower
from django.shortcuts import render

from klimakreise.site.citing import cited
from klimakreise.site.example import PREFIX
from klimakreise.site.models import DataSet, KnownGap


def sources(request):
    """Every source of what can be read here, how the facts were gathered, and what is known not to be known."""
    real = cited(request.user).exclude(key__startswith=PREFIX)
    return render(
        request,
        "site/sources.html",
        {
            "sources": real.order_by(Lower("publisher"), "publisher", "key"),
            "data_sets": DataSet.objects.all(),
            "gaps": KnownGap.objects.all(),
        },
    )
