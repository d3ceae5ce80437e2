"""Where a source is used: every room may point to it, and none needs to be named here."""

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join

from klimakreise.publishing.history import is_history
from klimakreise.publishing.models import Source


def references():
    """Every foreign key to Source as (model, its name); a many-to-many relation counts by its table, history does not."""
    for relation in Source._meta.get_fields(include_hidden=True):
        if relation.one_to_many and not is_history(relation.related_model):
            yield relation.related_model, relation.field.name


def with_uses(sources):
    """Each source with `uses`: how many rows point to it, counted in the same query."""
    total = Value(0)
    for model, name in references():
        rows = model._base_manager.filter(**{name: OuterRef("pk")}).order_by()
        total = total + Coalesce(Subquery(rows.values(name).annotate(n=Count("pk")).values("n")), 0)
    return sources.annotate(uses=total)


def users_of(source):
    """The rows that point to `source`: of a many-to-many relation the row that has it."""
    for model, name in references():
        rows = model._base_manager.filter(**{name: source})
        if model._meta.auto_created:
            owner = next(
                field for field in model._meta.fields if field.remote_field and field.name != name
            ).name
            yield from (getattr(row, owner) for row in rows.select_related(owner))
        else:
            yield from rows


def as_links(things):
    """A list of links to the pages where `things` are edited."""
    return format_html(
        "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((link(thing),) for thing in things))
    )


def link(thing):
    name = thing._meta.verbose_name
    try:
        address = reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])
    except NoReverseMatch:
        return format_html("{}: {}", name, thing)
    return format_html('{}: <a href="{}">{}</a>', name, address, thing)
