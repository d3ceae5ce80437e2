"""`make demo`, twice: it says where the site is, shows the real process and keeps what a planner wrote."""

import http.client
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.trust


@pytest.fixture
def checkout(tmp_path):
    """A copy of the tree, with the installed dependencies and no demo in it yet."""
    copy = tmp_path / "checkout"
    shutil.copytree(
        ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", ".demo", "node_modules", "__pycache__")
    )
    (copy / ".venv").symlink_to(sys.prefix)
    return copy


@pytest.fixture
def port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def demo(checkout, port):
    """The running demo, and what it printed up to the address; ended by Ctrl-C."""
    command = ["make", "demo", f"PORT={port}"]
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MAKEFLAGS"}
    }
    with subprocess.Popen(
        command, cwd=checkout, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("(Klimakreise is running"):
                break
        try:
            yield "".join(said)
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.stdout.read()


def page(port, path):
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    with closing(client):
        client.request("GET", path)
        answer = client.getresponse()
        return answer.status, answer.read().decode()


def test_the_demo_shows_the_real_process_and_loses_nothing(checkout, port):
    with demo(checkout, port) as said:
        assert f"Klimakreise läuft auf http://127.0.0.1:{port} (Strg+C beendet)." in said
        assert "Anmeldung mit planung@example.org" in said
        status, first = page(port, "/veranstaltungen/klimakreise-1/")
        assert (status, "1. Klimakreise" in first) == (200, True)
    with closing(sqlite3.connect(checkout / ".demo/klimakreise.sqlite3")) as database:
        database.execute("UPDATE events_event SET motto = 'Von Hand' WHERE slug = 'klimakreise-1'")
        database.commit()
    start = time.monotonic()
    with demo(checkout, port):
        assert time.monotonic() - start < 15
        assert "Von Hand" in page(port, "/veranstaltungen/klimakreise-1/")[1]
