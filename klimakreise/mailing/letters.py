"""How a message is written: one Markdown template gives the subject, the plain text and the HTML."""

import re
import string
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template
from django.template.loader_tags import BlockNode
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from klimakreise.mailing.registry import signature, writers
from klimakreise.mailing.sealing import unseal
from klimakreise.publishing.text import place_headings

PUNCTUATION = re.escape(string.punctuation)
LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\[\]\\])+)\]\(<([^>]*)>\)")
PLAIN = (int, float, type(None))

# No emphasis, for a gender star is one; no bare addresses, for texts of other people stand in mails too.
parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["emphasis", "autolink", "image"])

STYLES = {
    "p": "margin:0 0 16px",
    "h1": "margin:24px 0 8px;font-size:18px;line-height:1.3",
    "h2": "margin:24px 0 8px;font-size:18px;line-height:1.3",
    "a": "color:#17573f",
    "pre": (
        "margin:0 0 16px;padding:14px 16px;background:#eaefe2;border-radius:4px;white-space:pre-wrap;"
        "font:600 24px/1.3 ui-monospace,Menlo,Consolas,monospace;letter-spacing:2px"
    ),
    "ul": "margin:0 0 16px;padding-left:20px",
    "ol": "margin:0 0 16px;padding-left:20px",
    "li": "margin:0 0 4px",
    "blockquote": "margin:0 0 16px;padding:2px 0 2px 14px;border-left:3px solid #80776a;color:#4d5952",
    "hr": "border:0;border-top:1px solid #dbd3c2;margin:24px 0",
}
BUTTON = (
    "display:inline-block;padding:11px 20px;background:#17573f;color:#fffdf8;text-decoration:none;"
    "border-radius:4px;font-weight:600"
)


def compose(message, secret=None):
    """The mail of a Message, in its language; None if there is no reason for it any more.

    `secret` is for a Message that is no row: what else its kind's function is called with, instead of what was sealed.
    """
    with translation.override(message.language):
        secret = secret or (unseal(message.sealed) if message.sealed else {})
        written = writers[message.kind](message.about, **secret)
        if written is None:
            return None
        sender = signature.current()
        if "words" in written:
            subject, markdown = one_line(written["words"][0]), written["words"][1].strip()
        else:
            subject, markdown = fill(f"mail/{message.kind}.md", written["context"])
        letter = EmailMultiAlternatives(
            subject,
            get_template("mail/frame.txt").render({"body": to_text(markdown), "sender": sender}),
            from_address(sender["name"]),
            [message.recipient],
            headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        )
        page = {"subject": subject, "body": to_html(markdown), "sender": sender, "language": message.language}
        letter.attach_alternative(get_template("mail/frame.html").render(page), "text/html")
        for file in written.get("files", ()):
            letter.attach(*file)
    return letter


def from_address(name):
    """The sender as set, with the name of the site if it has none of its own."""
    own_name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return settings.DEFAULT_FROM_EMAIL if own_name else formataddr((name, address))


def fill(template_name, context):
    """Subject and Markdown of a template with the blocks `subject` and `body`."""
    template = get_template(template_name).template
    values = Context(escaped(context), autoescape=False)
    with values.render_context.push_state(template), values.bind_template(template):
        blocks = {
            node.name: node.nodelist.render(values)
            for node in template.nodelist
            if isinstance(node, BlockNode)
        }
    return one_line(blocks["subject"]), blocks["body"].strip()


def one_line(markdown):
    """Markdown as a subject shows it."""
    return " ".join(without_escapes(markdown).split())


def escaped(value):
    """`value` with every text in it written so that Markdown shows it as it is; raises TypeError for what is not plain."""
    if isinstance(value, (str, Promise)):
        lines = (line.strip() for line in str(value).splitlines())
        return "\n".join(re.sub(f"[{PUNCTUATION}]", r"\\\g<0>", line) for line in lines)
    if isinstance(value, dict):
        return {name: escaped(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [escaped(each) for each in value]
    if isinstance(value, PLAIN) or hasattr(value, "isoformat"):
        return value
    raise TypeError(
        f"{type(value).__name__} is no plain value: a mail's context holds text, numbers, dates, lists and dicts."
    )


def without_escapes(text):
    return re.sub(f"\\\\([{PUNCTUATION}])", r"\1", text)


def to_text(markdown):
    """Markdown as it is read in a plain mail: no signs for headings, links as “words: address”."""
    text = LINK.sub(lambda link: f"{link[1]}: {link[2]}", markdown)
    text = re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
    return without_escapes(re.sub(r"\n{3,}", "\n\n", text))


def to_html(markdown):
    """Markdown as HTML whose styles stand in its elements, as mail programs want it."""
    tokens = parser.parse(markdown)
    for token in tokens:
        if token.type == "code_block":
            token.content = without_escapes(token.content)
            token.attrSet("style", STYLES["pre"])
        elif token.type == "inline":
            style_links(token)
        elif token.tag in STYLES and token.nesting >= 0:
            token.attrSet("style", STYLES[token.tag])
    return mark_safe(parser.renderer.render(tokens, parser.options, {}))  # noqa: S308 (the parser lets no HTML through)


def to_page(markdown):
    """Markdown as the mail shows it, for a page that shows how it reads: without styles, headings from the third level on."""
    tokens = place_headings(parser.parse(markdown), 3)
    for token in tokens:
        if token.type == "code_block":
            token.content = without_escapes(token.content)
    return mark_safe(parser.renderer.render(tokens, parser.options, {}))  # noqa: S308 (the parser lets no HTML through)


def style_links(inline):
    """A paragraph that is nothing but a link is a button."""
    is_button = inline.level == 1 and [child.type for child in inline.children] == [
        "link_open",
        "text",
        "link_close",
    ]
    for child in inline.children:
        if child.type == "link_open":
            child.attrSet("style", BUTTON if is_button else STYLES["a"])
