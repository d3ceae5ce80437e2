"""The two secrets of a survey: k1 hides whose address was given a code, k2 makes codes and seals the urn.

They lie in a file of their own in the folder SURVEY_KEYS, outside of the database and of its backups, and go 30 days after the
close. Whoever has a dump without this file cannot tell who was given a code, cannot make one, and reads no ballot that still
waits in the urn (docs/umfragen-geheim.md).
"""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.conf import settings

LENGTH = 32  # bytes of each key
STEPS = [1_792, 7_168, 28_672, 114_688, 458_752]  # bytes: what lies in the urn has one of these sizes


class KeysMissingError(Exception):
    """The file with the keys of a survey is not there or not what it was: no code can be made or checked."""


@dataclass(frozen=True)
class Keys:
    """k1 and k2 of one survey; nothing of them is shown when this is printed."""

    k1: bytes = field(repr=False)
    k2: bytes = field(repr=False)

    def issued(self, address):
        """The key of the row that says that a normalised address was given a code: 63 bits of an HMAC."""
        return number(self.k1, b"issued", address.encode(), 63)

    def reminded(self, address, times):
        """What a reminder to a normalised address is called in the outbox, where it must not tell the row above."""
        return f"{number(self.k1, b'reminder %d' % times, address.encode(), 63):016x}"

    def proof(self, nonce, bits):
        """The second half of a code, an HMAC of its nonce: only whoever has k2 can make one."""
        return number(self.k2, b"code", nonce.to_bytes(8), bits)

    def spent(self, nonce):
        """The key of the row that says that a code was used; the code cannot be found from it."""
        return number(self.k2, b"spent", nonce.to_bytes(8), 63)

    def seal(self, text):
        """`text` unreadable and in one of a few sizes; never the same twice. Raises ValueError if it is longer than 458 kB."""
        plain = text.encode()
        size = next((step for step in STEPS if len(plain) + 4 <= step), None)
        if size is None:
            raise ValueError("This is too long for the urn.")
        padded = len(plain).to_bytes(4) + plain.ljust(size - 4, b"\0")
        nonce = secrets.token_bytes(12)
        return nonce + self._urn.encrypt(nonce, padded, None)

    def unseal(self, sealed):
        """The text of what `seal()` has made. Raises cryptography's InvalidTag if these keys have not sealed it."""
        sealed = bytes(sealed)
        padded = self._urn.decrypt(sealed[:12], sealed[12:], None)
        return padded[4 : 4 + int.from_bytes(padded[:4])].decode()

    @cached_property
    def _urn(self):
        return ChaCha20Poly1305(mac(self.k2, b"urn", b""))


def mac(key, purpose, message):
    """HMAC-SHA256, so that what one purpose needs says nothing about another."""
    return hmac.digest(key, purpose + b"\0" + message, hashlib.sha256)


def number(key, purpose, message, bits):
    """The first `bits` of the HMAC as a number."""
    return int.from_bytes(mac(key, purpose, message)) >> (256 - bits)


def path_of(name):
    """Where the keys called `name` (a number of 63 bits) lie."""
    return Path(settings.SURVEY_KEYS) / f"{name:016x}.keys"


def make(name):
    """Make the keys called `name`: a file that only this system user can read. Raises FileExistsError: keys are made once."""
    folder = Path(settings.SURVEY_KEYS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = os.open(path_of(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w") as out:
        out.write("".join(f"{secrets.token_hex(LENGTH)}\n" for _key in range(2)))
        out.flush()
        os.fsync(out.fileno())
    for_the_name = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(for_the_name)
    finally:
        os.close(for_the_name)


def read(name):
    """The keys called `name`. Raises KeysMissingError."""
    try:
        k1, k2 = (bytes.fromhex(line) for line in path_of(name).read_text().split())
    except (OSError, ValueError) as fault:
        raise KeysMissingError(f"The keys {name:016x} cannot be read.") from fault
    if len(k1) != LENGTH or len(k2) != LENGTH:
        raise KeysMissingError(f"The keys {name:016x} are not what they were.")
    return Keys(k1, k2)


def destroy(name):
    """Write over the keys called `name` and delete them; nothing happens if they are gone already.

    A disk may keep an older copy of what is written over (flash memory does); without the database that says nothing.
    """
    with suppress(FileNotFoundError):
        with path_of(name).open("r+b") as file:
            file.write(secrets.token_bytes(4 * LENGTH + 2))
            file.flush()
            os.fsync(file.fileno())
        path_of(name).unlink()
