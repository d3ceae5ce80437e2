"""How a lower room shows the rows of a higher one, which it must not import."""

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def visible_behind(model, relation, user):
    """The rows behind `relation` of `model` (mostly a reverse one), as far as `user` may see them."""
    return model._meta.get_field(relation).related_model.objects.visible_to(user)


def with_count_of(things, relation):
    """Each thing with `<relation>_count`: how many rows behind the reverse `relation` everyone sees; in the same query."""
    link = things.model._meta.get_field(relation).field
    rows = link.model.objects.visible_to(None).filter(**{link.name: OuterRef("pk")}).order_by()
    counted = rows.values(link.name).annotate(number=Count("pk")).values("number")
    return things.annotate(**{f"{relation}_count": Coalesce(Subquery(counted), 0)})
