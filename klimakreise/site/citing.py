"""Which sources are cited by something that can be read."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from klimakreise.publishing.models import Part, Source
from klimakreise.publishing.usage import references


def cited(user):
    """The sources that `user` may see: all for the planning team, else those of visible things; one query.

    A source that only a draft cites would tell of the draft. Every relation to Source is asked, also one of a model
    that is yet to come.
    """
    if getattr(user, "sees_drafts", False):
        return Source.objects.all()
    moment = timezone.now()
    citations = Q()
    for model, name in references():
        citing = model._base_manager.filter(visibility(model, moment), **{name: OuterRef("pk")})
        citations |= Exists(citing)
    return Source.objects.filter(citations)


def visibility(model, moment):
    """When everyone sees rows of `model`: by its own rule, or if all Parts that it belongs to are visible."""
    if issubclass(model, Part):
        return model.visibility(moment)
    condition = Q()
    for field in model._meta.get_fields():
        if field.many_to_one and issubclass(field.related_model, Part):
            seen = field.related_model.visibility(moment, f"{field.name}__")
            condition &= seen | Q(**{f"{field.name}__isnull": True}) if field.null else seen
    return condition
