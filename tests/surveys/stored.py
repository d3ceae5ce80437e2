"""What a database keeps in its files: read as bytes and as pages, past the database."""

import re
import struct
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

RELATIONS = "SELECT relname, pg_relation_filepath(oid) FROM pg_class WHERE pg_relation_filepath(oid) IS NOT NULL AND NOT relisshared"
TUPLES = """
SELECT lp_off, t_xmin::text, t_xmax::text, t_data
FROM generate_series(0, pg_relation_size(%s) / 8192 - 1) AS page, heap_page_items(get_raw_page(%s, page::int))
WHERE t_data IS NOT NULL ORDER BY page, lp_off DESC
"""
JOURNAL = "journal"
PAGES_OF_TREES = (0x05, 0x0D)  # SQLite: the inner pages and the leaves of a table
WORDS = re.compile(rb"[\w.@+-]{4,}")


def stored(since=None):
    """{name: bytes} of all that this database keeps on its disk.

    On PostgreSQL also the journal (WAL) of the whole server, from the place `since` on (see `end_of_journal`).
    """
    if connection.vendor == "sqlite":
        name = settings.DATABASES["default"]["NAME"]
        files = [Path(f"{name}{end}") for end in ("", "-wal", "-journal", "-shm")]
        return {file.name: file.read_bytes() for file in files if file.exists()}
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(RELATIONS)
        found = {name: read_file(path) for name, path in cursor.fetchall()}
        cursor.execute(
            "SELECT name FROM pg_ls_waldir() WHERE name >= pg_walfile_name(%s) ORDER BY name", [since]
        )
        journal = [read_file(f"pg_wal/{name}") for (name,) in cursor.fetchall()]
        cursor.execute("SELECT file_offset FROM pg_walfile_name_offset(%s)", [since])
        return {**found, JOURNAL: b"".join(journal)[cursor.fetchone()[0] :]}


def read_file(path):
    with psycopg.Cursor(connection.connection) as cursor:
        (data,) = cursor.execute("SELECT pg_read_binary_file(%s)", [path], binary=True).fetchone()
        return bytes(data or b"")


def end_of_journal():
    """The place up to which PostgreSQL has written its journal; None on SQLite."""
    if connection.vendor == "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn()::text")
        return cursor.fetchone()[0]


def can_be_read():
    """Whether this user of PostgreSQL may read the files of the server and look into pages."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT count(*) FROM pg_available_extensions WHERE name = 'pageinspect'")
        return cursor.fetchone()[0] == 1


def rows_as_they_lie(tables):
    """{table: [row]} in the order in which rows were put into their pages, dead ones too; a row as in `attacking.dump`.

    `data` has whatever in it is a word or a large number.
    """
    read = sqlite_rows if connection.vendor == "sqlite" else postgres_rows
    return {
        table: [{".place": place, **row} for place, row in enumerate(rows)]
        for table, rows in read(tables).items()
    }


def postgres_rows(tables):
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        for table in tables:
            cursor.execute(TUPLES, [table, table])
            found[table] = [
                {".xmin": xmin, ".xmax": xmax, "data": legible(bytes(data))}
                for _place, xmin, xmax, data in cursor.fetchall()
            ]
    return found


def legible(data):
    """The words in the bytes of a row, and each number of 64 bits at its place in a row of PostgreSQL."""
    numbers = (struct.unpack_from("<q", data, place)[0] for place in range(0, len(data) - 7, 4))
    words = [word.decode(errors="replace") for word in WORDS.findall(data)]
    return " ".join([*words, *(str(number) for number in numbers if number > 2**32)])


def sqlite_rows(tables):
    pages = newest_pages(stored())
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'")
        roots = dict(cursor.fetchall())
    return {table: [row for leaf in leaves(pages, roots[table]) for row in cells(leaf)] for table in tables}


def newest_pages(files):
    """{number: page} of the database as it is, the journal being read over the file."""
    name = Path(settings.DATABASES["default"]["NAME"]).name
    size = int.from_bytes(files[name][16:18])
    pages = {
        place // size + 1: files[name][place : place + size] for place in range(0, len(files[name]), size)
    }
    journal, since = files.get(f"{name}-wal", b""), {}
    for place in range(32, len(journal), 24 + size):
        number, commits = struct.unpack_from(">II", journal, place)
        if journal[place + 8 : place + 16] != journal[16:24]:
            break  # a frame of an earlier round
        since[number] = journal[place + 24 : place + 24 + size]
        if commits:
            pages |= since
    return pages


def leaves(pages, number):
    """The leaves of a table's tree, from its root."""
    page, start = pages[number], 100 if number == 1 else 0
    kind, many = page[start], int.from_bytes(page[start + 3 : start + 5])
    assert kind in PAGES_OF_TREES
    if kind == PAGES_OF_TREES[1]:
        yield page
        return
    places = struct.unpack_from(f">{many}H", page, start + 12)
    below = [int.from_bytes(page[place : place + 4]) for place in places]
    for child in [*below, int.from_bytes(page[start + 8 : start + 12])]:
        yield from leaves(pages, child)


def cells(page):
    """The rows of a leaf in the order in which they were put there: from its end to its beginning."""
    places = struct.unpack_from(f">{int.from_bytes(page[3:5])}H", page, 8)
    for place in sorted(places, reverse=True):
        length, at = varint(page, place)
        rowid, at = varint(page, at)
        data = page[at : at + length]
        words = [word.decode(errors="replace") for word in WORDS.findall(data)]
        yield {"data": " ".join([str(rowid), *words])}


def varint(data, place):
    """SQLite's number of 1 to 9 bytes at this place; returns it and the place behind it."""
    number = 0
    for each in range(8):
        byte = data[place + each]
        number = number << 7 | byte & 127
        if byte < 128:
            return number, place + each + 1
    return number << 8 | data[place + 8], place + 9
