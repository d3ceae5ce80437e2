"""What every public page costs with the real process loaded: queries, time and bytes. Printed, not judged."""

import re
import statistics
import time
from urllib.parse import urlsplit

import brotli
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

ROUNDS = 5


def test_figures_of_every_page_of_the_sitemap(process, visitor, capsys):
    call_command("make_example", verbosity=0)
    sitemap = visitor.get("/sitemap.xml").content.decode()
    paths = sorted({urlsplit(address).path for address in re.findall(r"<loc>([^<]+)</loc>", sitemap)})
    german = [path for path in paths if not path.startswith("/en/")]
    with capsys.disabled():
        print(
            f"\n{'queries':>7} {'ms':>6} {'kB':>6} {'kB br':>6}  page ({len(german)} of {len(paths)} in German)"
        )
        for path in german:
            print(figures(visitor, path))


def figures(visitor, path):
    """One line: queries, median time of the view and templates in milliseconds, kB of HTML, kB compressed."""
    with CaptureQueriesContext(connection) as captured:
        response = visitor.get(path)
    queries = len(captured)  # the next request empties the log
    assert response.status_code == 200
    times = [timed(visitor, path) for _ in range(ROUNDS)]
    size, small = len(response.content) / 1000, len(brotli.compress(response.content, quality=5)) / 1000
    return f"{queries:>7} {statistics.median(times):>6.1f} {size:>6.1f} {small:>6.1f}  {path}"


def timed(visitor, path):
    start = time.perf_counter()
    visitor.get(path)
    return (time.perf_counter() - start) * 1000
