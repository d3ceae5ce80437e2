"""Carries events and reads their pages."""

from events.models import EventSupport
from klimakreise.alliance.models import Supporter
from tests.pages import words


def support(event, kind, name, **fields):
    helper, _ = Supporter.objects.get_or_create(name=name, defaults=fields)
    return EventSupport.objects.create(event=event, supporter=helper, kind=kind)


def page(browser, event, section=None):
    return words(browser.get(f"/en/veranstaltungen/{event.slug}/"), section)
