"""The rule of tables that belong to one of several kinds of things: exactly one of their foreign keys is set."""

from django.db.models import Q


def exactly_one(*names):
    """The condition that exactly one of the foreign keys `names` is set."""
    condition = Q()
    for chosen in names:
        others = {name: None for name in names if name != chosen}
        condition |= Q(**{f"{chosen}__isnull": False}, **others)
    return condition
