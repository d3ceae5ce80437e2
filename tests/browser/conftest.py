"""The whole site in a real browser: once with the real process and the example, once empty."""

import fcntl
import shutil
from pathlib import Path

import pytest

from tests.browser.window import WatchingWindow
from tests.browsing import go_by
from tests.serving import PLANNER, prepare_all, serve


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, worker_id):
    """The folder of both sites; made once, even if two processes run the tests."""
    folder = tmp_path_factory.getbasetemp()
    shared = folder if worker_id == "master" else folder.parent
    with (shared / "whole-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "whole-site").exists():
            prepare_all(shared / "whole-site")
    return shared / "whole-site"


@pytest.fixture(scope="session")
def site(prepared, worker_id):
    """The real process and the example."""
    with serve(copy_of(prepared / "full", worker_id)) as running:
        yield running


@pytest.fixture(scope="session")
def empty_site(prepared, worker_id):
    """Nothing yet: as a new installation."""
    with serve(copy_of(prepared / "empty", worker_id)) as running:
        yield running


def copy_of(folder, worker_id):
    """A copy of one's own: the worker of another process would take this one's mails and send them from there."""
    return Path(shutil.copytree(folder, folder.with_name(f"{folder.name}-{worker_id}")))


@pytest.fixture
def window(browser):
    """Opens windows of a site: window(site, width=320)."""
    opened = []

    def open_window(site, **options):
        opened.append(WatchingWindow(browser, site, **options))
        return opened[-1]

    yield open_window
    for each in opened:
        each.page.context.close()


@pytest.fixture(scope="session")
def planners_cookies(browser, site):
    """What a browser keeps after a planner has logged in with the code from the mail."""
    page = WatchingWindow(browser, site).visit("/konto/login/")
    page.fill("[name=login]", PLANNER)
    known = len(site.codes())
    go_by(page.get_by_role("button", name="Code senden"))
    page.fill("[name=code]", site.code_after(known))
    go_by(page.locator("main").get_by_role("button", name="Anmelden"))
    yield page.context.cookies()
    page.context.close()
