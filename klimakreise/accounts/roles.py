"""What a person may do, in words, and the line in the audit when that changes."""

from django.utils import translation
from django.utils.translation import gettext

from klimakreise.publishing.audit import note


def roles_in_words(user):
    """The roles of `user` in German, as the audit keeps them and without a name: "Planungsteam, Umweltamt"."""
    with translation.override("de"):
        words = [
            gettext("technical administration") if user.is_superuser else "",
            gettext("planning team") if user.is_planner else "",
            str(user.department) if user.department_id else "",
            "" if user.is_active else gettext("account closed"),
        ]
        return ", ".join(filter(None, words)) or gettext("no role")


def note_roles(user, before=""):
    """Write into the audit that the roles of the saved `user` are no longer those of `before`; nothing if they are."""
    after = roles_in_words(user)
    if before != after:
        note("role", user, f"{before} → {after}" if before else after)
