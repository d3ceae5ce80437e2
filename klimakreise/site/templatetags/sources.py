from urllib.parse import unquote, urlsplit

from django import template
from django.utils.text import Truncator

register = template.Library()


@register.filter
def short_address(url):
    """A web address as people read it, for a link without a title: no protocol, no query, at most 200 characters."""
    parts = urlsplit(url)
    return Truncator(f"{parts.netloc.removeprefix('www.')}{unquote(parts.path)}".rstrip("/")).chars(200)
