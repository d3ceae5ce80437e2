"""Addresses of the admin's pages."""

from django.urls import reverse


def admin_url(thing, page="change"):
    """The address of a row's page in the admin."""
    return admin_address(thing._meta.label_lower, thing.pk, page)


def admin_address(kind, key, page="change"):
    """The same for what is only known by its kind ("events.event") and key; NoReverseMatch if it has no such page."""
    return reverse(f"admin:{kind.replace('.', '_')}_{page}", args=[key])
