"""The site as in production, in a process of its own: gunicorn, compressed static files, the real process or nothing."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from tests.migrated import copy_to
from tests.waiting import free_port, listens, wait_until

ROOT = Path(__file__).resolve().parent.parent
PROCESS = "klimakreise/site/data/klimakreise.yaml"
PLANNER = "planung@example.org"
CODE = re.compile(r"^ *([A-Z0-9]{4}-[A-Z0-9]{4})$", re.MULTILINE)


class Site:
    """Where the site is, and what it has said: its mails, and a line for every request."""

    def __init__(self, port, log):
        self.url = f"http://127.0.0.1:{port}"
        self.log = log

    def said(self):
        return self.log.read_text(encoding="utf-8")

    def codes(self):
        """The codes for a login that were mailed so far."""
        return CODE.findall(self.said())

    def mailed(self, pattern):
        """The first group of `pattern` in a mail that the worker is about to send."""
        wait_until(lambda: re.search(pattern, self.unfolded()), f"A mail with {pattern}", self.said)
        return re.search(pattern, self.unfolded())[1]

    def unfolded(self):
        """What it has said, without the line breaks that quoted-printable puts into long links."""
        return self.said().replace("=\n", "")

    def code_after(self, known):
        """The next code when `known` of them were there; the worker sends it soon after the page was answered."""
        wait_until(lambda: len(self.codes()) > known, "A code", self.said)
        return self.codes()[known]


def environment(folder):
    """The demo's variables, whatever the shell had set, with all that is written in `folder`."""
    settings = ("ALLOWED_HOSTS", "HTTPS", "MAIL_FROM", "CACHE_URL", "PROXY_COUNT", "SITE_URL")
    return {
        **{name: value for name, value in os.environ.items() if name not in settings},
        "DEMO": "1",
        "SECRET_KEY": "only-for-tests-of-the-whole-site",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder.parent / "static"),
        "MAIL_URL": "console:",  # of the worker, into the log
        "LISTEN": "127.0.0.1",
        "WEB_CONCURRENCY": "1",
        "PYTHONUNBUFFERED": "1",
    }


def prepare(folder, *commands):
    """Make a database in `folder`, and run the commands of manage.py on it."""
    folder.mkdir(parents=True)
    copy_to(folder / "site.sqlite3")
    for command in commands:
        manage(folder, *command)


def manage(folder, *command):
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def prepare_all(folder):
    """`folder`/full has the real process, the example and a planner; `folder`/empty has nothing."""
    prepare(folder / "full", ["load_process", PROCESS], ["make_example"], ["make_planner", PLANNER])
    prepare(folder / "empty")
    manage(folder / "full", "collectstatic", "--no-input", "--verbosity=0")


@contextmanager
def serve(folder):
    """The running site of a prepared folder."""
    port = free_port()
    server = [sys.executable, "-m", "gunicorn", "-c", "klimakreise/server.py", "klimakreise.wsgi"]
    worker = [sys.executable, "manage.py", "worker"]
    site = Site(port, folder / f"site-{port}.log")
    with site.log.open("w") as log:
        variables = {**environment(folder), "PORT": str(port)}
        streams = {"cwd": ROOT, "env": variables, "stdout": log, "stderr": log}
        with subprocess.Popen(server, **streams) as serving, subprocess.Popen(worker, **streams) as working:
            try:
                wait_until(lambda: listens(port) or serving.poll() is not None, "The site", site.said)
                assert serving.poll() is None, site.said()
                yield site
            finally:
                serving.terminate()
                working.terminate()
