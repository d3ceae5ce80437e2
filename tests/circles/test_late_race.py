"""Several late people want the last seat of a circle at the same moment, in a database of its own."""

import json

import pytest

from tests.jobs.installation import Installation
from tests.migrated import own_database

pytestmark = pytest.mark.trust

# Threads have their own connections, as requests have. Energie has three places and two people, and all six want in.
AT_ONCE = """
import json, threading
from django.db import connection
from circles import distributing, late, seats
from circles.models import Seat, SeatingRun, Wish
from events import places, registering
from klimakreise.mailing.models import Message
from tests import make

event = make.meeting()
energy = make.circle(event, title="Energie", position=1, most_people=3)
traffic = make.circle(event, title="Verkehr", position=2)

def guest(state):
    person = make.registration(event, state=state)
    Wish.objects.create(registration=person, circle=energy, rank=1)
    Wish.objects.create(registration=person, circle=traffic, rank=2)
    return person

for _n in range(2):
    guest("confirmed")
run = event.seating_runs.create(seed=1)
distributing.distribute(run.pk)
seats.release(event)
people = [guest("unconfirmed") for _n in range(6)]
start, faults = threading.Barrier(6), []
{change}

def come(person):
    start.wait()
    try:
        registering.confirm(person)
        late.seat_late(event.pk)
    except Exception as fault:
        faults.append(repr(fault))
    finally:
        connection.close()

threads = [threading.Thread(target=come, args=[person]) for person in people]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
late.seat_late(event.pk)
told = Message.objects.filter(kind="circles/seat").values_list("about", flat=True)
print(json.dumps({{
    "faults": faults,
    "energy": Seat.objects.standing().filter(circle=energy).count(),
    "seated": Seat.objects.standing().filter(registration__in=people).count(),
    "told": sorted(told), "people": sorted(event.registrations.values_list("pk", flat=True)),
}}))
"""
WITHOUT = """
late.lock = lambda event_pk: type(event).objects.get(pk=event_pk)
if connection.vendor == "sqlite":  # it lets one write after the other within transactions, so without one
    late.seat_under_lock = late.seat_under_lock.__wrapped__
make_seats, all_have_looked = late.make_seats, threading.Barrier(6, timeout=300)
def together(*given, **named):
    if threading.current_thread() in threads:
        all_have_looked.wait()
    return make_seats(*given, **named)
late.make_seats = together
"""


@pytest.fixture
def told(tmp_path):
    """Runs AT_ONCE after a change; returns what it tells."""
    with own_database(tmp_path) as database:
        installation = Installation(database, 1, tmp_path)
        yield lambda change: json.loads(installation.does(AT_ONCE.format(change=change)).splitlines()[-1])


def test_six_late_people_for_one_last_seat_all_sit_and_one_of_them_there(told):
    said = told("pass")
    assert said["faults"] == []
    assert (said["energy"], said["seated"]) == (3, 6)
    assert said["told"] == said["people"], "one mail for each"


def test_without_the_lock_the_race_is_there(told):
    said = told(WITHOUT)
    assert not any("BrokenBarrier" in fault for fault in said["faults"]), "all six had looked"
    assert said["energy"] > 3 or said["faults"] or said["told"] != said["people"], said
