"""What is looked at before a site goes live: that the keys of secret surveys lie where they stay secret."""

from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.checks import Tags, register

HINT = "docs/umfragen-geheim.md says where it belongs."
OTHERS = "The folder SURVEY_KEYS can be opened by other users of this machine: chmod 700."


@register(Tags.security, deploy=True)
def keys_lie_apart(app_configs, **options):
    """SURVEY_KEYS is closed to others, and lies neither in a folder that is served or copied nor beside the database."""
    folder = Path(settings.SURVEY_KEYS).resolve()
    database = settings.DATABASES["default"]
    apart = {"MEDIA_ROOT": Path(settings.MEDIA_ROOT), "STATIC_ROOT": Path(settings.STATIC_ROOT)}
    found = [
        checks.Warning(f"SURVEY_KEYS lies in {name}.", hint=HINT, id="surveys.W001")
        for name, other in apart.items()
        if folder.is_relative_to(other.resolve())
    ]
    is_file = database["ENGINE"].endswith("sqlite3") and not str(database["NAME"]).startswith(":")
    if is_file and folder == Path(database["NAME"]).resolve().parent:
        found.append(
            checks.Warning("SURVEY_KEYS is the folder of the database.", hint=HINT, id="surveys.W002")
        )
    if folder.is_dir() and folder.stat().st_mode & 0o077:
        found.append(checks.Warning(OTHERS, hint=HINT, id="surveys.W003"))
    return found
