"""What claims to be a passkey and is none is refused with a message, never with an error of the server."""

import json

import pytest

from tests import make
from tests.accounts.factors import shown

pytestmark = pytest.mark.django_db

NONSENSE = [
    "", "{", "null", "1", '"text"', "[]", "{}", '{"id": 1}', '{"response": {}}', '{"response": 7, "rawId": "x"}',
    json.dumps({"id": "a", "rawId": "a", "type": "public-key", "response": {}}),
    json.dumps({"id": "?", "rawId": "ü", "type": 3, "response": {"clientDataJSON": "%", "attestationObject": []}}),
    json.dumps({
        "id": "YQ", "rawId": "YQ", "type": "public-key",
        "response": {"clientDataJSON": "e30", "authenticatorData": "YQ", "signature": "YQ", "userHandle": "YQ"},
    }),
    json.dumps({
        "id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"clientDataJSON": "e30", "attestationObject": "oA"},
    }),
]  # fmt: skip


@pytest.mark.parametrize("credential", NONSENSE)
def test_a_login_with_a_malformed_passkey_is_refused(visitor, credential):
    visitor.get("/konto/zweiter-faktor/webauthn/login/")
    page = visitor.post("/konto/zweiter-faktor/webauthn/login/", {"credential": credential})
    assert page.status_code in {200, 302}
    assert "_auth_user_id" not in visitor.session


@pytest.mark.parametrize("credential", NONSENSE)
def test_a_malformed_new_passkey_is_refused(credential):
    browser = shown(make.person())
    session = browser.session
    session["account_authentication_methods"][0]["reauthenticated"] = True
    session.save()
    address = "/konto/zweiter-faktor/webauthn/add/"
    browser.get(address)
    page = browser.post(address, {"name": "Telefon", "credential": credential})
    assert page.status_code == 200
    assert page.context["form"].errors
