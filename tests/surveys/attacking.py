"""Somebody who reads the whole database, as often as they like, and tries to say whose ballot is whose.

A dump holds every table that the database itself knows of, every column, and what the database keeps beside the columns: the
place of a row and the transaction that wrote it. A *trace* of somebody is a row that names them: their address, the key of their
Issued row, their network in the log, or whatever points to such a row. The attack tries what rows have in common: equal values,
the same place in an order, the nearest number, and what has changed between two dumps. It gets more than an attacker would
have: k1, so that it knows which Issued row is whose, and a dump after every single vote.
"""

import itertools
import re
from collections import Counter, defaultdict
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import connection

HIDDEN = {"sqlite": ["rowid"], "postgresql": ["ctid", "xmin", "xmax"]}
ALL_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'",
}


def dump(log=()):
    """{table: [row]} in the order in which the rows lie; a row is a dict of columns, hidden ones with a dot in front.

    `log` is [dict] of what was logged so far, one more table.
    """
    found = {"log": [{".place": place, **line} for place, line in enumerate(log)]}
    with connection.cursor() as cursor:
        cursor.execute(ALL_TABLES[connection.vendor])
        for (table,) in cursor.fetchall():
            found[table] = list(rows_of(cursor, table))
    for row in found.get("django_session", ()):
        row["read"] = str(Session(session_data=row["session_data"]).get_decoded())
    return found


def rows_of(cursor, table):
    hidden = HIDDEN[connection.vendor]
    if connection.vendor == "sqlite" and "WITHOUT ROWID" in kept_as(cursor, table):
        hidden = []
    cast = [f"{name}::text" if connection.vendor == "postgresql" else name for name in hidden]
    order = f' ORDER BY "{table}".{hidden[0]}' if hidden else ""
    cursor.execute(f'SELECT {", ".join([*cast, "*"])} FROM "{table}"{order}')
    names = [f".{name}" for name in hidden] + [column[0] for column in cursor.description[len(hidden) :]]
    for place, values in enumerate(cursor.fetchall()):
        yield {".place": place, **dict(zip(names, values, strict=True))}


def kept_as(cursor, table):
    cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
    return (cursor.fetchone()[0] or "").upper()


def readable(value):
    return bytes(value).decode(errors="replace") if isinstance(value, (bytes, memoryview)) else str(value)


def comparable(value):
    """A value as a number, or None: moments, whole numbers, transaction numbers."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, datetime):
        return value.timestamp()
    text = readable(value)
    if re.fullmatch(r"-?\d{1,20}", text):
        return int(text)
    if place := re.fullmatch(r"\((\d+),(\d+)\)", text):
        return int(place[1]) * 10_000 + int(place[2])
    if re.match(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d", text):
        return datetime.fromisoformat(text).timestamp()
    return None


def named(row, words):
    """Which of the words (as text) stand in a row, each as a whole."""
    text = "\n".join(readable(value) for name, value in row.items() if name[0] != ".")
    return {word for word in set(re.findall(r"[\w.@+-]+", text)) if word in words}


def traces(dumped, names):
    """{owner: {(table, column): value}}; `names` is {word: owner}. What belongs to several people is no trace.

    Rows that point to such a row by a column called like its table are traces too (three steps far).
    """
    owned = {}
    for table, rows in dumped.items():
        for number, row in enumerate(rows):
            owners = {names[word] for word in named(row, names)}
            if len(owners) == 1:
                owned[table, number] = owners.pop()
    for _step in range(3):
        owned |= pointing(dumped, owned)
    found = defaultdict(dict)
    for (table, number), owner in owned.items():
        for column, value in dumped[table][number].items():
            found[owner][table, column] = value  # of several rows the last
    return dict(found)


def pointing(dumped, owned):
    keys = defaultdict(dict)
    for (table, number), owner in owned.items():
        row = dumped[table][number]
        keys[table.split("_")[-1]][row.get("id", row.get("key"))] = owner
    found = {}
    for table, rows in dumped.items():
        for number, row in enumerate(rows):
            for column, value in row.items():
                owner = (
                    keys.get(column.removesuffix("_id"), {}).get(value) if column.endswith("_id") else None
                )
                if owner is not None and (table, number) not in owned:
                    found[table, number] = owner
    return found


class Attack:
    """`people` is {word: number} of what names them, `things` {word: number} of what marks each ballot or text.

    The marks are the test's: they say afterwards which claims are right, and are never compared with anything themselves.
    """

    def __init__(self, people, things):
        self.people, self.things = people, things
        self.right = Counter()  # {how: the most right claims of one way}
        self.claims = Counter()

    def on(self, *dumps):
        """Try everything on the dumps, in the order in which they were taken."""
        told = [(traces(each, self.people), self.marked(each)) for each in dumps]
        for people, things in told:
            self.equals(people, things)
            self.orders(people, things)
        self.appearances(told)
        return self

    def marked(self, dumped):
        found = traces(dumped, self.things)
        return {
            owner: {name: value for name, value in columns.items() if readable(value) not in self.things}
            for owner, columns in found.items()
        }

    def claim(self, how, pairs):
        right = sum(person == thing for person, thing in pairs)
        self.right[how] = max(self.right[how], right)
        self.claims[how] = max(self.claims[how], len(pairs))

    def equals(self, people, things):
        """The transaction, or any large number, that one person and one thing have in common and nobody else."""
        owners = [defaultdict(set), defaultdict(set)]
        for side, known in zip(owners, (people, things), strict=True):
            for owner, columns in known.items():
                for (_table, column), value in columns.items():
                    number = comparable(value)
                    if (
                        number is not None
                        and column != ".place"
                        and (number > 1000 or column in {".xmin", ".xmax"})
                    ):
                        side[number].add(owner)
        pairs = {
            (next(iter(owners[0][value])), next(iter(owners[1][value])))
            for value in owners[0].keys() & owners[1].keys()
            if len(owners[0][value]) == len(owners[1][value]) == 1
        }
        self.claim("equal", pairs)

    def orders(self, people, things):
        """Everybody's place in an order is their ballot's place in another, forwards or backwards."""
        for mine, theirs in itertools.product(lines(people), lines(things)):
            for line in (theirs, theirs[::-1]):
                self.claim("order", set(zip(mine, line, strict=False)))

    def appearances(self, told):
        """Between two dumps one thing has come, and one person has left a trace or a newer one."""
        pairs = set()
        for (people, things), (later, more) in itertools.pairwise(told):
            came = more.keys() - things.keys()
            for names in ({"log"}, {table for columns in later.values() for table, _column in columns}):
                stirred = {
                    owner
                    for owner, columns in later.items()
                    if seen(columns, names) != seen(people.get(owner, {}), names)
                }
                if len(came) == len(stirred) == 1:
                    pairs.add((next(iter(stirred)), next(iter(came))))
        self.claim("appeared", pairs)


def seen(columns, tables):
    return {
        name: readable(value) for name, value in columns.items() if name[0] in tables and name[1] != ".place"
    }


def lines(known):
    """All orders of the owners: by each column that gives an order of more than half of them."""
    by_column = defaultdict(list)
    for owner, columns in known.items():
        for name, value in columns.items():
            number = comparable(value)
            if number is not None:
                by_column[name].append((number, owner))
    orders = set()
    for pairs in by_column.values():
        if len(pairs) > len(known) / 2 and len({number for number, _owner in pairs}) > 1:
            orders.add(tuple(owner for _number, owner in sorted(pairs, key=lambda pair: pair[0])))
    return sorted(orders)
