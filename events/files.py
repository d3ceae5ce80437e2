"""Sends the files of events so that they can be looked at but can do nothing."""

from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404
from django.utils.cache import get_conditional_response
from django.utils.csp import CSP
from django.utils.http import quote_etag

from klimakreise.publishing.slugs import german_slug

POLICY: dict[str, Any] = {
    "sandbox": True,
    "default-src": [CSP.NONE],
}  # no script of a file runs, and it loads nothing


def file_name(ending, *titles):
    """A name for saving that every system takes: "klimakreise-1-folien.pdf"."""
    words = (german_slug(title) for title in titles)
    return ("-".join(word for word in words if word) or "datei")[:80].rstrip("-") + ending


def send_file(request, file, *titles, public):
    """A response with `file` (of a FileField), named after `titles`; Http404 where the store has lost it.

    If it is not `public`, no browser or proxy keeps a copy.
    """
    kind, ending = file.kind, PurePath(file.name).suffix.lower()
    try:
        mark = quote_etag(f"{file.name}-{file.size}")
        response = get_conditional_response(request, mark) or FileResponse(
            file.open("rb"),
            as_attachment=not (kind and kind.shown),
            filename=file_name(ending, *titles),
            content_type=kind.content_type if kind else "application/octet-stream",
        )
    except OSError as error:
        raise Http404 from error
    response["ETag"] = mark
    response["Cache-Control"] = "public, no-cache" if public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
