"""Which stretch of a file a request asks for (RFC 9110, section 14)."""

import re

from django.utils.http import http_date

ONE_RANGE = re.compile(r"bytes=\s*([0-9]{0,18})-([0-9]{0,18})\s*")


class UnsatisfiableError(Exception):
    """The stretch begins after the end of the file."""


def stretch_asked(request, size, etag, modified):
    """(first byte, number of bytes) of the one stretch that is asked for; None if the whole file is to be sent.

    `size` in bytes, `modified` in seconds since 1970. Several stretches at once, and what cannot be understood, are
    answered with the whole file, as the standard allows. Raises UnsatisfiableError.
    """
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if request.method != "GET" or not asked or not still_same(request, etag, modified):
        return None
    first, last = (int(number) if number else None for number in asked.groups())
    if first is None:
        return last_bytes(last, size)
    if last is not None and last < first:
        return None
    if first >= size:
        raise UnsatisfiableError
    return first, min(size - 1 if last is None else last, size - 1) - first + 1


def last_bytes(count, size):
    if count is None:
        return None
    if not count or not size:
        raise UnsatisfiableError
    return max(size - count, 0), min(count, size)


def still_same(request, etag, modified):
    """Whether the file is the one of which the client has a part already."""
    known = request.headers.get("If-Range")
    return known is None or known in {etag, http_date(modified)}
