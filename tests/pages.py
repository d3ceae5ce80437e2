"""Reads pages as people do: their words, without markup."""

import html
import re

BLOCKS = re.compile(
    r"</?(?:p|div|li|ul|ol|dl|dt|dd|h[1-6]|section|article|header|footer|tr|td|th|br)\b[^>]*>"
)


def words(response, section=None):
    """The text of a page's main part, or of its `section` (the id of that section's heading), in one line."""
    page = response.content.decode()
    part = re.search(
        rf'<section[^>]*aria-labelledby="{section}".*?</section>' if section else r"<main.*</main>",
        page,
        re.DOTALL,
    )
    assert part, f"the page has no section {section}"
    return plain(part[0])


def plain(markup):
    """The words of a piece of HTML in one line."""
    text = re.sub(r"<[^>]+>", "", BLOCKS.sub(" ", markup))
    return " ".join(html.unescape(text).split())


def has_section(response, section):
    return f'aria-labelledby="{section}"' in response.content.decode()


def moments(response):
    """The places of a measure's history, each as one line of words."""
    page = response.content.decode()
    timeline = re.search(r'<ol class="timeline.*?</ol>', page, re.DOTALL)[0]
    return [plain(moment) for moment in re.split(r'<li[^>]*>\s*<span class="timeline__when">', timeline)[1:]]


def stations(response):
    """The red thread of a page, each station as one line: "Event (you are here) 1. Klimakreise 8 December 2021"."""
    page = response.content.decode()
    thread = re.search(r'<ol class="thread">.*?</ol>', page, re.DOTALL)[0]
    return [plain(spaced(station)) for station in re.split(r'<li class="is-', thread)[1:]]


def spaced(station):
    """A station's markup from its first element on, with blanks between its inline parts."""
    return station[station.index(">") + 1 :].replace("<span", " <span").replace("<a ", " <a ")
