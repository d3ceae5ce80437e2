"""How gunicorn serves the site: in the image, in the demo and in the test of the image.

`LISTEN` and `PORT` say where, `WEB_CONCURRENCY` how many processes and `WEB_THREADS` how many threads in each.
Run as a program (`python -m klimakreise.server`) it asks the running server how it is: the health check of the image.
"""

import http.client
import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

try:
    from klimakreise import settings
except ImproperlyConfigured as fault:  # said once, as the sentence that it is, before there is any worker
    sys.exit(str(fault))


def whole_number(name, default, highest):
    """The variable `name`; a senseless value stops the start with one sentence."""
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= highest:
        sys.exit(f"{name} is “{text}”; write a whole number from 1 to {highest}.")
    return int(text)


def is_healthy(port):
    """Whether the server on this machine answers /healthz, asked under the first name that it listens to."""
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        server.request("GET", "/healthz", headers={"Host": settings.ALLOWED_HOSTS[0].lstrip(".")})
        return server.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False


port = whole_number("PORT", 8000, 65535)
bind = f"{os.environ.get('LISTEN') or '127.0.0.1'}:{port}"
worker_class = "gthread"
workers = whole_number("WEB_CONCURRENCY", 2, 256)
threads = whole_number("WEB_THREADS", 4, 256)

# The root file system of the container is read-only: heartbeats go to shared memory, and there is no control socket.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (shared memory, made for this)
control_socket_disable = True

# The server's own lines look like the site's. Requests are logged by the site alone, which knows the name of a route
# and keeps secret addresses out of the log.
logconfig_dict = {
    **settings.LOGGING,
    "loggers": {
        **settings.LOGGING["loggers"],
        "gunicorn.error": {"level": settings.LOGGING["root"]["level"], "propagate": True},
        "gunicorn.access": {"level": "CRITICAL", "propagate": False},
    },
}

if __name__ == "__main__":
    sys.exit(0 if is_healthy(port) else "The server does not answer /healthz.")
