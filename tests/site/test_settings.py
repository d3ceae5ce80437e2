"""A missing or senseless setting stops the start with one sentence that names it."""

import os
import subprocess
import sys

import pytest

GOOD = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "klimakreise.example.org",
    "MAIL_URL": "smtp+starttls://user:geheim@mail.example.org:587",
    "MAIL_FROM": "klimakreise@example.org",
}


def start(**changes):
    """Import the settings in a process of its own; a change to None takes the variable away."""
    environment = {"PATH": os.environ["PATH"], **GOOD, **changes}
    return subprocess.run(
        [sys.executable, "-c", "import klimakreise.settings"],
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        check=False,
        text=True,
    )


def test_the_documented_variables_are_enough():
    assert start().stderr == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", "geheim"),
        ("ALLOWED_HOSTS", None),
        ("MAIL_URL", None),
        ("MAIL_FROM", None),
        ("DATABASE_URL", "mysql://db/klimakreise"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "postgresql://db"),
        ("DATABASE_URL", "postgresql://db:hafen/klimakreise"),
        ("MAIL_URL", "mail.example.org"),
        ("MAIL_URL", "smtp://mail.example.org:hafen"),
        ("HTTPS", "vielleicht"),
        ("PROXY_COUNT", "-1"),
        ("PROXY_COUNT", "zwei"),
    ],
)
def test_a_missing_or_senseless_value_is_named(name, value):
    done = start(**{name: value})
    last_line = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1
    assert last_line.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert name in last_line


def test_the_mail_password_does_not_reach_the_message():
    assert "geheim" not in start(MAIL_URL="imap://user:geheim@mail.example.org").stderr
