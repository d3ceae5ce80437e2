"""Whatever is a draft, or scheduled, shows nowhere: every public address is opened and searched for its secret word."""

import datetime

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone, translation

from klimakreise.dialogue.models import Statement
from tests import make
from tests.world import OPEN, PUBLISHABLE, SECRET, World, public_routes


def addresses(world, *languages):
    """Every public address in these languages; a route without sample values fails."""
    samples = world.addresses()
    for name, parts in public_routes(get_resolver()):
        assert not parts or name in samples, f"{name} is not in World.addresses()"
        for values in samples.get(name, [{}]):
            for language in languages:
                with translation.override(language):
                    yield reverse(name, kwargs=values)


def read(browser, address):
    response = browser.get(address, follow=True)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = " ".join(response.headers.values())
    return response.status_code, content.decode("utf-8", "replace") + headers


def test_with_everything_published_every_public_page_opens(visitor, db):
    world = World()
    answers = {address: read(visitor, address) for address in addresses(world, "de", "en")}
    assert {address: status for address, (status, _) in answers.items() if status != 200} == {
        "/.well-known/security.txt": 404
    }
    assert all(SECRET not in text for _, text in answers.values())
    assert sum(OPEN in text for _, text in answers.values()) > 40


def assert_silent(browser, world, *languages):
    for address in addresses(world, *languages):
        status, text = read(browser, address)
        assert status in {200, 404}, address
        assert SECRET not in text, address


@pytest.mark.parametrize("hidden", sorted(PUBLISHABLE))
def test_a_draft_shows_nowhere(hidden, visitor, planner, db):
    world = World(hidden)
    assert_silent(visitor, world, "de")
    assert any(SECRET in read(planner, address)[1] for address in addresses(world, "de")), (
        "nothing could have leaked"
    )


def test_nor_in_english_nor_to_somebody_who_is_logged_in(visitor, participant, db):
    world = World("event")
    assert_silent(visitor, world, "en")
    assert_silent(participant, world, "de")


@pytest.mark.parametrize("hidden", ["statement", "result", "event"])
def test_people_of_the_city_see_the_drafts_of_their_own_office_alone(hidden, city, office, db):
    world = World(hidden)
    desk = ["/stadt/", "/stadt/wartet/", "/stadt/eingang/", "/stadt/beantwortet/", "/stadt/entwuerfe/"]
    places = [*addresses(world, "de"), *desk]
    Statement.objects.update(department=make.department())
    assert [address for address in places if SECRET in read(city, address)[1]] == []
    Statement.objects.update(department=office)
    seen = [address for address in places if SECRET in read(city, address)[1]]
    assert ("/stadt/entwuerfe/" in seen) == (hidden == "statement")
    assert bool(seen) == (hidden == "statement")


@pytest.mark.parametrize("hidden", sorted(PUBLISHABLE))
def test_what_is_scheduled_shows_nowhere_yet(hidden, visitor, db):
    assert_silent(visitor, World(hidden, timezone.now() + datetime.timedelta(days=1)), "de")


@pytest.mark.parametrize(
    "hidden", ["event", "circle", "result", "measure", "survey", "topic", "material", "protocol"]
)
def test_the_page_of_a_draft_is_not_found(hidden, visitor, planner, db):
    address = World(hidden).things[hidden].get_absolute_url()
    assert visitor.get(address).status_code == 404
    assert planner.get(address).status_code == 200
