"""The cast: a visitor who only reads, people with an account and a role each, and a planner who publishes."""

import itertools
import time
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.management.commands.flush import Command
from django.core.signals import setting_changed
from django.db import connections
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from klimakreise.accounts import limits
from klimakreise.accounts.models import User
from klimakreise.alliance.models import Membership
from klimakreise.publishing.append_only import allow, refuse
from tests import make
from tests.browsing import chromium, close_windows
from tests.loaded import load_process
from tests.migrated import copied_when_made

# A busy machine fails nothing, and every run tries the same examples: what is found, is found again. To try others:
# make test ARGS=--hypothesis-profile=random
STEADY = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
}
hypothesis.register_profile("random", **STEADY)
hypothesis.register_profile("steady", **STEADY, derandomize=True)
hypothesis.load_profile("steady")


def pytest_collection_modifyitems(items):
    """Stories with hundreds of rows are slow to set up: `make trust` tells them, `make test` those with 1 and 3."""
    for item in items:
        if 300 in getattr(getattr(item, "callspec", None), "params", {}).values():
            item.add_marker(pytest.mark.trust)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown():
    close_windows()


def pytest_configure():
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.TASKS = {
        "default": {**settings.TASKS["default"], "BACKEND": "tests.jobs.immediate.ImmediateJobs"}
    }
    setting_changed.send(None, setting="TASKS", value=settings.TASKS, enter=True)


@pytest.fixture(scope="session", autouse=True)
def _flushing_empties_the_audit_too():
    """After a test that commits, Django empties every table; those that only grow must let it."""
    flush = Command.handle

    def handle(self, **options):
        connection = connections[options["database"]]
        allow(connection, "publishing_auditrecord")
        try:
            flush(self, **options)
        finally:
            refuse(connection, "publishing_auditrecord")

    Command.handle = handle
    yield
    Command.handle = flush


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """The database of each process is copied from one that was migrated once."""
    with copied_when_made(connections["default"]):
        yield


@pytest.fixture(autouse=True)
def _own_media_and_nothing_remembered(settings, tmp_path, monkeypatch):
    """What an earlier test left behind must change neither the queries nor the numbers of the next one.

    Limits count by stretches of the clock, and none ends in the middle of a story.
    """
    now = time.time()
    monkeypatch.setattr(limits, "time", SimpleNamespace(time=lambda: now))
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SURVEY_KEYS = tmp_path / "survey-keys"
    forget()


def forget():
    caches["process"].clear()
    caches["process"].default_timeout = None  # a story that takes longer than its minute asks no query more
    ContentType.objects.clear_cache()
    make.numbers = itertools.count(1)
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def browser():
    """The one Chromium of all tests; a second one in the same process would not start."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def visitor():
    """A browser of somebody who is not logged in."""
    return Client()


@pytest.fixture
def planner_user(db):
    return User.objects.create_user("planung@example.org", name="Petra Planung", is_planner=True)


@pytest.fixture
def planner(planner_user):
    """The browser of a member of the planning team, logged in."""
    return logged_in(planner_user)


@pytest.fixture
def participant(db):
    """The browser of Mira, who has an account and no role."""
    return logged_in(make.person(email="mira@example.org", name="Mira Muster"))


@pytest.fixture
def office(db):
    """The office of the city that Frau Krause speaks for."""
    return make.department(slug="umweltamt", name="Umweltamt")


@pytest.fixture
def city(office):
    """The browser of Frau Krause from the city."""
    return logged_in(make.person(email="krause@stadt.example", name="Karla Krause", department=office))


@pytest.fixture
def speakers_group(db):
    """The group that Jonas speaks for."""
    return make.group(slug="radverein", name="Radverein")


@pytest.fixture
def speaker(speakers_group):
    """The browser of Jonas, who speaks for a group of the alliance."""
    jonas = make.person(email="jonas@example.org", name="Jonas Beispiel")
    make.make(Membership, user=jonas, group=speakers_group, role=Membership.Role.SPEAKER)
    return logged_in(jonas)


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def process(db):
    """The real process, loaded from the project's file."""
    load_process()
