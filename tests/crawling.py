"""All that a reader can come to from the front page, page by page."""

import html
import re

LINK = re.compile(rb'<a\b[^>]*\shref="([^"#]+)')
NOT_READ = ("/verwaltung/", "/en/verwaltung/")


def pages(browser, *starts, missing=()):
    """{path: response} of every page within reach of `starts`; files, the admin and what is `missing` are left out."""
    found, waiting = dict.fromkeys(missing), list(starts)
    while waiting:
        path = waiting.pop()
        if path in found or path.startswith(NOT_READ):
            continue
        response = browser.get(path)
        if response.status_code == 302:  # a link to the place of a comment leads on to the page it stands on
            found[path] = None
            waiting.append(response.url.partition("#")[0])
            continue
        assert response.status_code == 200, f"{path}: {response.status_code}"
        if response.streaming or not response["Content-Type"].startswith("text/html"):
            found[path] = None
            continue
        found[path] = response
        links = (html.unescape(link.decode()) for link in LINK.findall(response.content))
        waiting += [
            here for link in links if (here := link.removeprefix("http://testserver")).startswith("/")
        ]
    return {path: response for path, response in found.items() if response is not None}
