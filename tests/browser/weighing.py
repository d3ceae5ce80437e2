"""What a first visit of a page brings over the wire, as Chromium counts it: headers and compressed bodies."""

from tests.browsing import Window


class Scales(Window):
    """A window with nothing in its cache that weighs what comes in."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.answers = {}
        network = self.page.context.new_cdp_session(self.page)
        network.send("Network.enable")
        network.on("Network.responseReceived", self.note_answer)
        network.on("Network.loadingFinished", self.note_weight)

    def note_answer(self, event):
        self.answers[event["requestId"]] = {
            "url": event["response"]["url"],
            "kind": event["type"],
            "bytes": 0,
        }

    def note_weight(self, event):
        self.answers[event["requestId"]]["bytes"] = round(event["encodedDataLength"])

    def weigh(self, path):
        """Visit `path` and wait until nothing more comes: the answers as dicts of url, kind and bytes."""
        self.page.goto(self.home + path, wait_until="networkidle")
        return list(self.answers.values())
