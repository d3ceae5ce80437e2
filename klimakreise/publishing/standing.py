"""How a publishable thing stands, and what a saved change means for its readers."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from klimakreise.publishing.models import Entry, Publishable


def moment(when):
    """An aware datetime as it is written here, to the minute."""
    return date_format(timezone.localtime(when), "SHORT_DATETIME_FORMAT")


def standing(thing):
    """How a Publishable stands, in words: "draft", "scheduled for …", "published"."""
    if thing.is_draft:
        return gettext("draft")
    if thing.is_scheduled:
        return gettext("scheduled for %(time)s") % {"time": moment(thing.published_at)}
    if not thing.is_visible():
        return gettext("published, not visible yet: what it belongs to is a draft")
    return gettext("published")


def parents_of(model):
    """What things of `model` hang on, and what those hang on, as names for `select_related()`."""
    names = []
    for name in getattr(model, "hangs_on", ()):
        above = parents_of(model._meta.get_field(name).related_model)
        names += [name, *(f"{name}__{each}" for each in above)]
    return names


def is_out(thing):
    """Whether readers see it or will see it by themselves, so that it must not simply be deleted."""
    return isinstance(thing, Publishable) and (thing.is_visible() or thing.is_scheduled)


def published_wholes(thing):
    """The published things on whose pages the Part `thing` is shown."""
    parents = [getattr(thing, name) for name in getattr(thing, "hangs_on", ())]
    for parent in filter(None, parents):
        if isinstance(parent, Publishable):
            if parent.is_published:
                yield parent
        else:
            yield from published_wholes(parent)


def settle(thing, wanted, changed):
    """Publish, schedule or withdraw the saved `thing` so that its `published_at` is `wanted`.

    Where that does not differ and the thing is published, write down that it was `changed`.
    """
    if wanted != thing.published_at:
        thing.publish(at=wanted) if wanted else thing.withdraw()
    elif changed and thing.is_published:
        Entry.record(thing, Entry.Act.CHANGED)
