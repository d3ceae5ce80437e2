from django import template

from events.entrance_codes import picture

register = template.Library()


@register.simple_tag
def entrance_code(registration):
    """The QR code that opens this registration at the entrance, as an SVG."""
    return picture(registration)
