"""What the frame of every page shows: name, navigation, addresses of this page."""

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klimakreise.site.models import Identity, Page

NAVIGATION = [
    ("events:events", _("Events")),
    ("circles:topics", _("Topics")),
    ("circles:measures", _("Measures")),
    ("alliance:demands", _("Demands")),
    ("surveys:surveys", _("Surveys")),
    ("alliance:alliance", _("Alliance")),
    ("site:city", _("City and climate")),
]


def navigation(path):
    """The main navigation as dicts (label, url, current), `current` for the section that `path` lies in."""
    links = [{"label": label, "url": reverse(name)} for name, label in NAVIGATION]
    return [{**link, "current": path.startswith(link["url"])} for link in links]


def page_frame(request):
    """`identity`, `nav`, `legal_pages` [(address, label)], and of this page `canonical` and `alternates`.

    `canonical` is its absolute address without query, `alternates` [(language, address)] the same in each language. There
    is neither where the request asked for a host that is not ours: the page is then the one that says so.
    """
    try:
        address = request.build_absolute_uri(request.path)
    except DisallowedHost:
        address = ""
    return {
        "identity": Identity.current(),
        "nav": navigation(request.path),
        "legal_pages": [(reverse("site:page", args=[key]), key.label) for key in Page.readable()],
        "canonical": address,
        "alternates": [(code, translate_url(address, code)) for code in ("de", "en")] if address else [],
        "language": get_language(),
        "is_demo": settings.DEMO,
    }
