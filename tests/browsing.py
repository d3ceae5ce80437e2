"""A real Chromium for tests: what it complains about, what axe finds, and how wide a page is."""

import shutil
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from tests.waiting import PATIENCE

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

expect.set_options(timeout=1000 * PATIENCE)


@contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


opened = []


def close_windows():
    """Close what the test has opened, while its site still answers: a connection left open outlives its database."""
    while opened:
        opened.pop().page.context.close()


def go_by(element):
    """Click what leads to another page, and wait for that page: what is asked after a mere click, the old one may answer."""
    with element.page.expect_navigation():
        element.click()


class Window:
    """A window of the browser that remembers what the console said; logged in as the person of `client`, if any."""

    def __init__(self, browser, live_server, client=None, width=1280, scheme="light", **options):
        self.home = live_server.url
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", **options
        )
        if client:
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": self.home}])
        context.set_default_timeout(1000 * PATIENCE)
        self.page = context.new_page()
        self.complaints = []
        self.page.on("console", self.listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        opened.append(self)

    def listen(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def open(self, path):
        self.page.goto(self.home + path)
        return self.page

    def barriers(self):
        """What axe finds against WCAG 2.2 AA and its best practices: one line for each kind."""
        found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": WCAG}})
        return [
            f"{rule['id']}: {[node['target'] for node in rule['nodes']][:3]}"
            for rule in found.response["violations"]
        ]

    def overflow(self):
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
