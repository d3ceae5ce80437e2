"""The pages that the law or courtesy asks for: made once with a text to complete, from then on the planning team's own."""

from pathlib import Path

from klimakreise.site.models import Page

TEXTS = Path(__file__).resolve().parent.parent / "data" / "pages"


def make_missing_pages(report):
    """Publish each page that is not there, with placeholders in double square brackets, and count it in `report`."""
    there = set(Page.objects.values_list("key", flat=True))
    for key in Page.Key.values:
        if key not in there:
            page = Page(key=key, text=(TEXTS / f"{key}.md").read_text(encoding="utf-8"))
            page.save()
            page.publish()
            report.made[Page] += 1
        else:
            report.left[Page] += 1
