"""How gunicorn serves the site: in the image, in the demo and in the test of the image.

`LISTEN` and `PORT` say where, `WEB_CONCURRENCY` how many processes and `WEB_THREADS` how many threads in each.
"""

import os
from pathlib import Path


def whole_number(name, default, highest):
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= highest:
        raise SystemExit(f"{name} is “{text}”; write a whole number from 1 to {highest}.")
    return int(text)


bind = f"{os.environ.get('LISTEN') or '127.0.0.1'}:{whole_number('PORT', 8000, 65535)}"
worker_class = "gthread"
workers = whole_number("WEB_CONCURRENCY", 2, 256)
threads = whole_number("WEB_THREADS", 4, 256)

# The root file system of the container is read-only: heartbeats go to shared memory, and there is no control socket.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (shared memory, made for this)
control_socket_disable = True

# Requests are logged by the site itself, which knows the name of a route and keeps secret addresses out of the log.
accesslog = None
