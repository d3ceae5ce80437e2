"""The head of a page: what a template says once in its blocks, for search engines and for shared links (Open Graph)."""

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_block_tag(takes_context=True)
def titled(context, content):
    """The title of the page, and as og:title the same without the name of the site at its end."""
    title = one_line(content)
    shared = title.removesuffix(f" · {escape(context['identity'].name)}") if "identity" in context else title
    return format_html('<title>{}</title>\n<meta property="og:title" content="{}">', title, mark_safe(shared))  # noqa: S308 (rendered with escaping)


@register.simple_block_tag
def described(content):
    """The description of the page, and og:description."""
    return format_html(
        '<meta name="description" content="{0}">\n<meta property="og:description" content="{0}">',
        one_line(content),
    )


@register.simple_block_tag
def robots(content):
    """What search engines are asked for ("noindex"), if the page asks for anything."""
    return format_html('<meta name="robots" content="{}">', one_line(content)) if content.strip() else ""


def one_line(content):
    """What a block rendered, already escaped, so that it may stand in an attribute too."""
    return mark_safe(" ".join(content.split()).replace('"', "&quot;"))  # noqa: S308 (rendered with escaping)
