"""The handbook of the planning team: docs/handbuch.md, one chapter a second-level heading, with pictures from static/."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from PIL import Image

from klimakreise.publishing.slugs import german_slug
from klimakreise.publishing.text import render_markdown

FILE = settings.BASE_DIR / "docs" / "handbuch.md"
FOLD = re.compile(
    r"(?<!\n)\n(?!\n|#|- |\d+\. ) *"
)  # a line that goes on: in the file for its readers, not on the page

PICTURE = re.compile(r"^!\[([^\]]+)\]\(\.\./static/([\w/-]+\.webp)\)$", re.MULTILINE)


@dataclass
class Chapter:
    anchor: str
    title: str
    text: SafeString


def chapters():
    """The introduction as safe HTML, and the list of chapters; OSError if the file, or a picture, is not there."""
    introduction, *parts = re.split(r"^## ", FILE.read_text(encoding="utf-8").strip(), flags=re.MULTILINE)
    found = []
    for part in parts:
        title, _newline, text = part.partition("\n")
        found.append(Chapter(german_slug(title), title, to_html(text)))
    return to_html(introduction.partition("\n")[2]), found


def to_html(text):
    """Markdown as safe HTML; a line that is nothing but a picture of static/ becomes that picture with its words below."""
    words, *rest = PICTURE.split(text)
    html = [render_markdown(FOLD.sub(" ", words.strip()))]
    for alt, path, more in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        html += [picture(alt, path), render_markdown(FOLD.sub(" ", more.strip()))]
    return mark_safe("".join(html))  # noqa: S308 (made of safe pieces only)


def picture(alt, path):
    """The words stand below the picture, for everyone; so it is empty for those who cannot see it."""
    with Image.open(settings.BASE_DIR / "static" / path) as opened:
        width, height = opened.size
    return format_html(
        '<figure><img src="{}" width="{}" height="{}" alt="" loading="lazy"><figcaption>{}</figcaption></figure>',
        static(path),
        width,
        height,
        alt,
    )
