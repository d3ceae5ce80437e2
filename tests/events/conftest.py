"""Two editions: one that is over, one that is a week ahead."""

import datetime

import pytest
from django.utils import timezone

from tests import make


@pytest.fixture
def held():
    """An edition that is over, of which the agenda is known."""
    event = make.event(slug="kreis-1", title="1. Kreis", date="2021-12-08", format="online")
    make.agenda_item(event, title="Begrüßung", kind="intro")
    return event


@pytest.fixture
def coming():
    """An edition that is a week ahead."""
    day = timezone.localdate() + datetime.timedelta(days=7)
    return make.event(slug="kreis-2", title="2. Kreis", date=day.isoformat())
