from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from klimakreise.mailing.mailbox import newest_first, read


@never_cache
def mailbox(request):
    """What the demo has sent, newest first. Only there: klimakreise.mailing.urls."""
    folder = settings.MAILERS["default"].get("OPTIONS", {}).get("folder")
    page = Paginator(newest_first(folder) if folder else [], 20).get_page(request.GET.get("page"))
    return render(request, "mailing/mailbox.html", {"page": page, "mails": [read(path) for path in page]})
