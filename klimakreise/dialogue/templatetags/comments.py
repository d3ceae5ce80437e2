from django import template
from django.template.defaultfilters import linebreaks_filter

from klimakreise.dialogue.links import with_links

register = template.Library()


@register.filter
def plain_with_links(text):
    """Show what somebody typed as text, its web addresses as links that search engines do not follow."""
    return linebreaks_filter(with_links(text))
