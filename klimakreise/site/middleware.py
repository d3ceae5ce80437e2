"""What happens around every request: health, request log, headers, language, compression."""

import logging
import time
import uuid

from django.conf import settings
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from klimakreise.site.logs import request_id, shorten

log = logging.getLogger("klimakreise.requests")

# What may stand in a logged path; a route with any other part (a token, a key) is named by its route only.
PUBLIC_PARTS = {"slug", "event_slug", "pk", "year", "width", "kind", "part", "number"}

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip


def client_address(request):
    """The address of the client: the last one that our own proxies (PROXY_COUNT of them) have added."""
    forwarded = [
        part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    count = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    return forwarded[-count] if count and len(forwarded) >= count else request.META.get("REMOTE_ADDR", "")


def heads_without_body(get_response):
    """Answer HEAD with what the headers of GET say and no body; the server would warn of one."""

    def middleware(request):
        response = get_response(request)
        if request.method == "HEAD" and response.streaming:
            response.streaming_content = []
        elif request.method == "HEAD":
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        return response

    return middleware


def healthz(get_response):
    """Answer /healthz before everything else: the process lives, whatever host name the probe used."""

    def middleware(request):
        return HttpResponse("ok", "text/plain") if request.path == "/healthz" else get_response(request)

    return middleware


def request_log(get_response):
    """Give each request an id, answer with it as X-Request-ID, and write one log line."""

    def middleware(request):
        token = request_id.set(uuid.uuid4().hex[:16])
        started = time.perf_counter()
        try:
            response = get_response(request)
            response["X-Request-ID"] = request_id.get()
            log.info("request", extra=describe(request, response, started))
            return response
        finally:
            request_id.reset(token)

    return middleware


def describe(request, response, started):
    """What the request log says: method, route, path if it holds no secret, status, milliseconds, shortened client."""
    match = request.resolver_match
    fields = {
        "method": request.method,
        "route": match.view_name if match else "",
        "status": response.status_code,
    }
    if getattr(match and match.func, "has_unlogged_readers", False):
        return fields
    fields |= {
        "milliseconds": round((time.perf_counter() - started) * 1000),
        "client": shorten(client_address(request)),
    }
    is_public = match and PUBLIC_PARTS.issuperset(match.captured_kwargs) and not match.args
    return {**fields, "path": request.path} if is_public else fields


def policy_headers(get_response):
    """What other sites and this one may do with a page, beyond what Django's SecurityMiddleware says."""

    def middleware(request):
        response = get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def own_pages_stay_private(get_response):
    """Keep what somebody who is logged in was shown out of every cache, unless the view says otherwise.

    Without a cookie of a session nobody is logged in, and the session need not be asked.
    """

    def middleware(request):
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


class LanguageOfThePath(LocaleMiddleware):
    """The language of a page is the one its path names: no cookie and no Accept-Language has a say in it."""

    def process_response(self, request, response):
        """Say the language, and not that the answer varies with Accept-Language."""
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


class CompressPublicPages(GZipMiddleware):
    """Compress pages that hold no secret: nobody is logged in, no cookie is set, no form token stands in them.

    A compressed secret can be guessed from the size of the answer (BREACH); without a secret there is no need for
    Django's random padding either, so that a page is the same bytes for everyone.
    """

    max_random_bytes = 0

    def process_response(self, request, response):
        may_hold_a_secret = (
            request.META.get("CSRF_COOKIE")
            or response.cookies
            or (hasattr(request, "user") and request.user.is_authenticated)
        )
        return (
            response
            if may_hold_a_secret or response.streaming
            else super().process_response(request, response)
        )
