from django import template

from events.entrance_codes import code_of, picture, qr
from klimakreise.mailing.registry import absolute

register = template.Library()


@register.simple_tag
def entrance_code(registration):
    """The QR code that opens this registration at the entrance, as an SVG."""
    return picture(registration)


@register.filter
def code(registration):
    """What names this registration in an address of the entrance."""
    return code_of(registration)


@register.inclusion_tag("events/_personal_code.html")
def personal_code(registration):
    """For somebody who is here and has no mail to find the personal link in: the link as a QR code, to be scanned off the screen."""
    needs_it = registration.arrived_at is not None and not registration.email
    return {"code": needs_it and qr(absolute(registration.get_absolute_url())), "name": registration.name}
