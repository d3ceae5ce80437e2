import pytest

from tests import make
from tests.conftest import logged_in


@pytest.fixture
def other_city(db):
    """The browser of Herr Bauer, who speaks for another office than Frau Krause."""
    building = make.department(slug="bauamt", name="Bauamt")
    return logged_in(make.person(email="bauer@stadt.example", name="Bernd Bauer", department=building))


@pytest.fixture
def colleague(office):
    """The browser of a colleague of Frau Krause's."""
    return logged_in(make.person(email="klein@stadt.example", name="Kim Klein", department=office))


@pytest.fixture
def circle(db):
    """A circle at a published event."""
    return make.circle(make.event(title="Erste Runde", date="2022-05-17"), title="Strom")


@pytest.fixture
def asked(circle, office):
    """A result for which Frau Krause's office is responsible."""
    return make.result(circle, text="Mehr Solardächer.", kind="proposal", responsible_department=office)
