"""Everyone who may come to the site, and what a page answers them in one letter."""

from django.test import Client

from circles.models import Facilitator
from klimakreise.alliance.models import Membership
from tests import make
from tests.accounts.factors import shown
from tests.conftest import logged_in

ROLES = [
    "visitor", "participant", "speaker", "facilitator", "city", "planner without a second factor", "planner",
    "superuser",
]  # fmt: skip


def browsers(world):
    """A browser of each role: {role: Client}. The speaker speaks for the world's group, and so on."""
    people = {name: make.person(name=name.title()) for name in ("participant", "speaker", "facilitator")}
    make.make(Membership, user=people["speaker"], group=world["alliancegroup"], role="speaker")
    make.make(Facilitator, user=people["facilitator"], circle=world["circle"])
    people["city"] = make.person(department=make.department())
    people["planner without a second factor"] = make.person(is_planner=True)
    for person in people.values():
        person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return {
        "visitor": Client(),
        **{name: logged_in(person) for name, person in people.items()},
        "planner": shown(make.person(is_planner=True)),
        "superuser": shown(make.person(is_superuser=True)),
    }


def letter(response):
    """o: opens; l: to the login; 2: to the second factor; c: to a code, to confirm; r: elsewhere; -: refused."""
    if response.status_code in {301, 302}:
        target = response["Location"]
        for start, sign in (
            ("/konto/login", "l"),
            ("/verwaltung/login", "l"),
            ("/konto/zweiter-faktor", "2"),
        ):
            if target.startswith(start):
                return sign
        return "c" if target.startswith("/konto/bestaetigen") else "r"
    if 400 <= response.status_code < 500:
        return "-"
    assert response.status_code == 200, response.status_code
    return "o"


def answers(address, people):
    """One letter for each role. What leads to the door of the admin is followed to what stands behind it."""
    row = ""
    for browser in people.values():
        response = browser.get(address)
        if response.get("Location", "").startswith("/verwaltung/login/"):
            response = browser.get(response["Location"])
        row += letter(response)
    return row
