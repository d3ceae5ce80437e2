"""Tables that only grow: the database itself refuses to change or delete their rows, whoever asks.

On SQLite a later migration that rebuilds such a table drops its triggers: it ends with `append_only()` again.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER {table}_keeps_what_it_has_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} only grows'); END
"""
POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} only grows' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_keeps_what_it_has BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grows()
"""


def refuse(connection, table):
    """Let the database raise IntegrityError for UPDATE, DELETE and, on PostgreSQL, TRUNCATE of `table`."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION.format(table=table))
            cursor.execute(POSTGRESQL.format(table=table))
        else:
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(SQLITE.format(table=table, verb=verb))


def allow(connection, table):
    """Take that back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_keeps_what_it_has ON {table}")
        else:
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_keeps_what_it_has_{verb}")


def append_only(table):
    """The operation of a migration that lets `table` only grow."""
    return migrations.RunPython(
        lambda apps, editor: refuse(editor.connection, table),
        lambda apps, editor: allow(editor.connection, table),
    )
