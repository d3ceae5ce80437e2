"""Markdown in, clean HTML out."""

import re

import nh3
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "p", "br", "h2", "h3", "h4", "h5", "h6", "strong", "em", "s", "ul", "ol", "li", "a", "blockquote", "code", "pre", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
MARKS = re.compile(r"[*_`\[\]<>#|~&\\]|^\s*(?:[-+=]|\d+[.)])", re.MULTILINE)

parser = MarkdownIt(
    "commonmark", {"html": False, "linkify": True, "typographer": True, "breaks": True, "quotes": "„“‚‘"}
).enable(["table", "strikethrough", "linkify", "replacements", "smartquotes"])


def place_headings(tokens, top):
    """Let the highest heading of the text be of level `top`, whatever level its author began with."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    shift = top - min((int(token.tag[1]) for token in headings), default=top)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
    return tokens


def render_markdown(source, top=3):
    """Return safe HTML for Markdown `source`; scripts, images, raw HTML and foreign attributes do not survive.

    `top` is the level of its highest heading: 2 where the text is the page, 3 within a section.
    """
    html = parser.renderer.render(place_headings(parser.parse(source), top), parser.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"})
    return mark_safe(clean)  # noqa: S308 (nh3 has just cleaned it)


def bare_text(source):
    """The words of Markdown `source` without its marks and the addresses of links, one line for each block."""
    if not MARKS.search(source):
        return source
    lines = []
    for token in parser.parse(source):
        if token.type == "inline":
            lines.append(
                "".join(" " if part.type.endswith("break") else part.content for part in token.children)
            )
        elif token.type in {"fence", "code_block"}:
            lines.append(token.content)
    return "\n".join(lines)
