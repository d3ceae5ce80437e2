"""Answers whose time must not tell what was found."""

import functools
import time

AT_LEAST = 0.2  # seconds; several times what the work takes


def in_the_same_time(view):
    """Let `view` answer a form after AT_LEAST seconds: making an account takes longer than finding one."""

    @functools.wraps(view)
    def inner(request, *args, **kwargs):
        started = time.monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            time.sleep(max(0, AT_LEAST - (time.monotonic() - started)))
        return response

    return inner
