"""Markdown in, clean HTML out."""

import nh3
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "p", "br", "h3", "h4", "h5", "strong", "em", "s", "ul", "ol", "li", "a", "blockquote", "code", "pre", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}

parser = MarkdownIt(
    "commonmark", {"html": False, "linkify": True, "typographer": True, "breaks": True, "quotes": "„“‚‘"}
).enable(["table", "strikethrough", "linkify", "replacements", "smartquotes"])


def lower_headings(tokens):
    """Shift headings two levels down: the page has the one h1 and its sections are h2."""
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + 2, 5)}"
    return tokens


def render_markdown(source):
    """Return safe HTML for Markdown `source`; scripts, images, raw HTML and foreign attributes do not survive."""
    html = parser.renderer.render(lower_headings(parser.parse(source)), parser.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"})
    return mark_safe(clean)  # noqa: S308 (nh3 has just cleaned it)
