"""Who reads everything cannot say whose ballot is whose; and could, if the urn did not do its work."""

import datetime
import logging
import random
import re
from decimal import Decimal

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from klimakreise.mailing.direct import Line, Outcome
from surveys import casting, closing, jobs, keys, mixing, requesting, tidying
from surveys.addresses import normalised
from surveys.answers import Given
from surveys.models import BallotTerms, Invited, Issuing, Spent, Survey
from tests import make
from tests.surveys.attacking import Attack, dump, traces

pytestmark = [pytest.mark.trust, pytest.mark.django_db(transaction=True)]

PEOPLE = 50
CODE = re.compile(r"^    ((?:[0-9A-Z]{4}-){4}[0-9A-Z]{4})$", re.MULTILINE)
# What luck gives: about one right pair of 50 in each order, three where lots of 20 are known; the most of a hundred orders.
LUCK = 14
draw = random.SystemRandom()


class Vote:
    """A survey of 50 people of whom each logs in, looks at the survey and votes as soon as the code has arrived."""

    def __init__(self, who, every_dump=True):
        self.survey = make.native(slug="geheim", closes_at=timezone.now() + datetime.timedelta(days=3))
        make.make(BallotTerms, survey=self.survey, who=who)
        self.number = make.question(self.survey, type="number")
        self.text = make.question(self.survey, type="free_text")
        self.choice = make.choice(self.survey, "ja", "nein")
        self.addresses = [f"mensch-{each}@example.org" for each in range(PEOPLE)]
        self.users = {address: make.person(email=address) for address in self.addresses}
        self.log, self.every_dump, self.dumps = Log(), every_dump, []
        draw.shuffle(self.addresses)

    def look(self):
        self.dumps.append(dump(self.log.lines))

    def arrives(self, letter):
        """A code has arrived: log in, read, vote."""
        address = letter.to[0]
        number = self.of(address)
        browser = Client(REMOTE_ADDR=network(number).removesuffix(".0") + ".7")
        browser.force_login(self.users[address])
        browser.get("/umfragen/geheim/")
        sheet = [
            Given(self.number.pk, value=Decimal(mark(number))),
            Given(self.text.pk, text=f"Marke-{mark(number)} Mehr Bäume"),
            Given(self.choice.pk, option=self.choice.options.order_by("?").first().pk),
        ]
        casting.cast(Survey.objects.get(pk=self.survey.pk), CODE.search(letter.body)[1], sheet)
        if self.every_dump:
            self.look()

    def of(self, address):
        return int(re.search(r"\d+", address)[0])

    @property
    def people(self):
        """What names each person: the address, the network in the log, the key of the Issued row (as k1 tells it)."""
        secret = keys.read(Issuing.objects.get().key)
        words = {}
        for address in self.addresses:
            number = self.of(address)
            words |= {
                address: number,
                network(number): number,
                str(secret.issued(normalised(address))): number,
            }
        return words

    def attack(self, marks):
        return Attack(self.people, marks)


def mark(number):
    return 4_000_000 + number


def network(number):
    return f"198.18.{number}.0"


BALLOTS = {str(mark(number)): number for number in range(PEOPLE)} | {
    f"{mark(number)}.0000": number for number in range(PEOPLE)
}
TEXTS = {f"Marke-{mark(number)}": number for number in range(PEOPLE)}


class Log(logging.Handler):
    """The request log, as it is written."""

    def __init__(self):
        super().__init__()
        self.lines = []
        logging.getLogger("klimakreise.requests").addHandler(self)

    def emit(self, record):
        fields = ("method", "route", "path", "status", "client")
        self.lines.append({"created": record.created, **{name: getattr(record, name, "") for name in fields}})


@pytest.fixture
def delivered(monkeypatch):
    """Whoever stands in the list's first place is called with each letter as it arrives."""
    doors = []

    def post(_line, letter):
        mail.outbox.append(letter)
        doors[0](letter)
        return Outcome.SENT

    monkeypatch.setattr(Line, "post", post)
    yield doors
    logger = logging.getLogger("klimakreise.requests")
    for handler in [each for each in logger.handlers if isinstance(each, Log)]:
        logger.removeHandler(handler)


