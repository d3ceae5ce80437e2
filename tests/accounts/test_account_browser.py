"""The pages of an account in a real browser: no barrier, no complaint, nothing too wide; and a passkey, end to end."""

import pytest

from klimakreise.accounts import joining
from klimakreise.accounts.models import CityInvitation
from tests import make
from tests.accounts.factors import set_up_passkey, shown
from tests.browsing import Window, go_by

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPEN = ["login/", "registrieren/", "geschlossen/"]
OWN = ["", "benachrichtigungen/", "e-mail/", "loeschen/", "sitzungen/", "logout/", "zweiter-faktor/", "zweiter-faktor/webauthn/",
       "zweiter-faktor/webauthn/add/", "zweiter-faktor/reauthenticate/", "zweiter-faktor/webauthn/reauthenticate/",
       "zweiter-faktor/recovery-codes/generate/"]  # fmt: skip


@pytest.fixture
def somebody(planner_user):
    browser = shown(planner_user)
    set_up_passkey(planner_user, name="Telefon mit einem sehr langen Namen, der nirgends aufhört " * 2)
    session = browser.session
    session["account_authentication_methods"][0]["reauthenticated"] = True
    session.save()
    return browser


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_pages_have_no_barriers_and_no_complaints(browser, live_server, somebody, office, width, scheme):
    invitation = CityInvitation(email="neu@stadt.example", department=office)
    joining.send(invitation)
    for client, paths in ((None, [*OPEN, f"einladung/{invitation.token}/"]), (somebody, OWN)):
        window = Window(browser, live_server, client, width=width, scheme=scheme)
        for path in paths:
            window.open(f"/konto/{path}")
            assert window.barriers() == [], path
            assert window.overflow() <= 0, path
        assert window.complaints == []
    window.open(f"/konto/einladung/{invitation.token}/")  # of somebody else: the console tells of the 403
    assert window.barriers() == []
    assert window.overflow() <= 0


def test_a_passkey_is_added_and_logs_in_without_a_code(browser, live_server, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    settings.ALLOWED_HOSTS = ["localhost"]
    person = make.person(name="Mira Muster")
    client = shown(person)
    session = client.session
    session["account_authentication_methods"][0]["reauthenticated"] = True
    session.save()
    live_server_at_localhost = type("Site", (), {"url": live_server.url.replace("127.0.0.1", "localhost")})
    window = Window(browser, live_server_at_localhost, client)
    device = window.page.context.new_cdp_session(window.page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    page = window.open("/konto/zweiter-faktor/webauthn/add/")
    page.fill("[name=name]", "Telefon")
    go_by(page.get_by_role("button", name="Passkey hinzufügen"))
    assert person.authenticator_set.filter(type="webauthn").count() == 1
    window.page.context.clear_cookies()
    page = window.open("/konto/login/")
    with page.expect_navigation(url=f"{live_server_at_localhost.url}/"):
        page.get_by_role("button", name="Mit Passkey anmelden").click()
    window.open("/konto/")
    assert "Mira Muster" in page.locator("[name=name]").input_value()
    assert window.complaints == []
