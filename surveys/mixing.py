"""The urn and the ballots: what was cast waits, sealed, until it is mixed with others.

Of 40 that wait 20 are drawn, with the system's random source, and become ballots. 20 stay, so that also the last ones before the
close are mixed with at least 20 others, and nobody can tell from two dumps which of 40 the new ballots are. (Mixing all whenever 20
wait would leave a last lot of perhaps one.) At the close all go. A survey that fewer than 40 answer is mixed once, at its close.
"""

import random

from django.db import connection

from surveys.answers import unchecked
from surveys.models import Ballot, BallotAnswer, Envelope, FreeText, Spent
from surveys.models.ballots import random_key

STAY = 20
AT_ONCE = 20

draw = random.SystemRandom()


def empty_the_urn(survey, secret):
    """Take out all that waits; returns the sheets as text. For a transaction that puts them back or mixes them."""
    return [secret.unseal(each) for each in take_out(Envelope, "sealed", survey)]


def fill_the_urn(survey, secret, sheets):
    """Put the sheets in, under new keys and newly sealed; with enough of them, some become ballots instead."""
    draw.shuffle(sheets)
    if len(sheets) >= STAY + AT_ONCE:
        mix(survey, sheets[:AT_ONCE])
        sheets = sheets[AT_ONCE:]
    write(
        Envelope,
        ["key", "survey_id", "sealed"],
        [(random_key(), survey.pk, secret.seal(each)) for each in sheets],
    )


def mix(survey, sheets):
    """Make ballots of the sheets, and free texts that belong to none of them; as many used codes are let go, any of them."""
    ballots, answers, texts = [], [], []
    for sheet in sheets:
        ballot = Ballot(survey=survey)
        ballots.append(ballot)
        for given in unchecked(sheet):
            if given.text:
                texts.append(FreeText(question_id=given.question, text=given.text))
            else:
                said = {"question_id": given.question, "option_id": given.option, "value": given.value}
                answers.append(BallotAnswer(ballot=ballot, **said))
    in_order(Ballot, ballots)
    in_order(BallotAnswer, answers)
    in_order(FreeText, texts)
    let_go(survey, len(sheets))


def let_go(survey, number):
    """End the wait of so many used codes, drawn by chance: nobody knows which of them belong to the ballots."""
    waiting = list(Spent.objects.filter(survey=survey, waits=True).values_list("key", flat=True))
    drawn = draw.sample(waiting, min(number, len(waiting)))
    Spent.objects.filter(key__in=drawn).delete()
    in_order(Spent, [Spent(key=key, survey=survey, waits=False) for key in drawn])


def in_order(model, rows):
    """Write the rows in the order of their keys, which is none."""
    model.objects.bulk_create(sorted(rows, key=lambda row: row.pk))


def take_out(model, column, survey, which=""):
    """Delete the rows of a survey and return what stood in one column; plain as `write`, and for the same reason."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {model._meta.db_table} WHERE survey_id = %s {which} RETURNING {column}",  # noqa: S608 (names of ours)
            [survey.pk],
        )
        return [value for (value,) in cursor.fetchall()]


def is_there(model, key):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {model._meta.db_table} WHERE key = %s", [key])  # noqa: S608 (names of ours)
        return cursor.fetchone() is not None


def write(model, columns, rows):
    """The same in one plain statement, for what is written with every cast: forty model instances would cost more than the rest."""
    if rows:
        one = f"({', '.join(['%s'] * len(columns))})"
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) VALUES {', '.join([one] * len(rows))}",  # noqa: S608
                [value for row in sorted(rows) for value in row],
            )
