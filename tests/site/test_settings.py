"""A missing or senseless setting stops the start with one sentence that names it."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from klimakreise.environment import bucket, env_folder, shared_cache

GOOD = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "klimakreise.example.org",
    "MAIL_URL": "smtp+starttls://user:geheim@mail.example.org:587",
    "MAIL_FROM": "klimakreise@example.org",
    "SITE_URL": "https://klimakreise.example.org",
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
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "klimakreise.example.org, *.example.org"),
        ("MEDIA_ROOT", "/gibt/es/nicht"),
        ("MEDIA_ROOT", __file__),
        ("MEDIA_S3", "s3://speicher.example/klimakreise"),
        ("MEDIA_S3", "s3://schluessel:geheim@speicher.example"),
        ("MEDIA_S3", "s3://schluessel:geheim@speicher.example/klimakreise/ordner"),
        ("MEDIA_S3", "https://schluessel:geheim@speicher.example/klimakreise"),
        ("MEDIA_S3", "s3://schluessel:geheim@speicher.example/klimakreise?bereich=eu"),
        ("FILES_SENT_BY", "apache"),
        ("MAIL_FROM", "Klimakreis"),
        ("MAIL_FROM", "kreis@example.org, planung@example.org"),
        ("MAIL_FROM", "kreis@example.org Klimakreis"),
        ("MAIL_FROM", "Klimakreis <kreis>"),
        ("MAIL_URL", None),
        ("MAIL_FROM", None),
        ("DATABASE_URL", "mysql://db/klimakreise"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "postgresql://db"),
        ("DATABASE_URL", "postgresql://db:hafen/klimakreise"),
        ("MAIL_URL", "mail.example.org"),
        ("MAIL_URL", "mailbox:"),
        ("SITE_URL", None),
        ("SITE_URL", "klimakreise.example.org"),
        ("SITE_URL", "https://klimakreise.example.org/seite"),
        ("SITE_URL", "ftp://klimakreise.example.org"),
        ("MAIL_URL", "smtp://mail.example.org:hafen"),
        ("CACHE_URL", "locmem:"),
        ("CACHE_URL", "redis://"),
        ("CACHE_URL", "redis://cache:hafen/0"),
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


def test_redis_is_taken_where_its_package_is_installed(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: name == "redis")
    assert shared_cache("redis://cache:6379/1")["LOCATION"] == "redis://cache:6379/1"
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"^CACHE_URL asks for Redis: install the Python package"):
        shared_cache("redis://cache:6379/1")


@pytest.mark.parametrize("sender", ["kreis@example.org", "Klimakreis Öffentliches <kreis@example.org>"])
def test_the_sender_may_have_a_name(sender):
    assert start(MAIL_FROM=sender).stderr == ""


def test_a_folder_for_uploads_that_is_there_and_can_be_written_is_taken(tmp_path):
    assert start(MEDIA_ROOT=str(tmp_path)).stderr == ""


A_BUCKET = "s3://schluessel:gehe%2Fim@speicher.example:9000/klimakreise?region=eu-central-1"


def test_files_may_lie_in_object_storage_without_any_folder():
    assert start(MEDIA_S3=A_BUCKET, MEDIA_ROOT="/gibt/es/nicht").stderr == ""
    assert bucket(A_BUCKET)["OPTIONS"] == {
        "endpoint_url": "https://speicher.example:9000",
        "access_key": "schluessel",
        "secret_key": "gehe/im",
        "bucket_name": "klimakreise",
        "region_name": "eu-central-1",
    }


def test_nginx_sends_files_of_a_folder_only():
    assert start(FILES_SENT_BY="nginx").stderr == ""
    assert "FILES_SENT_BY" in start(FILES_SENT_BY="nginx", MEDIA_S3=A_BUCKET).stderr


def test_the_client_for_object_storage_is_loaded_only_where_it_is_used():
    """It is 30 MB of memory."""
    program = (
        "import sys, django; django.setup(); from django.core.files.storage import default_storage as s; s.exists('x');"
        "print(sorted({'boto3', 'botocore', 'moto'} & set(sys.modules)))"
    )
    environment = {"PATH": os.environ["PATH"], **GOOD, "DJANGO_SETTINGS_MODULE": "klimakreise.settings"}
    said = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True, text=True
    )
    assert said.stdout == "[]\n"


def test_a_local_trial_may_make_its_folder_itself_and_answer_to_any_name(tmp_path):
    assert start(DEMO="1", MEDIA_ROOT=str(tmp_path / "neu"), ALLOWED_HOSTS="*").stderr == ""


def test_a_folder_for_uploads_that_cannot_be_written_is_named(monkeypatch):
    monkeypatch.setenv("MEDIA_ROOT", "/media")
    monkeypatch.setattr(Path, "is_dir", lambda path: True)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(ImproperlyConfigured, match=r"^MEDIA_ROOT is “/media”; write a folder"):
        env_folder("MEDIA_ROOT", Path("/default"), must_exist=True)


def test_the_mail_password_does_not_reach_the_message():
    assert "geheim" not in start(MAIL_URL="imap://user:geheim@mail.example.org").stderr
