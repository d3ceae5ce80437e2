"""How people come into a live room in tests, and what they do there."""

import re

from django.test import Client

from tests.pages import words


def seated(registration, language="/en"):
    """A browser that came through the personal link of a registration."""
    browser = Client()
    answer = browser.post(f"{language}/anmeldung/{registration.token}/live/")
    assert answer["Location"] == place(registration.event, language=language)
    return browser


def place(event, page="", language="/en"):
    return f"{language}/veranstaltungen/{event.slug}/live/{page}"


def do(browser, event, verb, page="", **typed):
    """Press the button `verb`, and read the page that follows."""
    return words(browser.post(place(event, page), {"do": verb, **typed}, follow=True))


def shown(browser, event, page=""):
    return words(browser.get(place(event, page)))


def stand(browser, event, tag="", page=""):
    """What the page's script gets: the answer to its question what is new."""
    headers = {"If-None-Match": tag} if tag else {}
    return browser.get(place(event, page), {"stand": ""}, headers=headers)


def tag_of(page):
    return re.search('data-tag="([^"]+)"', page.content.decode()).group(1).replace("&quot;", '"')
