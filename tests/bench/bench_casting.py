"""Casting a ballot of 12 answers beside a plain POST that writes 12 rows, by turns in one run. Printed, not judged.

Limit of the issue: at least an eighth of the rate. On PostgreSQL:
`.ci/postgres.py .venv/bin/python -m pytest -s -o python_files='bench_*.py' tests/bench/bench_casting.py`
"""

import time

import pytest
from django.db import connection
from django.test import Client

from surveys import codes, keys
from surveys.models import Ballot, BallotAnswer, Envelope
from surveys.opening import prepare
from tests import make

ROUNDS, EACH = 10, 40


@pytest.mark.django_db(transaction=True)
def test_a_cast_beside_a_plain_post(settings, capsys):
    settings.ROOT_URLCONF = "tests.bench.plain_urls"
    survey = make.native(slug="geheim")
    asked = [make.question(survey, type="number", least=0, most=9) for _each in range(12)]
    answers = {f"q{question.pk}": 7 for question in asked}
    ballot, secret, browser = make.make(Ballot, survey=survey), keys.read(prepare(survey).key), Client()
    waiting = [codes.make(secret) for _each in range(ROUNDS * EACH + 1)]

    def cast():
        sent = {**answers, "go": "send", "seen": "1", "code": waiting.pop()}
        assert browser.post("/umfragen/geheim/antworten/", sent).status_code == 302

    def plain():
        assert browser.post("/plain/", {**answers, "ballot": ballot.pk}).status_code == 302

    cast(), plain()
    spent = {cast: 0.0, plain: 0.0}
    for _round in range(ROUNDS):
        for act in spent:
            started = time.perf_counter()
            for _each in range(EACH):
                act()
            spent[act] += time.perf_counter() - started
    number = ROUNDS * EACH
    assert Ballot.objects.count() - 1 + Envelope.objects.count() == number + 1
    assert BallotAnswer.objects.exclude(ballot=ballot).count() == 12 * (Ballot.objects.count() - 1)
    rates = {act.__name__: number / seconds for act, seconds in spent.items()}
    with capsys.disabled():
        print(
            f"\n{connection.vendor}: {rates['cast']:.0f} ballots of 12 answers a second, {rates['plain']:.0f} plain posts of 12 rows:"
            f" {rates['cast'] / rates['plain']:.2f} (limit 0.125)"
        )
