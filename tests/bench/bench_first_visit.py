"""What a first visit brings over the wire, from the server of production with the real process. Printed, not judged."""

from tests.browser.addresses import full
from tests.browser.weighing import Scales


def test_weight_of_a_first_visit(browser, site, capsys):
    with capsys.disabled():
        print(f"\n{'files':>6} {'kB':>6} {'page kB':>8}  first visit")
        for address in full():
            window = Scales(browser, site)
            print(figures(window.weigh(address), address))
            window.page.context.close()


def figures(answers, address):
    """One line: number of files, all that came, and the page itself in kB."""
    total = sum(answer["bytes"] for answer in answers) / 1000
    page = sum(answer["bytes"] for answer in answers if answer["kind"] == "Document") / 1000
    return f"{len(answers):>6} {total:>6.1f} {page:>8.1f}  {address}"
