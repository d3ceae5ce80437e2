"""Every page of an account is ours, in one form of address, in German and in English."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.template.loader import get_template
from django.test import Client

from tests.accounts.factors import set_up_passkey, shown
from tests.pages import words

pytestmark = pytest.mark.django_db

OPEN = ["login/", "login/code/", "registrieren/", "geschlossen/"]
OWN = [
    "", "loeschen/", "logout/", "e-mail/", "bestaetigen/code/", "zweiter-faktor/", "zweiter-faktor/reauthenticate/",
    "zweiter-faktor/totp/deactivate/", "zweiter-faktor/recovery-codes/", "zweiter-faktor/recovery-codes/generate/",
    "zweiter-faktor/webauthn/", "zweiter-faktor/webauthn/add/", "zweiter-faktor/webauthn/reauthenticate/",
    "zweiter-faktor/webauthn/keys/{passkey}/edit/", "zweiter-faktor/webauthn/keys/{passkey}/remove/", "sitzungen/",
]  # fmt: skip
ADDRESSED = re.compile(r"\b(du|dich|dir|deine?[mnrs]?|sie|ihnen|ihre?[mnrs]?)\b", re.IGNORECASE)


@pytest.fixture
def somebody(planner_user):
    """The browser of somebody who has everything, and has just confirmed who they are."""
    browser = shown(planner_user)
    passkey = set_up_passkey(planner_user)
    Authenticator.objects.create(
        user=planner_user, type="recovery_codes", data={"migrated_codes": ["11111111", "22222222"]}
    )
    session = browser.session
    session["account_authentication_methods"][0]["reauthenticated"] = True
    session.save()
    browser.passkey = passkey.pk
    return browser


def pages(somebody, prefix):
    for path in OPEN:
        yield path, Client().get(f"{prefix}/konto/{path}")
    for path in OWN:
        yield path, somebody.get(f"{prefix}/konto/{path.format(passkey=somebody.passkey)}")


def test_every_page_is_drawn_by_a_template_of_ours(somebody):
    for path, page in pages(somebody, ""):
        assert page.status_code in {200, 302}, path
        if page.status_code == 200:
            first = next(template.name for template in page.templates if template.name)
            assert get_template(first).origin.name.startswith(str(settings.BASE_DIR / "templates")), path
    assert sum(page.status_code == 200 for _path, page in pages(somebody, "")) >= len(OPEN + OWN) - 2


def test_nobody_is_addressed_by_du_and_the_english_pages_hold_no_german(somebody):
    for path, page in pages(somebody, ""):
        if page.status_code == 200:
            assert not [
                match[0]
                for match in ADDRESSED.finditer(words(page))
                if match[0].lower().startswith(("du", "dich", "dein"))
            ], path
    for path, page in pages(somebody, "/en"):
        if page.status_code == 200:
            assert not re.search(r"\b(und|der|die|das|ist|nicht)\b", words(page).replace("planung@", "")), (
                path
            )


def test_a_page_with_a_form_has_no_script_or_style_of_its_own(somebody):
    for path, page in pages(somebody, ""):
        if page.status_code == 200:
            text = page.content.decode()
            assert " style=" not in text, path
            assert not re.search(r"<script(?![^>]*\b(src=|type=\"application/json\"))", text), path
            assert not re.search(r"\son\w+=", text), path