def asked_one_by_one(delivered):
    """50 people ask for a code, one after the other; at every tenth, codes go out and are used at once."""
    vote = Vote("anyone")
    delivered.append(vote.arrives)
    vote.look()
    for address in vote.addresses:
        requesting.ask(vote.survey, address, "de")
        vote.look()
    return vote


def invited_together(delivered):
    vote = Vote("list")
    delivered.append(vote.arrives)
    for address in vote.addresses:
        make.make(Invited, survey=vote.survey, address=address)
    vote.look()
    jobs.open_surveys.call()
    vote.look()
    return vote


def after_the_close(vote):
    closing.close(vote.survey)
    vote.look()
    tidying.tidy_up()
    vote.look()
    return vote


@pytest.mark.parametrize("way", [asked_one_by_one, invited_together])
def test_fifty_ballots_cannot_be_linked_with_fifty_people(way, delivered):
    vote = way(delivered)
    assert Spent.objects.count() == len(mail.outbox) == PEOPLE
    after_the_close(vote)
    for marks in (BALLOTS, TEXTS):
        assert len(traces(vote.dumps[-1], marks)) == PEOPLE, "the attack sees all of them"
        attack = vote.attack(marks).on(*vote.dumps)
        assert attack.right["equal"] == attack.right["appeared"] == 0, attack.right
        assert attack.right["order"] <= LUCK, attack.right
        assert attack.claims["order"] == PEOPLE
    assert len(traces(vote.dumps[-1], vote.people)) == PEOPLE


def test_a_ballot_and_its_free_text_cannot_be_joined(delivered):
    vote = after_the_close(invited_together(delivered))
    attack = Attack(BALLOTS, TEXTS).on(*vote.dumps[-2:])
    assert attack.right["equal"] == attack.right["appeared"] == 0
    assert attack.right["order"] <= LUCK


def test_after_the_close_nothing_tells_which_were_mixed_together(delivered):
    vote = invited_together(delivered)
    vote.every_dump = False
    after_the_close(vote)
    (end,) = vote.dumps[-1:]
    for rows in (
        end["surveys_ballot"],
        end["surveys_ballotanswer"],
        end["surveys_freetext"],
        end["surveys_spent"],
    ):
        assert [row["key"] for row in rows] == sorted(row["key"] for row in rows)
        assert len({row.get(".xmin") for row in rows}) == 1
    assert not end["surveys_envelope"]


def no_mixing(monkeypatch):
    monkeypatch.setattr(mixing, "STAY", 0)
    monkeypatch.setattr(mixing, "AT_ONCE", 1)


def no_seal(monkeypatch):
    monkeypatch.setattr(keys.Keys, "seal", lambda _keys, text: text.encode())
    monkeypatch.setattr(keys.Keys, "unseal", lambda _keys, sealed: bytes(sealed).decode())


def no_rewriting(monkeypatch):
    """Unsealed, each cast only adds its row: with all of a row's traces, on PostgreSQL, one dump is enough."""
    no_seal(monkeypatch)

    def add(survey, secret, sheets):
        mixing.in_order(mixing.Envelope, [mixing.Envelope(survey=survey, sealed=secret.seal(sheets[-1]))])

    monkeypatch.setattr(casting, "empty_the_urn", lambda *_given: [])
    monkeypatch.setattr(casting, "fill_the_urn", add)


@pytest.mark.parametrize("fault", [no_mixing, no_seal, no_rewriting])
def test_with_a_part_of_it_switched_off_the_attack_succeeds(fault, monkeypatch, delivered):
    fault(monkeypatch)
    vote = asked_one_by_one(delivered)
    attack = vote.attack(BALLOTS if fault is no_mixing else TEXTS).on(*vote.dumps)
    least = PEOPLE * 0.7 if fault is not no_seal else 19  # of those that are mixed at once there are fewer
    assert attack.right["appeared"] >= least, attack.right


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite keeps no order but that of the random keys."
)
@pytest.mark.parametrize("fault", [no_mixing, no_rewriting])
def test_switched_off_a_single_dump_is_enough(fault, monkeypatch, delivered):
    fault(monkeypatch)
    vote = asked_one_by_one(delivered)
    attack = vote.attack(BALLOTS if fault is no_mixing else TEXTS).on(vote.dumps[-1])
    assert attack.right["order"] >= PEOPLE * 0.9, attack.right
