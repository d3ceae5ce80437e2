"""The code on the personal page that opens this person at the entrance, for the planning team only; stored nowhere."""

import segno
from django.core import signing
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from klimakreise.mailing.registry import absolute

SALT = "events.entrance"  # another than that of the personal link, which this code must not give away


def code_of(registration):
    return signing.Signer(salt=SALT).sign_object(registration.pk)


def read_code(event, code):
    """The registration of this event that `code` was made for; None if there is none."""
    try:
        key = signing.Signer(salt=SALT).unsign_object(code)
    except signing.BadSignature:
        return None
    return event.registrations.filter(pk=key).first()


def entrance_address(registration):
    page = reverse("admin:events_event_entrance", args=[registration.event_id])
    return absolute(f"{page}?{urlencode({'code': code_of(registration)})}")


def picture(registration):
    """Their address at the entrance, dark on light in both schemes, for cameras need that."""
    return qr(entrance_address(registration))


def qr(address):
    """An address as a QR code: an SVG for the page, that cannot be anything else than squares."""
    made = segno.make(address, micro=False, error="m")
    svg = made.svg_inline(scale=4, dark="#000", light="#fff", svgclass="entrance-code", lineclass=None)
    return mark_safe(svg)  # noqa: S308 (made of squares alone)
