"""The demo's mailbox shows what was sent, newest first, and the code for a login at a glance."""

import pytest
from django.core.mail import EmailMultiAlternatives, mailers

from klimakreise.mailing import mailbox
from tests.pages import words


@pytest.fixture
def box(settings, tmp_path):
    """Sends a mail into the mailbox."""
    settings.MAILERS = {
        "default": {
            "BACKEND": "klimakreise.mailing.mailbox.EmailBackend",
            "OPTIONS": {"folder": tmp_path / "mailbox"},
        }
    }

    def send(subject, text):
        letter = EmailMultiAlternatives(
            subject, text, "Klimakreise <kreis@example.org>", ["mira@example.org"]
        )
        letter.attach_alternative("<p>HTML</p>", "text/html")
        mailers.default.send_messages([letter])

    return send


def test_the_newest_mail_is_on_top_and_its_code_stands_out(db, visitor, box):
    box("Einladung", "Grüße aus dem <Rathaus>\n")
    box("Ihr Code", "Das ist Ihr Code:\n\n    WDJB-MJHT\n\nEr gilt.")
    page = visitor.get("/postfach/")
    assert page.content.decode().index("Ihr Code") < page.content.decode().index("Einladung")
    assert '<strong class="stat__value">WDJB-MJHT</strong>' in page.content.decode()
    assert "an mira@example.org" in words(page)
    assert "Grüße aus dem &lt;Rathaus&gt;" in page.content.decode()
    assert page["Cache-Control"].endswith("no-store, must-revalidate, private")


def test_an_empty_mailbox_says_so(db, visitor, box):
    assert "Noch keine E-Mail verschickt." in words(visitor.get("/postfach/"))


def test_the_mailbox_keeps_the_newest(db, visitor, box, monkeypatch):
    monkeypatch.setattr(mailbox, "KEPT", 2)
    for subject in ("Erste", "Zweite", "Dritte"):
        box(subject, "Text")
    text = words(visitor.get("/postfach/"))
    assert "Dritte" in text
    assert "Zweite" in text
    assert "Erste" not in text


def test_the_front_page_of_the_demo_leads_to_the_mailbox(db, visitor):
    assert '<a href="/postfach/">Postfach der Demo</a>' in visitor.get("/").content.decode()
