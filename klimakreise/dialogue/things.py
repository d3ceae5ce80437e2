"""What can be talked about, under the names that its addresses have."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst

from circles.models import Measure, Result
from events.models import Event

ANSWERABLE = {"ergebnis": Result, "massnahme": Measure, "veranstaltung": Event}

PARENTS = {Result: ["circle__event"], Event: ["series"]}  # what their names and addresses ask for


def with_parents(things):
    """The queryset with what the names and addresses of its things ask for."""
    return things.select_related(*PARENTS.get(things.model, [None]))


def visible_thing(kinds, kind, pk, user):
    """The thing of a kind (a key of `kinds`) that `user` may see, or Http404."""
    if kind not in kinds:
        raise Http404
    return get_object_or_404(with_parents(kinds[kind].objects.visible_to(user)), pk=pk)


def name_of(thing):
    """The name of the foreign key that points to a thing, or to things of a model: "result", "measure", "event"."""
    return thing._meta.model_name


def kind_of(thing):
    """The word for a thing, or for things of a model, in addresses."""
    return {"result": "ergebnis", "measure": "massnahme", "event": "veranstaltung"}[name_of(thing)]


def word_for(thing):
    """The word for its kind, as it stands above its name: "Result"."""
    return capfirst(thing._meta.verbose_name)
