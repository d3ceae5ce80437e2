"""Sheets with codes as a PDF: made in memory and given away at once, never stored, cached or logged.

WeasyPrint needs Pango, a library of the system (README). Where it is missing there is the page to print.
"""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

FONTS = Path("vendor/fira-sans-4.106")
OURS = "ours:"  # the scheme under which the fonts are asked for; nothing else is fetched


def can_make_pdf():
    """Whether WeasyPrint and its libraries are there."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def sheets_as_pdf(context):
    """The PDF (bytes) of `admin/surveys/ballotterms/sheets_pdf.html`, eight sheets to a page of A4."""
    from weasyprint import HTML

    page = render_to_string("admin/surveys/ballotterms/sheets_pdf.html", context)
    return HTML(string=page, base_url=OURS, url_fetcher=only_fonts()).write_pdf(pdf_variant="pdf/ua-1")


def only_fonts():
    """A fetcher of WeasyPrint that reads the two fonts of this project and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyFonts(URLFetcher):
        def fetch(self, url, headers=None):
            name = url.removeprefix(OURS)
            if not url.startswith(OURS) or Path(name).name != name or not name.endswith(".woff2"):
                raise ValueError("Nothing is fetched for a sheet.")
            data = (settings.BASE_DIR / "static" / FONTS / name).read_bytes()
            return URLFetcherResponse(url, data, {"Content-Type": "font/woff2"})

    return OnlyFonts()
