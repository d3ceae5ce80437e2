"""Error pages of our own."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

from klimakreise.publishing.files.storages import StoreSilentError

RETRY_AFTER_SECONDS = 30


def server_error(request):
    """A page in German and English that needs no database; 503 where the database or the storage of files is missing."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError | StoreSilentError):
        return HttpResponse(
            render_to_string("503.html"), status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)}
        )
    return HttpResponse(render_to_string("500.html"), status=500)
