"""Casting a ballot of 12 answers beside a plain POST that writes 12 rows, by turns in one run. Printed, not judged.

Limit of the issue: at least an eighth of the rate. On PostgreSQL:
`.ci/postgres.py .venv/bin/python -m pytest -s -o python_files='bench_*.py' tests/bench/bench_casting.py`
"""

import time
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from surveys import codes, keys
from surveys.models import Ballot, BallotAnswer, Envelope
from surveys.opening import prepare
from tests import make

ROUNDS, EACH = 10, 40
FORM = "application/x-www-form-urlencoded"  # as browsers send it


def filled_in(survey):
    """What a browser sends for twelve questions in two sections: choices, ratings and numbers, four of each."""
    sections = [survey.sections.create(number=number, title=f"Teil {number}") for number in (1, 2)]
    answers = {}
    for number in range(4):
        section = {"section": sections[number % 2]}
        choice = make.choice(survey, "ja", "nein", "weiß nicht", **section)
        rating = make.rating(survey, "schlecht", "mittel", "gut", **section)
        amount = make.question(survey, type="number", least=0, most=9, **section)
        answers |= {f"q{choice.pk}": choice.options.first().pk, f"q{rating.pk}": 2, f"q{amount.pk}": 7}
    return answers


@pytest.mark.django_db(transaction=True)
def test_a_cast_beside_a_plain_post(settings, capsys):
    settings.ROOT_URLCONF = "tests.bench.plain_urls"
    survey = make.native(slug="geheim")
    answers = filled_in(survey)
    ballot, secret, browser = make.make(Ballot, survey=survey), keys.read(prepare(survey).key), Client()
    waiting = [codes.make(secret) for _each in range(ROUNDS * EACH + 1)]

    def cast():
        sent = {**answers, "go": "send", "seen": "1", "code": waiting.pop()}
        assert browser.post("/umfragen/geheim/antworten/", urlencode(sent), FORM).status_code == 302

    def plain():
        assert browser.post("/plain/", urlencode({**answers, "ballot": ballot.pk}), FORM).status_code == 302

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
