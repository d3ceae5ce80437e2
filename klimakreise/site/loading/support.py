"""What events of all series have: times and places, those who helped, sources."""

from events.models import EventSource, EventSupport, Session
from klimakreise.alliance.models import Supporter
from klimakreise.site.loading.leaves import Text, Word
from klimakreise.site.loading.schema import SOURCES, Record

SUPPORT = Record(name=Text(required=True), kind=Word(EventSupport.Kind.values, required=True))
SUPPORTER_NOTE = Record(named_by="name", name=Text(required=True), text=Text("note"), sources=SOURCES)


def keep_supporter_notes(store, items):
    for item in items:
        sources = store.sources(item.sources)
        store["supporter", item.name] = keep_supporter(store, item, item.name, sources=sources)


def keep_supporter(store, item, name, **values):
    """Keep a supporter; one that bears the name of a group of the alliance is that group."""
    if ("group name", name) in store:
        values["group"] = store["group name", name]
    return store.keep(Supporter, item, {"name": name}, **values)


def keep_support(store, event, item, named, supporters=()):
    """Keep who helped: `named` are pairs of a kind and names, `supporters` items with a name and a kind."""
    wanted = [(kind, name, item.bare()) for kind, names in named for name in names]
    wanted += [(supporter.kind, supporter.name, supporter.bare()) for supporter in supporters]
    listed = {}
    for kind, name, place in wanted:
        listed.setdefault((kind, name), place)
    for position, ((kind, name), place) in enumerate(listed.items(), 1):
        if ("supporter", name) not in store:
            store["supporter", name] = keep_supporter(store, place, name)
        by = {"event": event, "supporter": store["supporter", name], "kind": kind}
        store.keep(EventSupport, place, by, owner=event, position=position)


def keep_sessions(store, event, item, sessions):
    """Keep the sessions, or one of what the event itself says of time and place; if it says nothing, none."""
    entries = [(session, {"position": position}) for position, session in enumerate(sessions, 1)]
    known = {"start": item.start, "end": item.end, "place": getattr(item, "place", "")}
    if not sessions and any(known.values()):
        entries = [(item.bare(), {"position": 1, **known})]
    store.keep_list(Session, entries, event, owner=event, event=event)


def keep_sources(store, event, item, about):
    """Keep the sources of what is said of an event; `about`: what part of it, and the keys."""
    for subject, keys in about.items():
        for source in store.sources(keys):
            by = {"event": event, "source": source, "about": subject}
            store.keep(EventSource, item.bare(), by, owner=event)
