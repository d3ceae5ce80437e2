from django import template

from klimakreise.publishing.files.pictures import sizes_of

register = template.Library()


@register.filter
def srcset(address, width):
    """The sizes of the picture at `address`, which is `width` pixels wide, for a <source> of WebP."""
    return ", ".join(f"{address}{number}.webp {real}w" for number, real in sizes_of(width))
