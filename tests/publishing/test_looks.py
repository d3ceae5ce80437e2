"""The history, the question of two editors, the audit and the preview in a real browser, narrow and wide, light and dark."""

import pytest

from klimakreise.publishing.models import PreviewLink
from tests import make
from tests.browsing import Window, go_by

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_nothing_is_too_wide_or_a_barrier(browser, live_server, planner, transactional_db, width, scheme):
    event = make.event(
        title="Klimakreis", motto="Gemeinsam anfangen", purpose="Wort " * 200, published_at=None
    )
    make.agenda_item(event, title="Vortrag").delete()
    place = f"/verwaltung/events/event/{event.pk}"
    window = Window(browser, live_server, planner, width=width, scheme=scheme)
    page = window.page
    window.open(f"{place}/change/")
    event.motto, event.purpose = "Zusammen", "Anders " * 150
    event.save()
    page.locator("[name=motto]").fill("Ein ganz langes " + "Wort" * 40)
    go_by(page.locator("[name=_save]").first)
    assert page.get_by_text("Von beiden geändert").is_visible()
    look(window, f"meanwhile-{width}-{scheme}")
    window.open(f"{place}/history/")
    assert page.get_by_text("Gemeinsam anfangen").is_visible()
    look(window, f"history-{width}-{scheme}")
    window.open(f"{place}/preview/")
    go_by(page.get_by_role("button", name="Vorschau-Link erstellen"))
    look(window, f"links-{width}-{scheme}")
    window.open(PreviewLink.objects.get().get_absolute_url())
    assert page.get_by_text("Vorschau eines Entwurfs").is_visible()
    look(window, f"preview-{width}-{scheme}")
    window.open("/verwaltung/publishing/auditrecord/")
    look(window, f"audit-{width}-{scheme}")
    assert window.complaints == []


def look(window, name):
    assert window.barriers() == [], name
    assert window.overflow() <= 0, name
