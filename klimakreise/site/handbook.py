"""The handbook of the planning team: docs/handbuch.md, one chapter a second-level heading."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString

from klimakreise.publishing.slugs import german_slug
from klimakreise.publishing.text import render_markdown

FILE = settings.BASE_DIR / "docs" / "handbuch.md"
FOLD = re.compile(
    r"(?<!\n)\n(?!\n|#|- |\d+\. ) *"
)  # a line that goes on: in the file for its readers, not on the page


@dataclass
class Chapter:
    anchor: str
    title: str
    text: SafeString


def chapters():
    """The introduction as safe HTML, and the list of chapters; OSError if the file is not there."""
    introduction, *parts = re.split(r"^## ", FILE.read_text(encoding="utf-8").strip(), flags=re.MULTILINE)
    found = []
    for part in parts:
        title, _newline, text = part.partition("\n")
        found.append(Chapter(german_slug(title), title, render_markdown(FOLD.sub(" ", text.strip()))))
    return render_markdown(FOLD.sub(" ", introduction.partition("\n")[2].strip())), found
