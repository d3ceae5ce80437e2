"""Which groups carry a demand: read in the same query as the demand, because its page has none to spare."""

from django.db.models import Case, Exists, OuterRef, StringAgg, Subquery, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from klimakreise.alliance.models import AllianceGroup, Carrying

FIELD, ROW = "\x1f", "\x1e"  # ASCII's own separators of fields and rows: nobody types them into a name


def with_carriers(demands, user):
    """The `demands` with `carriers_text`, for `carriers()`: the groups that carry each, as far as `user` may see them."""
    shown = AllianceGroup.objects.visible_to(None).filter(pk=OuterRef("group"))
    told = Concat(
        "group__slug",
        Value(FIELD),
        Case(When(Exists(shown), then=Value("shown")), default=Value("")),
        Value(FIELD),
        Case(When(group__is_example=True, then=Value("example")), default=Value("")),
        Value(FIELD),
        "group__name",
    )
    rows = Carrying.objects.visible_to(user).filter(demand=OuterRef("pk")).order_by().values("demand")
    return demands.annotate(
        carriers_text=Subquery(rows.annotate(all=StringAgg(told, Value(ROW))).values("all"))
    )


def carriers(demands):
    """The groups that carry any of the `demands` (from `with_carriers()`), each once and without other fields.

    They have slug, name, whether they are an example, and whether they are a draft: enough for a link.
    """
    found = {}
    for row in ROW.join(filter(None, (demand.carriers_text for demand in demands))).split(ROW):
        slug, *marks, name = row.split(FIELD) if row.count(FIELD) == 3 else ("", "", "", "")
        if slug:
            published_at = timezone.now() if "shown" in marks else None
            found[slug] = AllianceGroup(
                slug=slug, name=name, is_example="example" in marks, published_at=published_at
            )
    return list(found.values())
