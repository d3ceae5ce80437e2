"""Whatever is a draft, or scheduled, shows nowhere: every public address is opened and searched for its secret word."""

import datetime
import re

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone, translation

from events.models import AgendaItem
from klimakreise.dialogue.models import Statement
from klimakreise.site.search.keeping import compare
from tests import make
from tests.world import COMMON, OPEN, PUBLISHABLE, SECRET, World, falls_silent, public_routes

SEARCH_PAGES = 2  # as many as the search for the common word fills


def addresses(world, *languages):
    """Every public address in these languages; a route without sample values fails."""
    samples = world.addresses()
    for name, parts in public_routes(get_resolver()):
        assert not parts or name in samples, f"{name} is not in World.addresses()"
        for values in samples.get(name, [{}]):
            for language in languages:
                with translation.override(language):
                    yield reverse(name, kwargs=values)
    compare()
    for language in languages:
        with translation.override(language):
            yield from (
                f"{reverse('site:search')}?q={COMMON}&page={page + 1}" for page in range(SEARCH_PAGES)
            )


def read(browser, address):
    response = browser.get(address, follow=True)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    headers = " ".join(response.headers.values())
    return response.status_code, content.decode("utf-8", "replace") + headers


def hits(browser, word):
    """How many things the search finds; the word itself stands in its field again."""
    return len(re.findall(r'<h2 class="rows__title">', browser.get("/suche/", {"q": word}).content.decode()))


def test_with_everything_published_every_public_page_opens(visitor, db):
    world = World()
    answers = {address: read(visitor, address) for address in addresses(world, "de", "en")}
    assert {address: status for address, (status, _) in answers.items() if status != 200} == {
        "/.well-known/security.txt": 404
    }
    assert all(SECRET not in text for _, text in answers.values())
    assert sum(OPEN in text for _, text in answers.values()) > 40
    assert visitor.get("/suche/", {"q": COMMON}).context["page_obj"].paginator.num_pages == SEARCH_PAGES


def assert_silent(browser, world, *languages):
    for address in addresses(world, *languages):
        status, text = read(browser, address)
        assert status in {200, 403, 404}, address  # 403: an invitation of somebody else
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


def several_at_once():
    """All publishable kinds in few lists; in none of them does one kind fall silent because another is hidden."""
    lists = []
    for kind in sorted(PUBLISHABLE):
        for kinds in lists:
            if not falls_silent(kind, kinds) and not any(falls_silent(other, kind) for other in kinds):
                kinds.append(kind)
                break
        else:
            lists.append([kind])
    return lists


@pytest.mark.parametrize("hidden", several_at_once())
def test_what_is_scheduled_shows_nowhere_yet(hidden, visitor, db):
    """On each page as a draft of its kind alone, above; the difference between both is one condition for all kinds."""
    assert_silent(visitor, World(hidden, timezone.now() + datetime.timedelta(days=1)), "de")


@pytest.mark.parametrize("hidden", sorted(PUBLISHABLE))
def test_the_search_does_not_know_the_words_of_a_draft(hidden, visitor, planner, db):
    World(hidden)
    compare()
    assert hits(visitor, SECRET) == hits(planner, SECRET) == 0
    assert hits(visitor, OPEN) > 5


@pytest.mark.parametrize("kind", sorted(PUBLISHABLE - {"demandset"}))
def test_what_is_withdrawn_is_not_found_from_that_moment_on(kind, visitor, db):
    thing = World().things[kind]
    compare()
    found = everything_found(visitor)
    thing.withdraw()
    assert thing.get_absolute_url() in found
    left = everything_found(visitor)
    assert thing.get_absolute_url() not in left
    assert len(left) == visitor.get("/suche/", {"q": OPEN}).context["answer"].total


def everything_found(browser, page=1):
    """The addresses of all hits for the open word, page by page."""
    context = browser.get("/suche/", {"q": OPEN, "page": page}).context
    further = everything_found(browser, page + 1) if context["page_obj"].has_next() else []
    return [hit.address for hit in context["hits"]] + further


@pytest.mark.parametrize(
    "hidden", ["event", "circle", "result", "measure", "survey", "topic", "material", "protocol"]
)
def test_the_page_of_a_draft_is_not_found(hidden, visitor, planner, db):
    address = World(hidden).things[hidden].get_absolute_url()
    assert visitor.get(address).status_code == 404
    assert planner.get(address).status_code == 200


def texts(word):
    """What can be written into an agenda item, with the word in it."""
    return {name: f"{word} {name}" for name in ("title", "presenter", "announced_title", "description")}


def test_what_was_done_to_an_agenda_after_its_release_shows_nowhere(visitor, planner, db):
    world = World()
    event, item = world.things["event"], world.things["agendaitem"]
    AgendaItem.objects.filter(pk=item.pk).update(**texts(SECRET))
    added = make.agenda_item(event, released=False, **texts(SECRET))
    for there in (item, added):
        world.things["survey"].placements.get_or_create(agenda_item=there)
        world.things["protocol"].sections.create(agenda_item=there, heading="Abschnitt", text="Text")
    make.material(event, agenda_item=added)
    assert_silent(visitor, world, "de", "en")
    assert SECRET in read(planner, f"/verwaltung/events/event/{event.pk}/release/")[1]


def test_an_agenda_that_was_never_released_shows_nowhere(visitor, planner, db):
    world = World()
    event, item = world.things["event"], world.things["agendaitem"]
    event.agenda_releases.all().delete()
    AgendaItem.objects.filter(pk=item.pk).update(**texts(SECRET))
    world.things["protocol"].sections.create(agenda_item=item, heading="Abschnitt", text="Text")
    assert_silent(visitor, world, "de", "en")
    assert all(
        SECRET in read(planner, world.things[kind].get_absolute_url())[1] for kind in ("event", "survey")
    )


def test_what_was_deleted_after_the_release_stays_in_the_version_that_had_it(visitor, db):
    world = World()
    world.things["agendaitem"].delete()
    assert f"{OPEN} Punkt" in read(visitor, world.things["event"].get_absolute_url())[1]
