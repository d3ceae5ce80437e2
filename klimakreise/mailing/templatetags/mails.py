from django import template

register = template.Library()


@register.filter
def quoted(text):
    """A text of several lines as a quotation in Markdown."""
    return "\n".join(f"> {line}" for line in str(text).splitlines())
