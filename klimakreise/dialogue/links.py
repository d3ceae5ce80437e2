"""Web addresses in what people typed."""

import re

from django.utils.html import format_html, format_html_join

ADDRESS = re.compile(r"(https?://[^\s<>\"]+)", re.IGNORECASE)
LOOKS_LIKE_ONE = re.compile(r"://|\bwww\.", re.IGNORECASE)
NOT_ITS_END = ".,;:!?)]'…“”"


def has_link(text):
    """Whether there is a web address in the text, or something that is meant to be read as one."""
    return bool(LOOKS_LIKE_ONE.search(text))


def with_links(text):
    """The text as safe HTML, escaped, its web addresses as links that search engines do not follow."""
    parts = ADDRESS.split(text)
    return format_html_join("", "{}", ((link(part) if n % 2 else part,) for n, part in enumerate(parts)))


def link(found):
    address = found.rstrip(NOT_ITS_END)
    return format_html('<a href="{0}" rel="nofollow ugc external">{0}</a>{1}', address, found[len(address) :])
