"""Limits count for all processes together, by address and by account, behind the proxies that are really there."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone

from klimakreise.accounts.forgetting import forget
from klimakreise.accounts.limits import CountedUse
from tests.migrated import copy_to

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import django
from django.conf import settings
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
django.setup()
from django.test import Client
statuses = [Client().post("/konto/login/", {"login": "mira@example.org"}).status_code for _ in range(2)]
print(*statuses)
"""


def asks(login="mira@example.org", **headers):
    """Somebody whose browser keeps no cookies asks for a code: 302 leads to where it is typed, 200 says “too often”."""
    return Client().post("/konto/login/", {"login": login}, **headers).status_code


def test_the_table_of_the_limits_comes_with_the_migrations(db):
    assert "shared_cache" in connection.introspection.table_names()
    caches["default"].set("known", "yes", 60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared_cache")
        assert cursor.fetchone() == (1,)


def test_public_pages_do_not_ask_it(visitor, db, django_assert_num_queries):
    visitor.get("/netiquette/")
    with django_assert_num_queries(1):
        visitor.get("/netiquette/")


def test_one_account_is_asked_for_three_codes_a_minute_from_wherever(participant):
    answers = [asks(REMOTE_ADDR=f"192.0.2.{number}") for number in range(5)]
    assert answers == [302, 302, 302, 200, 200]


def test_one_address_asks_for_twenty_codes_a_minute_for_whomever(db):
    answers = [asks(f"person{number}@example.org") for number in range(25)]
    assert answers == [302] * 20 + [200] * 5


@pytest.mark.parametrize(
    ("proxies", "forwarded", "answers"),
    [
        (
            0,
            "203.0.113.{n}",
            [302] * 20 + [200],
        ),  # nobody stands before the site: the header is the client's own word
        (1, "203.0.113.{n}, 192.0.2.1", [302] * 20 + [200]),  # what the proxy added last counts
        (1, "192.0.2.1, 203.0.113.{n}", [302] * 21),
        (2, "192.0.2.1, 203.0.113.{n}, 198.51.100.7", [302] * 21),
    ],
)
def test_addresses_are_told_apart_by_what_our_own_proxies_say(settings, db, proxies, forwarded, answers):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    found = [
        asks(f"person{n}@example.org", HTTP_X_FORWARDED_FOR=forwarded.format(n=n), REMOTE_ADDR="127.0.0.1")
        for n in range(21)
    ]
    assert found == answers


@pytest.mark.trust
def test_two_processes_count_together(tmp_path):
    file = tmp_path / "site.sqlite3"
    environment = {
        **os.environ,
        "DEMO": "1",
        "SECRET_KEY": "only-for-tests",
        "DATABASE_URL": f"sqlite:///{file}",
        "ALLOWED_HOSTS": "testserver",
        "DJANGO_SETTINGS_MODULE": "klimakreise.settings",
    }

    def run(*command):
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    copy_to(file)
    assert [run("-c", ASK).splitlines()[-1] for _process in range(2)] == ["302 302", "302 200"]
    with contextlib.closing(sqlite3.connect(file)) as rows:
        assert rows.execute("SELECT count(*) FROM shared_cache").fetchone()[0] > 0


def test_counts_of_forms_go_by_night_when_their_stretch_of_time_is_over(db):
    now = timezone.now()
    for seconds in (-1, 60):
        CountedUse.objects.create(key=f"{seconds}", count=1, ends_at=int(now.timestamp()) + seconds)
    forget(now)
    assert [each.key for each in CountedUse.objects.all()] == ["60"]
