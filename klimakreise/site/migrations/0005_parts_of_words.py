"""What finds the words that contain a part: trigrams, by the means of each database.

SQLite: an FTS5 table beside the words, filled by triggers. A later migration that rebuilds the table of words there drops the
triggers with it and must run `make` again. PostgreSQL: an index of pg_trgm, a trusted extension that the owner of the
database may create; where that is refused, search works without the index, only slower.
"""

from django.db import DatabaseError, migrations, transaction

SQLITE = [
    """
    CREATE VIRTUAL TABLE site_searchword_parts USING fts5(
        spellings, content='site_searchword', content_rowid='id', tokenize='trigram'
    )
    """,
    """
    CREATE TRIGGER site_searchword_made AFTER INSERT ON site_searchword BEGIN
        INSERT INTO site_searchword_parts (rowid, spellings) VALUES (new.id, new.spellings);
    END
    """,
    """
    CREATE TRIGGER site_searchword_gone AFTER DELETE ON site_searchword BEGIN
        INSERT INTO site_searchword_parts (site_searchword_parts, rowid, spellings)
        VALUES ('delete', old.id, old.spellings);
    END
    """,
]
POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX search_word_parts ON site_searchword USING gin (spellings gin_trgm_ops)",
]


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement)
        return
    try:
        with transaction.atomic(schema_editor.connection.alias):
            for statement in POSTGRESQL:
                schema_editor.execute(statement)
    except DatabaseError as error:
        print(f"\n  pg_trgm is not there, search works without its index: {error}", end="")  # noqa: T201


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER site_searchword_made")
        schema_editor.execute("DROP TRIGGER site_searchword_gone")
        schema_editor.execute("DROP TABLE site_searchword_parts")
    else:
        schema_editor.execute("DROP INDEX IF EXISTS search_word_parts")


class Migration(migrations.Migration):
    dependencies = [("site", "0004_search")]
    operations = [migrations.RunPython(make, drop)]
