from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def german_only(thing, *names):
    """The attribute ` lang="de"` on a page in another language, unless one of these fields of `thing` has an English text."""
    if get_language() == "de" or any(getattr(thing, f"{name}_en") for name in names):
        return ""
    return mark_safe(' lang="de"')
