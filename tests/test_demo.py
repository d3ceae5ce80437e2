"""`make demo`, twice: it shows the real process, lets a planner in by the code in the mailbox and loses nothing."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.waiting import PATIENCE, free_port

ROOT = Path(__file__).resolve().parent.parent
EVENT = "/veranstaltungen/klimakreise-1/"
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
    return free_port()


@contextmanager
def demo(checkout, port):
    """The running demo; gives its terminal as a function that reads on to a pattern. Ctrl-C ends it."""
    environment = {
        name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "MAKEFLAGS"}
    }
    with subprocess.Popen(
        ["make", "demo", f"PORT={port}"],
        cwd=checkout,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        patience = threading.Timer(PATIENCE, os.killpg, (process.pid, signal.SIGKILL))
        patience.start()

        def read_to(pattern):
            for line in process.stdout:
                if found := re.search(pattern, line):
                    return found.group(0)
            raise AssertionError(f"The terminal never showed {pattern}.")

        try:
            yield read_to
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.stdout.read()
            patience.cancel()


class Browser:
    """Keeps cookies and fills in the form of the page it is on."""

    def __init__(self, port):
        self.site = f"http://127.0.0.1:{port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def opens(self, path):
        return self._page(self.site + path)

    def looks_for(self, pattern, path):
        """What `pattern` finds on the page `path`, which it may take some seconds to show."""
        deadline = time.monotonic() + 100
        while time.monotonic() < deadline:
            with self.opener.open(self.site + path, timeout=30) as answer:
                if found := re.search(pattern, answer.read().decode()):
                    return found.group(1)
            time.sleep(0.2)
        raise AssertionError(f"{path} never showed {pattern}.")

    def submits(self, **fields):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page).group(1)
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return self._page(self.address, form)

    def _page(self, address, form=None):
        with self.opener.open(address, form, timeout=30) as answer:
            self.address, self.page = answer.url, answer.read().decode()
        return self.page


@pytest.fixture
def browser(port):
    return Browser(port)


def log_in(browser):
    browser.opens("/verwaltung/")
    browser.submits(login="planung@example.org")
    browser.submits(code=browser.looks_for(r">([A-Z0-9]{4}-[A-Z0-9]{4})<", "/postfach/"))


def test_the_demo_shows_the_real_process_and_loses_nothing(checkout, port, browser):
    with demo(checkout, port) as terminal:
        assert terminal("wird angelegt|läuft auf") == "wird angelegt"
        terminal(re.escape(f"Klimakreise läuft auf http://127.0.0.1:{port} (Strg+C beendet)."))
        assert "1. Klimakreise" in browser.opens(EVENT)
        log_in(browser)
        browser.opens("/verwaltung/circles/topic/add/")
        browser.submits(title="Stadtbäume", slug="stadtbaeume", colour="moss", _save="publish")
    with demo(checkout, port) as terminal:
        assert terminal("wird angelegt|läuft auf") == "läuft auf"
        assert "Stadtbäume" in browser.opens("/themen/stadtbaeume/")
