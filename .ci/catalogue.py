"""Brings the German catalogue up to date, or with --check says what it lacks and leaves the tree as it is.

The compiled catalogue is committed like the source, so that a fresh machine needs no gettext; --check compares the two.
"""

import gettext
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/de/LC_MESSAGES/django.po")
EXTRACT = [
    *[sys.executable, "-m", "django", "makemessages", "--locale=de", "--add-location=file", "--verbosity=0"],
    *["--extension=html,txt,md,py"],  # .md: templates of mails
    *["--ignore=tests", "--ignore=node_modules", "--ignore=staticfiles", "--ignore=media"],
]
NEVER_COPIED = shutil.ignore_patterns(
    ".*", "__pycache__", "node_modules", "staticfiles", "media", "*.sqlite3*"
)
LACKS = {
    "--untranslated": "not translated",
    "--only-fuzzy": "translated for an older text (fuzzy)",
    "--only-obsolete": "no longer used",
}


def main(arguments):
    if arguments == ["--check"]:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "tree"
            shutil.copytree(ROOT, copy, ignore=NEVER_COPIED)
            faults = lacks(copy) + stale(copy)
        if faults:
            sys.exit(
                "\n".join([*faults, "Run `make messages`, translate, run it again, and commit both files."])
            )
        return
    subprocess.run([*EXTRACT, "--no-obsolete"], cwd=ROOT, check=True)
    compile_catalogue(ROOT / CATALOGUE, (ROOT / CATALOGUE).with_suffix(".mo"))


def compile_catalogue(source, target):
    subprocess.run(["msgfmt", "--check", "-o", target, source], check=True)


def lacks(tree):
    """What a fresh extraction finds in the catalogue: one line a message."""
    (tree / CATALOGUE).parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(EXTRACT, cwd=tree, check=True)
    faults = []
    for option, what in LACKS.items():
        kept = [] if option == "--only-obsolete" else ["--no-obsolete"]
        command = ["msgattrib", "--no-wrap", option, *kept, tree / CATALOGUE]
        found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        messages = re.findall(r'^(?:#~ )?msgid "(.+)"$', found, re.MULTILINE)
        faults += [f"{what}: {message}" for message in messages]
    return faults


def stale(tree):
    """Whether the compiled catalogue is not the one that was made of the source."""
    compiled, committed = tree / "compiled.mo", (ROOT / CATALOGUE).with_suffix(".mo")
    compile_catalogue(ROOT / CATALOGUE, compiled)
    if committed.exists() and messages_of(compiled) == messages_of(committed):
        return []
    return [f"{committed.relative_to(ROOT)} was not compiled from the catalogue as it is now"]


def messages_of(path):
    with path.open("rb") as file:
        return vars(gettext.GNUTranslations(file))["_catalog"]


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as fault:  # the program has said what it found
        sys.exit(fault.returncode)
