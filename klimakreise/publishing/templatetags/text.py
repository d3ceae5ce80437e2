from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from klimakreise.publishing.text import bare_text, render_markdown

register = template.Library()


@register.filter
def markdown(source, top=3):
    """Show Markdown `source` as clean HTML; its highest heading is of level `top`."""
    return render_markdown(source or "", top)


@register.filter
def bare(source):
    """Only the words of Markdown `source`, for a row in which there is no room for lists and headings."""
    return bare_text(source or "")


@register.simple_tag
def german():
    """The attribute ` lang="de"` for an element with German content, on pages in another language."""
    return "" if get_language() == "de" else mark_safe(' lang="de"')
