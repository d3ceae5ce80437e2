import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimakreise.publishing.text import render_markdown


def test_lists_links_and_emphasis_are_shown():
    html = render_markdown('**Wir** wollen:\n\n- [Radwege](https://example.org/rad)\n- "Bäume"')
    assert "<strong>Wir</strong>" in html
    assert '<li><a href="https://example.org/rad" rel="noopener noreferrer">Radwege</a></li>' in html
    assert "„Bäume“" in html


@pytest.mark.parametrize(("top", "tags"), [(2, ("<h2>", "<h3>")), (3, ("<h3>", "<h4>"))])
def test_headings_start_where_the_page_needs_them(top, tags):
    for text in ("# Eins\n\n## Zwei", "## Eins\n\n### Zwei"):
        html = render_markdown(text, top)
        assert all(tag in html for tag in tags)
        assert "<h1>" not in html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[klick](javascript:alert(1))",
        "![bild](https://example.org/zaehlpixel.gif)",
        '<a href="https://example.org" onclick="alert(1)">x</a>',
        "<style>body{display:none}</style>",
        '<iframe src="https://example.org"></iframe>',
    ],
)
def test_what_could_do_harm_is_text_or_gone(hostile):
    html = render_markdown(hostile)
    for tag in (
        "<script",
        "<img",
        "<style",
        "<iframe",
        'href="javascript',
        '<a href="https://example.org" onclick',
    ):
        assert tag not in html


@given(st.text())
def test_no_text_becomes_a_script(text):
    html = render_markdown(text)
    assert "<script" not in html.lower()
    assert "javascript:" not in html.lower() or "href" not in html.lower()
