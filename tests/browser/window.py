"""A window that looks at a page as everyone may see it: narrow and wide, light and dark."""

from axe_playwright_python.sync_playwright import Axe

from tests.browsing import WCAG, Window

AXE = Axe()
OPPOSITES = [(320, "dark"), (1280, "light")]
EVERY_SCREEN = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]


class WatchingWindow(Window):
    """Remembers also what was asked for and answered."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.asked = []
        self.page.on("request", lambda request: self.asked.append(request.url))

    def visit(self, path):
        """Open a page and wait for all that it loads; these pages do nothing afterwards."""
        self.page.goto(self.home + path)
        return self.page

    def must_be_for_everyone(self, screens=OPPOSITES):
        """No barrier and no overflow on these screens, no complaint of the console, no other host asked."""
        self.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        self.page.evaluate(AXE.axe_script)
        faults = {}
        for width, scheme in screens:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme=scheme)
            faults[width, scheme] = self.barriers()
            if self.overflow() > 0:
                faults[width, scheme].append(f"{self.overflow()} pixels too wide")
        assert faults == {screen: [] for screen in screens}
        assert self.complaints == []
        assert [url for url in self.asked if not url.startswith(self.home)] == []

    def barriers(self):
        """What axe finds, which has been let into the page: one line for each kind."""
        rules = {"type": "tag", "values": WCAG}
        found = self.page.evaluate("(only) => axe.run({runOnly: only, resultTypes: ['violations']})", rules)
        return [
            f"{rule['id']}: {[node['target'] for node in rule['nodes']][:3]}" for rule in found["violations"]
        ]
