"""What a page shows of an entry that was found."""

from dataclasses import dataclass

from django.urls import translate_url
from django.utils.translation import get_language, override

from klimakreise.site.search.marks import marked, snippet
from klimakreise.site.search.models import SearchEntry


@dataclass
class Hit:
    """An entry with its title and a stretch of its text as HTML, and its address in the language of the page."""

    entry: SearchEntry
    title: str
    text: str
    address: str


def hits(entries, question):
    """The Hits of a page; a text that says no more than its title is left out."""
    return [
        Hit(
            entry,
            marked(entry.title, question),
            "" if entry.content.text.strip() == entry.title else snippet(entry.content.text, question),
            address_in(entry.address, get_language() or "de"),
        )
        for entry in entries
    ]


def address_in(german, language):
    """The address of the page in `language` whose German address is given."""
    with override("de"):
        return translate_url(german, language)
