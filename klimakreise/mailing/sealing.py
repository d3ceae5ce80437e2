"""Secrets that a mail carries (the code for a login) are kept so that nobody can read them in a copy of the database."""

import base64
import hashlib
import hmac
import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def keys():
    """Fernet with keys derived from SECRET_KEY, for this purpose only; older ones are still read while they are listed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = (hmac.digest(key.encode(), b"klimakreise.mailing.sealing", hashlib.sha256) for key in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


def seal(values):
    """`values`, a dict of text and numbers, as bytes that only this installation can open."""
    return keys().encrypt(json.dumps(values).encode())


def unseal(sealed):
    """What was sealed; raises ValueError if the key is another one by now."""
    try:
        return json.loads(keys().decrypt(bytes(sealed)))
    except InvalidToken as error:
        raise ValueError("This was sealed with another key.") from error
