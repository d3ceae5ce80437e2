"""A migrated, empty database, made once for each state of the migrations; tests start from copies of it.

Migrating takes as long as a hundred tests, and every process of the tests, every site and every worker needs a database.
SQLite: a file in `.cache/migrated`. PostgreSQL: a database beside the one of DATABASE_URL, used as template.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import errors, sql

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "migrated"
MIGRATIONS = ["*/migrations/*.py", "klimakreise/*/migrations/*.py"]
THEIR_IMPORTS = ["klimakreise/publishing/**/*.py", "klimakreise/accounts/invitation.py"]
PREFIX = "klimakreise_migrated_"


def template():
    """What to copy: the path of an SQLite file, or the name of a database on the PostgreSQL of DATABASE_URL."""
    with one_at_a_time():
        return _template_file() if server() is None else _template_database()


@contextmanager
def one_at_a_time():
    """The processes of xdist ask at the same time, and any of them may be the first."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def server():
    """The PostgreSQL that the suite runs on, split into its parts; None on SQLite."""
    address = urlsplit(os.environ.get("DATABASE_URL") or "sqlite:")
    return None if address.scheme == "sqlite" else address


def copy_to(file):
    """Make `file` a migrated SQLite database, whatever the suite runs on."""
    with one_at_a_time():
        made = _template_file()
    shutil.copy(made, file)


@contextmanager
def own_database(folder):
    """The address of a new, migrated database: SQLite in `folder`, or one more on the PostgreSQL of the suite."""
    if (address := server()) is None:
        copy_to(folder / "own.sqlite3")
        yield f"sqlite:///{folder / 'own.sqlite3'}"
        return
    name = f"own_{os.getpid()}_{time.monotonic_ns()}"
    made = template()
    with psycopg.connect(urlunsplit(address), autocommit=True) as connection:
        _say(connection, "CREATE DATABASE {} TEMPLATE {}", name, made)
        try:
            yield urlunsplit(address._replace(path=f"/{name}"))
        finally:
            _say(connection, "DROP DATABASE {} WITH (FORCE)", name)


@contextmanager
def copied_when_made(connection):
    """Django's test database of `connection` begins as a copy; `migrate` then finds that nothing is left to do."""
    if server() is not None:
        connection.settings_dict["TEST"]["TEMPLATE"] = template()
        yield
        return
    creation, file = connection.creation, template()
    make, kept = creation._create_test_db, []

    def make_a_copy(*arguments, **options):
        name = make(*arguments, **options)
        memory = sqlite3.connect(name, uri=True)  # a database in memory lives as long as somebody holds it
        kept.append(memory)
        with closing(sqlite3.connect(file)) as made:
            made.backup(memory)
        return name

    creation._create_test_db = make_a_copy
    yield
    for memory in kept:
        memory.close()


def _template_file():
    file = CACHE / f"{_state()}.sqlite3"
    if not file.exists():
        for old in CACHE.glob("*.sqlite3*"):
            old.unlink()
        _migrate(f"sqlite:///{file}.new")
        with closing(sqlite3.connect(f"{file}.new")) as made:
            made.execute("PRAGMA journal_mode=DELETE")  # one file, and one that memory can take
        Path(f"{file}.new").rename(file)
    return file


def _template_database():
    address, name = server(), PREFIX + _state()
    with psycopg.connect(urlunsplit(address), autocommit=True) as connection:
        there = connection.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        names = {row[0] for row in there}
        if name in names:
            return name
        for old in names:
            with suppress(errors.ObjectInUse):  # another suite, of another state
                _say(connection, "DROP DATABASE {}", old)
        _say(connection, "CREATE DATABASE {}", f"{name}_new")
        _migrate(urlunsplit(address._replace(path=f"/{name}_new")))
        _say(connection, "ALTER DATABASE {} RENAME TO {}", f"{name}_new", name)
    return name


def _state():
    """Changes with the migrations, what they import, and the libraries."""
    files = [ROOT / "requirements-dev.txt"]
    for pattern in [*MIGRATIONS, *THEIR_IMPORTS]:
        files += sorted(ROOT.glob(pattern))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:20]


def _migrate(address):
    variables = {**os.environ, "DATABASE_URL": address, "DEMO": "1", "SECRET_KEY": "only-for-tests"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _say(connection, command, *names):
    connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))
