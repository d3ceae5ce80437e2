"""An app that shows codes (RFC 6238), and what a browser has shown that belongs to somebody with a second factor."""

import base64
import hashlib
import hmac
import secrets
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of_the_app(secret=SECRET):
    """The six digits that an app with this key shows now."""
    digest = hmac.new(base64.b32decode(secret), int(time.time() // 30).to_bytes(8), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def set_up_app(user):
    user.emailaddress_set.get_or_create(email=user.email, defaults={"verified": True, "primary": True})
    return TOTP.activate(user, SECRET).instance


def shown(user):
    """The browser of somebody who is logged in and has shown the second factor."""
    if not Authenticator.objects.filter(user=user).exists():
        set_up_app(user)
    browser = Client()
    browser.force_login(user)
    session = browser.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return browser


def set_up_passkey(user, name="Telefon"):
    """A passkey with a key that nobody has: enough for pages that list it or ask the device for it."""
    key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    identity = secrets.token_bytes(16)
    credential = AttestedCredentialData.create(bytes(16), identity, key)
    data = AuthenticatorData.create(
        hashlib.sha256(b"testserver").digest(), AuthenticatorData.FLAG(0x45), 0, credential_data=credential
    )
    answer = {
        "id": websafe_encode(identity),
        "rawId": websafe_encode(identity),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(
                CollectedClientData.create("webauthn.create", b"x" * 16, "https://testserver")
            ),
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        },
    }
    return Authenticator.objects.create(
        user=user, type="webauthn", data={"name": name, "passwordless": True, "credential": answer}
    )
