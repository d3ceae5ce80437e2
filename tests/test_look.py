"""The look, as far as figures can say it: contrast, weight, vendored files, and that includes read well as text."""

import hashlib
import re
from pathlib import Path

import brotli
import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils.translation import override

STATIC = Path(__file__).parent.parent / "static"
THEME = (STATIC / "css" / "theme.css").read_text()
LIGHT, DARK = THEME.split("/* What KERN's parts read. */")[0].split(
    "@media screen and (prefers-color-scheme: dark)"
)

TEXT = {
    "paper": ["ink", "soft", "leaf", "leaf-strong", "bad"],
    "sheet": ["ink", "soft", "leaf", "leaf-strong", "bad"],
    "tint": ["ink", "soft", "leaf", "leaf-strong"],
    "good-tint": ["ink", "soft", "leaf"],
    "note-tint": ["ink", "soft", "leaf"],
    "warn-tint": ["ink", "soft", "leaf"],
    "bad-tint": ["ink", "soft", "leaf", "bad"],
    "leaf": ["on-leaf"],
    "leaf-strong": ["on-leaf"],
}
TOPICS = ["moss", "sky", "sun", "clay", "plum", "teal", "stone", "rose"]
LINES = {
    "paper": ["edge", "thread", "good", "note", "warn", *TOPICS],
    "sheet": ["edge", "thread", "good", "note", "warn", *TOPICS],
    "tint": ["edge", "leaf"],
    "line": ["leaf", "sky", "sun", "clay", "plum"],  # the bars of a chart on their track
    "warn-tint": ["sky", "leaf"],  # the voices of a contested report
    "bad-tint": ["edge"],
}


def colours(scheme):
    light = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", LIGHT))
    return (
        light if scheme == "light" else {**light, **dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", DARK))}
    )


def luminance(colour):
    """Relative luminance as WCAG 2.2 defines it, 0 (black) to 1 (white)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def too_faint(scheme, pairs, ratio):
    known = colours(scheme)
    faint = []
    for ground, marks in pairs.items():
        for mark in marks:
            low, high = sorted((luminance(known[ground]), luminance(known[mark])))
            if (high + 0.05) / (low + 0.05) < ratio:
                faint.append((mark, ground))
    return faint


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(scheme):
    assert too_faint(scheme, TEXT, 4.5) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_line_that_means_something_stands_out_from_its_ground(scheme):
    assert too_faint(scheme, LINES, 3) == []


def test_dark_has_a_value_for_every_colour():
    assert set(re.findall(r"--([\w-]+):\s*#", DARK)) == set(re.findall(r"--([\w-]+):\s*#", LIGHT))


@pytest.mark.parametrize(
    "sums", sorted(STATIC.glob("vendor/*/SHA256SUMS")), ids=lambda path: path.parent.name
)
def test_vendored_files_are_those_that_were_compiled(sums):
    lines = sums.read_text().splitlines()
    assert lines == [
        f"{hashlib.sha256((sums.parent / name).read_bytes()).hexdigest()}  {name}"
        for name in (line.split()[1] for line in lines)
    ]
    assert {line.split()[1] for line in lines} == {path.name for path in sums.parent.iterdir()} - {
        "SHA256SUMS"
    }


def test_no_stylesheet_asks_another_host_or_a_missing_map():
    for sheet in STATIC.rglob("*.css"):
        text = sheet.read_text()
        assert "sourceMappingURL" not in text
        addresses = re.findall(r"url\(\s*[\"']?(?!data:)([^\"')]+)", text)
        assert [a for a in addresses if not (sheet.parent / a).exists()] == [], sheet


def test_what_a_first_visit_loads_beside_the_page_stays_light():
    """The budget of a first visit is 60 kB; the page itself may take 8 of them."""
    sheets = [STATIC / "vendor/kern-2.7.2/kern.css", STATIC / "css/theme.css", STATIC / "css/parts.css"]
    fonts = list(STATIC.glob("vendor/fira-sans-*/*.woff2"))
    assert sum(len(brotli.compress(path.read_bytes())) for path in sheets) <= 14_000
    assert len(fonts) == 2
    assert sum(path.stat().st_size for path in fonts) <= 36_000


@pytest.mark.parametrize("name", ["500.html", "503.html"])
def test_the_pages_for_faults_stand_alone_in_both_languages(name):
    page = render_to_string(name)
    assert '<html lang="de">' in page
    assert 'lang="en"' in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html"])
def test_the_pages_for_refusals_need_no_context(name):
    page = render_to_string(name)
    assert page.count("<h1>") == 1
    assert 'class="menu' not in page


def test_the_thread_says_in_words_what_the_line_shows():
    stations = [
        {"label": "Demand", "state": "reached", "title": "Climate council", "url": "/demand/"},
        {"label": "Event", "state": "here", "title": "1st circle", "url": "/event/"},
        {"label": "Result", "state": "open", "text": "nothing recorded yet"},
    ]
    with override("en"):
        page = render_to_string("includes/thread.html", {"stations": stations})
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert words == (
        "The red thread Demand (reached) Climate council Event (you are here) 1st circle "
        "Result (open) nothing recorded yet"
    )
    assert page.count('aria-current="step"') == 1
    assert 'href="/event/"' not in page


class SmallForm(forms.Form):
    email = forms.EmailField(help_text="Where the code goes.")
    circle = forms.ChoiceField(choices=[("a", "Mobility"), ("b", "Energy")], widget=forms.RadioSelect)
    group = forms.ChoiceField(choices=[("a", "ADFC")], required=False)
    agreed = forms.BooleanField(widget=forms.CheckboxInput(attrs={"class": "own"}))


def test_a_form_is_drawn_with_the_classes_of_kern_and_keeps_its_own():
    page = str(SmallForm())
    assert 'class="kern-form-input__input"' in page
    assert 'class="kern-form-input__select"' in page
    assert 'class="own kern-form-check__checkbox"' in page
    assert page.count('class="kern-form-check__radio"') == 2
    assert "<legend" in page


def test_a_mistake_in_a_form_is_said_at_the_field_and_tied_to_it():
    page = str(SmallForm({"email": "none"}))
    field = re.search(r'<input type="email".*?>', page).group()
    assert 'aria-invalid="true"' in field
    described = re.search(r'aria-describedby="([^"]+)"', field).group(1).split()
    assert described == ["id_email_helptext", "id_email_error"]
    assert all(f'id="{mark}"' in page for mark in described)
    assert page.count("kern-error") == 3
