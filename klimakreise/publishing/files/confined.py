"""Has a PDF read in a process of its own with little time and memory: whatever is in the file, the site goes on.

The process gets no environment and so knows no secret.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 40  # on the clock


class UnreadableError(Exception):
    """The PDF could not be read within the limits."""


def judge_pdf(file):
    """What `pdf.judge` says of the open `file`; raises UnreadableError."""
    said, is_whole = ask("judge", file)
    if not is_whole:
        raise UnreadableError
    return said


def pages_of_pdf(file):
    """The texts of the pages of the open PDF `file`; those before the first that cannot be read in time."""
    lines = ask("texts", file)[0].splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("\n")]


def ask(act, file):
    """What the process said, and whether it came to its end."""
    file.seek(0)
    command = [sys.executable, "-m", f"{__package__}.pdf", act]
    try:
        done = subprocess.run(  # noqa: S603 (the words of the command are ours)
            command, input=file.read(), capture_output=True, cwd=ROOT, env={}, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        return (late.output or b"").decode(), False
    finally:
        file.seek(0)
    return done.stdout.decode(), done.returncode == 0
