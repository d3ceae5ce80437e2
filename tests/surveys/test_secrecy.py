"""Who reads everything cannot say whose ballot is whose; and could, if the urn did not do its work."""

import logging

import pytest
from django.core import mail
from django.db import connection

from klimakreise.mailing.direct import Line, Outcome
from surveys import casting, closing, jobs, keys, mixing, tidying
from surveys.models import Invited, Spent
from tests import make
from tests.surveys.attacking import Attack, traces
from tests.surveys.voting import BALLOTS, PEOPLE, TEXTS, Log, Vote

pytestmark = [pytest.mark.trust, pytest.mark.django_db(transaction=True)]

# What luck gives: about one right pair of 50 in each order, three where lots of 20 are known; the most of a hundred orders.
LUCK = 14


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
        vote.ask(address)
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
