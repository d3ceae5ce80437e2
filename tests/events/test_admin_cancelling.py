"""A planner cancels an event with a reason; it stays visible and can take place after all."""

import pytest
from django.urls import reverse

from events.models import Event
from klimakreise.publishing.admin import admin_url
from tests import make
from tests.events.test_admin_event import acts
from tests.typed import faults, typed


@pytest.fixture
def series(db):
    return make.series(slug="klimakreise", title="Klimakreise")


def test_an_event_is_cancelled_with_a_reason_stays_visible_and_can_take_place_after_all(
    planner, visitor, series
):
    event = make.event(series=series)
    cancel = reverse("admin:events_event_cancel", args=[event.pk])
    assert planner.post(cancel, {"cancellation_reason": " "}).context["form"].errors
    planner.post(cancel, {"cancellation_reason": "Die Halle steht unter Wasser."})
    event.refresh_from_db()
    assert event.is_cancelled
    assert "Die Halle steht unter Wasser." in visitor.get(event.get_absolute_url()).content.decode()
    page = planner.post(admin_url(event), typed(planner.get(admin_url(event)), cancellation_reason=""))
    assert list(faults(page)) == ["cancellation_reason"]
    planner.post(reverse("admin:events_event_reinstate", args=[event.pk]))
    event.refresh_from_db()
    assert not event.is_cancelled
    assert acts(event) == ["cancelled", "changed"]


def test_cancelling_twice_changes_nothing_and_says_so(planner, series):
    event = make.event(series=series)
    cancel, reinstate = (
        reverse(f"admin:events_event_{act}", args=[event.pk]) for act in ("cancel", "reinstate")
    )
    planner.post(reinstate)
    for reason in ("Sturm.", "Streik."):
        assert planner.post(cancel, {"cancellation_reason": reason}).url == admin_url(event)
    event.refresh_from_db()
    assert event.cancellation_reason == "Sturm."
    assert acts(event) == ["cancelled"]
    assert planner.get(cancel).url == admin_url(event)


def test_what_keeps_an_event_from_being_cancelled_is_said(planner, series):
    event = make.event(series=series)
    Event.objects.update(format="nowhere")
    page = planner.post(
        reverse("admin:events_event_cancel", args=[event.pk]), {"cancellation_reason": "Sturm."}, follow=True
    )
    (message,) = page.context["messages"]
    assert message.level_tag == "error"
    assert message.message.startswith(f"{event}: Form: ")
    event.refresh_from_db()
    assert not event.is_cancelled
