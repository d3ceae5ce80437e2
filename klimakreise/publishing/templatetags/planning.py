from django import template

register = template.Library()


@register.filter
def part_label(part):
    """What the line of a saved part says; its inline's `label()` knows."""
    return part.model_admin.label(part.original)
