"""PostgreSQL is killed under the running site: readers are told so in German, and nobody has to restart anything."""

import http.client
import importlib.util
import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.serving import ROOT, environment
from tests.waiting import PATIENCE, free_port, wait_until

pytestmark = pytest.mark.trust


def throw_away():
    """.ci/postgres.py as a module: how a server is made, and by whom it is run."""
    spec = importlib.util.spec_from_file_location("throw_away", ROOT / ".ci" / "postgres.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def site_on(url, folder, port):
    """The site as in production, on the database of `url`; gives a function that asks for a page."""
    folder.mkdir()
    variables = {
        **environment(folder), "DATABASE_URL": url, "PORT": str(port), "WEB_CONCURRENCY": "2",
    }  # fmt: skip
    for command in (["migrate"], ["collectstatic", "--no-input"]):
        manage = [sys.executable, "manage.py", *command, "--verbosity=0"]
        subprocess.run(manage, cwd=ROOT, env=variables, check=True, capture_output=True)
    command = [sys.executable, "-m", "gunicorn", "-c", "klimakreise/server.py", "klimakreise.wsgi"]
    with (folder / "site.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=log, stderr=log)
    try:
        wait_until(lambda: ask(port, "/healthz")[0] == 200, "The site")
        yield
    finally:
        server.terminate()
        server.wait()


def ask(port, path):
    """(status, headers, text) of a page; the status is 0 where nobody answers."""
    site = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        site.request("GET", path)
        answer = site.getresponse()
        return answer.status, answer.headers, answer.read().decode()
    except OSError:
        return 0, {}, ""
    finally:
        site.close()


def test_a_killed_postgresql_is_told_and_comes_back_by_itself(tmp_path):
    servers = throw_away()
    port = free_port()
    with servers.cluster() as url, site_on(url, tmp_path / "site", port):
        assert ask(port, "/quellen/")[0] == 200
        with psycopg.connect(url) as connection:
            data = Path(connection.execute("SHOW data_directory").fetchone()[0])
        postmaster = int((data / "postmaster.pid").read_text().split()[0])

        os.kill(postmaster, signal.SIGKILL)
        # Its processes end when they have seen that it is gone, which may take them a moment.
        wait_until(lambda: ask(port, "/veranstaltungen/")[0] != 200, "The end of the database")
        status, headers, text = ask(port, "/veranstaltungen/")
        assert status == 503
        assert int(headers["Retry-After"]) > 0
        assert "Gleich wieder da" in text
        assert ask(port, "/healthz")[0] == 200
        assert ask(port, "/readyz")[0] == 503

        wait_until(lambda: is_back(servers, data), "The server")
        wait_until(lambda: ask(port, "/veranstaltungen/")[0] == 200, "The site with its database")
        assert ask(port, "/readyz")[0] == 200


def is_back(servers, data):
    """Start the server with the options that it had; what the killed one left behind may be in the way at first."""
    command = [servers.find_binaries() / "pg_ctl", "restart", "--wait", "-D", data]
    done = subprocess.run(
        command, cwd=data.parent, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, check=False, **servers.other_user(),
    )  # fmt: skip
    return done.returncode == 0
