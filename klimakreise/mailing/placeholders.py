"""Words of the planning team in mails: Markdown with placeholders like {name}, which are looked up and nothing else.

No template language stands behind it: what is in the braces is a key of a dict. So a text can neither run code nor reach
anything that it was not given, and all that can be wrong with it is known when it is saved.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from klimakreise.mailing.letters import escaped

PLACEHOLDER = re.compile(r"(?P<target>\]\(<)?\{(?P<name>[^{}\n]*)\}")


@dataclass(frozen=True)
class Link:
    """The value of a placeholder that is an address; standing alone it is shown by its `words`."""

    address: str
    words: str


def check(text, allowed):
    """Raise ValidationError if `text` has a placeholder that is not `allowed` (names), or a brace that is part of none."""
    choice = _("Possible are: %(names)s.") % {"names": ", ".join(f"{{{name}}}" for name in allowed)}
    rest = PLACEHOLDER.sub("", text)
    if brace := re.search(r"[{}]", rest):
        said = _("A curly bracket “%(brace)s” is part of no placeholder.") % {"brace": brace[0]}
        raise ValidationError(f"{said} {choice}", code="brace")
    unknown = [f"{{{each['name']}}}" for each in PLACEHOLDER.finditer(text) if each["name"] not in allowed]
    if unknown:
        said = _("There is no placeholder %(names)s.") % {"names": ", ".join(dict.fromkeys(unknown))}
        raise ValidationError(f"{said} {choice}", code="unknown")


def fill_in(text, values):
    """`text` with its placeholders replaced by `values` ({name: text or Link}), which Markdown shows as they are.

    A Link is its bare address as the target of a link, `[words](<{name}>)`, and a link of its own elsewhere. A name that is
    not among the values stays as it is.
    """

    def value_of(match):
        value, target = values.get(match["name"], match[0]), match["target"] or ""
        if not isinstance(value, Link):
            return target + escaped(str(value))
        return target + value.address if target else f"[{escaped(value.words)}](<{value.address}>)"

    return PLACEHOLDER.sub(value_of, text)
