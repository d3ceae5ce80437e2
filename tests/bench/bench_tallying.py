"""Counting 100,000 ballots of twelve answers once, and the page of results beside that of 100 ballots, by turns. Printed, not judged.

Limits of the issue: 60 s to count; the page costs the same queries and, within 20 %, the same time. On PostgreSQL:
`.ci/postgres.py .venv/bin/python -m pytest -s -o python_files='bench_*.py' tests/bench/bench_tallying.py`
"""

import random
import statistics
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from surveys.models import Ballot, BallotAnswer, CrossTable, Survey
from surveys.models.ballots import random_key
from surveys.tallying import tally
from tests import make

AT_ONCE, ROUNDS = 50_000, 30


def twelve_questions(slug):
    """Choices, several choices, ratings and numbers, three of each; a table of two questions is planned."""
    survey = make.native(slug=slug)
    for number in range(3):
        make.choice(survey, "ja", "nein", "weiß nicht", number=4 * number + 1)
        make.choice(survey, "Rad", "Bus", "Auto", "Fuß", number=4 * number + 2, type="multiple_choice")
        make.rating(survey, "schlecht", "mittel", "gut", number=4 * number + 3)
        make.question(survey, number=4 * number + 4, type="number", least=0, most=99)
    choices = list(survey.questions.filter(type="single_choice"))
    CrossTable.objects.create(survey=survey, row_question=choices[0], column_question=choices[1])
    return survey


def answer(survey, people):
    """Twelve rows for each of so many people, by chance."""
    dice = random.Random(people)  # noqa: S311 (the same answers each time)
    questions = list(survey.questions.all())
    options = {question.pk: list(question.options.values_list("pk", flat=True)) for question in questions}
    ballots = Ballot.objects.bulk_create(
        [Ballot(key=random_key(), survey=survey) for _person in range(people)], batch_size=AT_ONCE
    )
    rows = []
    for ballot in ballots:
        for question in questions:
            option = dice.choice(options[question.pk]) if options[question.pk] else None
            value = None if option else dice.randrange(1, 4 if question.type == "rating" else 99)
            rows.append(
                BallotAnswer(
                    key=random_key(), ballot=ballot, question=question, option_id=option, value=value
                )
            )
        if len(rows) >= AT_ONCE:
            BallotAnswer.objects.bulk_create(rows)
            rows = []
    BallotAnswer.objects.bulk_create(rows)


def counted(slug, people):
    """(page of the published results, seconds of counting) of a survey that so many people answered."""
    survey = twelve_questions(slug)
    answer(survey, people)
    Survey.objects.filter(pk=survey.pk).update(closed_at=timezone.now())
    survey.refresh_from_db()
    started = time.perf_counter()
    tally(survey)
    spent = time.perf_counter() - started
    survey.results.question_results.update(released_at=timezone.now())
    CrossTable.objects.filter(row_question__survey=survey).update(released_at=timezone.now())
    survey.results.publish()
    return f"/umfragen/{slug}/ergebnisse/", spent


@pytest.mark.django_db
def test_counting_and_the_page_of_results(visitor, capsys):
    pages = {people: counted(f"von-{people}", people) for people in (100, 100_000)}
    queries, times = {}, {people: [] for people in pages}
    for people, (page, _spent) in pages.items():
        visitor.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get(page).status_code == 200
        queries[people] = len(captured)
    for _round in range(ROUNDS):
        for people, (page, _spent) in pages.items():
            started = time.perf_counter()
            visitor.get(page)
            times[people].append(time.perf_counter() - started)
    medians = {people: statistics.median(each) * 1000 for people, each in times.items()}
    with capsys.disabled():
        for people, (_page, spent) in pages.items():
            print(
                f"\n{connection.vendor}: {people} ballots of 12 answers counted in {spent:.2f} s (limit 60);"
                f" page {queries[people]} queries, median {medians[people]:.1f} ms",
                end="",
            )
        print(f"; ratio of the pages {medians[100_000] / medians[100]:.2f} (limit 0.8 to 1.2)")
