"""Known and unknown addresses take the same time: the medians of 30 tries each, in turns, once in nine rounds."""

import statistics
import time

import pytest
from django.test import Client

from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.trust]


def seconds(path, data):
    browser = Client()
    started = time.perf_counter()
    assert browser.post(path, data).status_code == 302
    return time.perf_counter() - started


def ratio_of_medians(path, field, number):
    known = [make.person() for _each in range(30)]
    taken = {"known": [], "unknown": []}
    for each, person in enumerate(known):
        taken["known"].append(seconds(path, {field: person.email, "name": "Nora"}))
        taken["unknown"].append(seconds(path, {field: f"nobody-{number}-{each}@example.org", "name": "Nora"}))
    return statistics.median(taken["known"]) / statistics.median(taken["unknown"])


@pytest.mark.parametrize(("path", "field"), [("/konto/login/", "login"), ("/konto/registrieren/", "email")])
def test_the_medians_are_alike(settings, record_property, path, field):
    settings.ACCOUNT_RATE_LIMITS = False
    seconds(path, {field: "warm@example.org", "name": "Warm"})
    ratios = []
    # Whatever else the machine does in that minute can lie on one of both; a real difference is there each time.
    while not ratios or (len(ratios) < 9 and not 0.8 < ratios[-1] < 1.25):
        ratios.append(ratio_of_medians(path, field, len(ratios)))
    record_property("ratios", ratios)
    # Measured: 1.09 and 1.00; a mail for one of them only would be far outside.
    assert 0.8 < ratios[-1] < 1.25, ratios
