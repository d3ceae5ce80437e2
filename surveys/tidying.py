"""After the close: nothing is left of earlier states of the ballots, neither in a later dump nor in the files of the database."""

from django.db import connection, transaction

from surveys.models import (
    Ballot,
    BallotAnswer,
    Envelope,
    FreeText,
    Invited,
    Issued,
    Issuing,
    ProposedStatement,
    Spent,
    WaitingAddress,
)

KEPT = [Ballot, BallotAnswer, FreeText, Envelope, Spent, Issued, WaitingAddress, Invited, ProposedStatement]


def tidy_up():
    """Tidy up after all surveys that were closed since the last time; returns how many. Not within a transaction."""
    closed = list(Issuing.objects.filter(survey__closed_at__isnull=False, tidied=False))
    for issuing in closed:
        level(issuing.survey_id)
    if closed:
        vacuum()
        Issuing.objects.filter(pk__in=[issuing.pk for issuing in closed]).update(tidied=True)
    return len(closed)


def sweep():
    """Remove what the database still keeps of addresses that waited for a code and do no more. Within a transaction it cannot.

    Whoever reads meanwhile delays it by a second on SQLite; then the next lot or the close does it.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout")
            (usual,) = cursor.fetchone()
            cursor.execute("PRAGMA busy_timeout = 1000")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
        else:
            order_by_key(cursor, WaitingAddress)


def level(survey_id):
    """Write all ballots of a closed survey anew in one transaction: from now on nothing tells which were mixed together.

    Only PostgreSQL knows more of a row than its content and place (`xmin`); on SQLite the place is the key.
    """
    if connection.vendor != "postgresql":
        return
    of_the_survey = {
        Ballot: "survey_id = %s",
        BallotAnswer: "ballot_id IN (SELECT key FROM surveys_ballot WHERE survey_id = %s)",
        FreeText: "question_id IN (SELECT id FROM surveys_question WHERE survey_id = %s)",
        ProposedStatement: "question_id IN (SELECT id FROM surveys_question WHERE survey_id = %s)",
        Spent: "survey_id = %s",
        Issued: "survey_id = %s",
    }
    with transaction.atomic(), connection.cursor() as cursor:
        for model, which in of_the_survey.items():
            cursor.execute(f"UPDATE {model._meta.db_table} SET key = key WHERE {which}", [survey_id])  # noqa: S608 (names of ours)


def vacuum():
    """Remove what the database keeps of deleted and earlier rows, and put those that stay in the order of their keys.

    Not within a transaction. PostgreSQL locks each of these tables for the moment in which it is written anew.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for act in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                cursor.execute(act)
            return
        for model in KEPT:
            order_by_key(cursor, model)
        cursor.execute("VACUUM (ANALYZE)")


def order_by_key(cursor, model):
    """Write a table of PostgreSQL into a new file, in the order of its keys and without dead rows."""
    table = model._meta.db_table
    cursor.execute(f"CLUSTER {table} USING {table}_pkey")
