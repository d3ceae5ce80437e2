"""Sends uploaded files so that they can be looked at but can do nothing."""

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.csp import CSP
from django.utils.http import content_disposition_header, http_date, quote_etag

from klimakreise.publishing.files.keeping import names_of_sizes
from klimakreise.publishing.files.kinds import kind_of_name
from klimakreise.publishing.files.ranges import UnsatisfiableError, stretch_asked
from klimakreise.publishing.slugs import german_slug

# No script of a file runs, and it loads nothing.
POLICY: dict[str, Any] = {"sandbox": True, "default-src": [CSP.NONE]}
INSIDE_NGINX = "/_files/"  # the internal location that the README describes


def file_name(ending, *titles):
    """A name for saving that every system takes: "klimakreise-1-folien.pdf"."""
    words = (german_slug(title) for title in titles)
    return ("-".join(word for word in words if word) or "datei")[:80].rstrip("-") + ending


def send_file(request, file, *titles, public, width=None):
    """A response with the StoredFile, named after `titles`; Http404 where the store has lost it.

    With `width` (one of pictures.WIDTHS) it is that size of a picture, or the picture itself until the size is made. If
    it is not `public`, no browser or proxy keeps a copy.
    """
    name, facts = found_in_store(file, width)
    kind, etag, modified = (
        kind_of_name(name),
        quote_etag(PurePosixPath(name).stem),
        int(facts.modified.timestamp()),
    )
    headers = {
        "Content-Type": kind.content_type if kind else "application/octet-stream",
        "Content-Disposition": content_disposition_header(
            not (kind and kind.shown), file_name(PurePosixPath(name).suffix, *titles)
        ),
        "ETag": etag,
        "Last-Modified": http_date(modified),
        "Accept-Ranges": "bytes",
        "Cache-Control": "public, no-cache" if public else "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    response = get_conditional_response(request, etag, modified)
    if response is None and settings.FILES_SENT_BY == "nginx":
        response = HttpResponse(headers={"X-Accel-Redirect": INSIDE_NGINX + quote(name)})
    if response is None:
        response = with_bytes(request, file.storage, name, facts.size, etag, modified)
    for header, value in headers.items():
        response[header] = value
    return response


def found_in_store(file, width):
    """The name and Facts of what is to be sent."""
    sizes = {number: name for name, number in names_of_sizes(file).items()}
    if width is not None and width not in sizes:
        raise Http404
    for name in filter(None, [sizes.get(width), file.name]):
        try:
            return name, file.storage.facts(name)
        except OSError:
            continue
    raise Http404


def with_bytes(request, storage, name, size, etag, modified):
    """The whole file (200), the stretch that is asked for (206), or the word that there is none such (416)."""
    try:
        asked = stretch_asked(request, size, etag, modified)
    except UnsatisfiableError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, length = asked or (0, size)
    headers = {"Content-Length": str(length)}
    if asked:
        headers["Content-Range"] = f"bytes {first}-{first + length - 1}/{size}"
    body = storage.stretch(name, first, length)
    return StreamingHttpResponse(body, status=206 if asked else 200, headers=headers)
