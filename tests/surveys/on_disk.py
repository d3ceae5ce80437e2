"""The story of `test_secrecy_on_disk.py`, told in a process whose database is a real one; prints what was found as JSON."""

import json
import re

from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.test.utils import setup_test_environment

from klimakreise.mailing.direct import Line, Outcome
from surveys import closing, codes, jobs, keys, mixing, tidying
from surveys.codes import ALPHABET, HALF
from surveys.models import Envelope, FreeText, Issued, Issuing
from tests.surveys.attacking import Attack, dump, traces
from tests.surveys.stored import can_be_read, end_of_journal, rows_as_they_lie, stored
from tests.surveys.voting import BALLOTS, CODE, TEXTS, Vote

MODELS = tidying.KEPT
TABLES = [model._meta.db_table for model in MODELS]


class Story:
    def __init__(self):
        self.vote, self.since = Vote("anyone", accounts=False), end_of_journal()
        self.vote.every_dump = False
        self.codes, self.pages, self.found = [], [], {}

    def post(self, letter):
        self.vote.arrives(letter)
        self.codes.append(CODE.search(letter.body)[1])
        self.look_at_pages()
        return Outcome.SENT

    def look_at_pages(self):
        log = [{".place": place, **line} for place, line in enumerate(self.vote.log.lines)]
        self.pages.append({"log": log, **rows_as_they_lie(TABLES)})

    def tell(self):
        Line.post = lambda _line, letter: self.post(letter)
        addresses = self.vote.addresses
        for number, address in enumerate(addresses, 1):
            self.vote.ask(address)
            if number == 9:
                self.look("waiting")
            if number % 10 == 0:
                jobs.issue_codes.call(self.vote.survey.pk)
        self.look("voted")
        closing.close(self.vote.survey)
        self.look_at_pages()
        tidying.tidy_up()
        self.look_at_pages()
        self.look("tidied")
        return {**self.found, "attacks": self.attacks()}

    def look(self, when):
        """Which files hold codes, addresses, Issued keys, or words of ballots that still wait in the urn."""
        files, mixed = (
            stored(self.since),
            {text.split()[0] for text in FreeText.objects.values_list("text", flat=True)},
        )
        secrets_of_codes = [form for code in self.codes for form in forms(code)]
        order = "big" if connection.vendor == "sqlite" else "little"
        issued = [key.to_bytes(8, order) for key in Issued.objects.values_list("key", flat=True)]
        self.found[when] = {
            "codes": having(files, secrets_of_codes),
            "addresses": having(files, [address.encode() for address in self.vote.addresses]),
            "in the urn": having(files, [word.encode() for word in TEXTS.keys() - mixed]),
            "mixed": having(files, [word.encode() for word in mixed]),
            "issued": having(files, issued),
            "waiting in the urn": Envelope.objects.count(),
        }

    def attacks(self):
        """The most right claims of each way, from the pages after every vote, after the close and after tidying."""
        end = dump(self.vote.log.lines)
        right = {}
        for name, marks, tables in (
            ("ballots", BALLOTS, ["surveys_ballotanswer"]),
            ("texts", TEXTS, ["surveys_freetext"]),
        ):
            words = {
                str(columns[table, "key"]): owner
                for owner, columns in traces(end, marks).items()
                for table in tables
                if (table, "key") in columns
            }
            attack = Attack(self.vote.people, words).on(*self.pages)
            seen = len(traces(self.pages[-1], words)), len(traces(self.pages[-1], self.vote.people))
            right[name] = {**attack.right, "seen": seen}
        return right


def forms(code):
    """How a code, or its random half, could lie in a file."""
    plain, number = code.replace("-", ""), 0
    for letter in plain:
        number = number << 5 | ALPHABET.index(letter)
    nonce = number >> HALF
    secret = keys.read(Issuing.objects.get().key)
    assert codes.read(secret, code) == nonce
    texts = [code, plain, plain.lower(), str(nonce), f"{nonce:x}"]
    return [text.encode() for text in texts] + [
        value.to_bytes(size, order)
        for value, size in ((nonce, 7), (number, 13))
        for order in ("big", "little")
    ]


def having(files, wanted):
    """{kind of file: how many of the wanted are in it}; tables of PostgreSQL and their indexes are one kind."""
    found = {}
    for name, data in files.items():
        kind = name if re.search(r"-wal$|-journal$|-shm$|^journal$", name) else "tables"
        kind = kind.removeprefix("own.sqlite3-")
        found.setdefault(kind, set()).update(each for each in wanted if each in data)
    return {kind: len(those) for kind, those in found.items()}


def tell(*, mixing_is_on=True):
    if not mixing_is_on:
        mixing.STAY, mixing.AT_ONCE = 0, 1
    if not can_be_read():
        print(json.dumps(None))  # noqa: T201
        return
    setup_test_environment(debug=False)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        print(json.dumps(Story().tell()))  # noqa: T201
