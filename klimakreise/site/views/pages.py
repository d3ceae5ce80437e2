from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from klimakreise.site.models import Page


def page(request, key):
    """A page of plain text; in English where there is an English text."""
    page = get_object_or_404(Page.objects.visible_to(request.user), key=key)
    in_english = get_language() == "en" and page.text_en
    return render(
        request,
        "site/page.html",
        {
            "page": page,
            "text": page.text_en if in_english else page.text,
            "text_language": "en" if in_english else "de",
            "warns_planners": page.has_placeholders and getattr(request.user, "sees_drafts", False),
        },
    )
