"""What can be talked about, under the names that its addresses have."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.text import capfirst

from circles.models import Measure, Result
from events.models import Event, Protocol
from klimakreise.alliance.models import Demand
from klimakreise.publishing.standing import parents_of

ANSWERABLE = {"ergebnis": Result, "massnahme": Measure, "veranstaltung": Event}
COMMENTABLE = {**ANSWERABLE, "forderung": Demand, "kurzprotokoll": Protocol}
KINDS = {model: kind for kind, model in COMMENTABLE.items()}


def with_parents(things):
    """The queryset with all that its things hang on, as their names, addresses and `is_visible()` ask for it."""
    parents = [*parents_of(things.model), *(["series"] if things.model is Event else [])]
    return things.select_related(*parents or [None])


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
    return KINDS[thing._meta.model]


def word_for(thing):
    """The word for its kind, as it stands above its name: "Result"."""
    return capfirst(thing._meta.verbose_name)


def is_example(thing):
    """Whether it is an example, or part of one."""
    wholes = (getattr(thing, name, None) for name in ("demand_set", "event", "circle"))
    return getattr(thing, "is_example", False) or any(whole and is_example(whole) for whole in wholes)
