"""When two spellings are one e-mail address: what "one code per address" means."""

import re
import unicodedata
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

GOOGLE = {"gmail.com", "googlemail.com"}  # one mailbox under two names, which does not see dots
BETWEEN = re.compile(r"[,;\n]")
NAMED = re.compile(r"^.*<([^<>]*)>$")


def normalised(address):
    """An address in the spelling that counts.

    The rule: spaces around it and upper case do not count, nor does what stands behind a plus sign before the @; the domain
    is written in ASCII (IDNA). Of addresses at Google dots do not count either. Everything else is another address.
    """
    local, _at, domain = unicodedata.normalize("NFKC", address).strip().casefold().rpartition("@")
    domain = domain.rstrip(".")
    with suppress(UnicodeError):  # then it stays as typed; a mail server will say what it thinks of it
        domain = domain.encode("idna").decode("ascii")
    local = local.partition("+")[0] or local
    if domain in GOOGLE:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def read_list(text):
    """The addresses of a pasted list, each once: by line, comma or semicolon, perhaps as `Name <address>`.

    Raises ValidationError with a message for each line that is none.
    """
    found, faults = {}, []
    for number, line in enumerate(text.splitlines(), 1):
        for part in BETWEEN.split(line):
            named = NAMED.match(part.strip())
            address = named[1].strip() if named else part.strip()
            if not address:
                continue
            try:
                validate_email(address)
            except ValidationError:
                faults.append(
                    _("Line %(number)s: “%(part)s” is no e-mail address.")
                    % {"number": number, "part": part.strip()[:80]}
                )
            else:
                found.setdefault(normalised(address), address)
    if faults:
        raise ValidationError(faults)
    return list(found.values())
