"""Several workers remind at the same moment, a form is sent several times at once: everybody gets one mail each."""

import json

import pytest

from tests.jobs.installation import Installation
from tests.migrated import own_database

pytestmark = pytest.mark.trust

PEOPLE = 20
MADE = f"""
import datetime
from django.utils import timezone
from events.models import Event, Reminder
from tests import make
then = timezone.now() - datetime.timedelta(days=3)
event = make.meeting()
Event.objects.update(date=timezone.localdate() + datetime.timedelta(days=1), published_at=then)
make.make(Reminder, event=event, amount=2, unit="days", counts_from=then)
for number in range({PEOPLE}):
    make.registration(event, state_since=then)
"""
WORKERS = """
import json, threading
from django.db import connection
from django.utils import timezone
from events import reminding
from events import writing
from events.models import Event, EventMessage, Reminder, ReminderRun
from klimakreise.mailing.models import Message
{without}
start, number = threading.Barrier(4), []
def work():
    start.wait()
    try:
        number.append({act})
    except Exception as fault:
        number.append(f"{{type(fault).__name__}}: {{fault}}")
    finally:
        connection.close()
workers = [threading.Thread(target=work) for _n in range(4)]
[each.start() for each in workers]
[each.join() for each in workers]
print(json.dumps({{
    "queued": number, "runs": ReminderRun.objects.count(), "messages": EventMessage.objects.count(),
    "mails": sorted(Message.objects.values_list("about", flat=True)),
    "recipients": list(ReminderRun.objects.values_list("recipients", flat=True)),
}}))
"""
REMIND = "reminding.remind(timezone.now())"
WRITE = """writing.write_to(Event.objects.get().registrations.all(), EventMessage(
            event=Event.objects.get(), key="a" * 32, subject="Neues", text="Hallo {name}")).recipients"""
# The form finds no message with its key, as if neither the lock nor the unique key were there.
WITHOUT_KEY = """
import secrets
wrote = writing.write_to
def write_to(people, message):
    message.key = secrets.token_hex(16)
    return wrote(people, message)
writing.write_to = write_to
"""
# Without the row that is unique for a beginning, and without the key that is unique for a person and a beginning.
WITHOUT = """
import secrets
letter = reminding.letter_to
reminding.letter_to = lambda *given: {**letter(*given), "key": secrets.token_hex(8)}
class Unguarded:
    objects = None
    @staticmethod
    def get_or_create(reminder, starts_at, defaults):
        return ReminderRun(reminder=reminder, starts_at=starts_at, **defaults), True
Unguarded.objects = Unguarded
ReminderRun.save = lambda *given, **named: None
reminding.ReminderRun = Unguarded
"""


@pytest.fixture
def installation(tmp_path):
    with own_database(tmp_path) as database:
        yield Installation(database, 1, tmp_path)


def outcome(installation, act=REMIND, without=""):
    """What four threads bring about that do it at once."""
    installation.does(MADE)
    return json.loads(installation.does(WORKERS.format(act=act, without=without)).splitlines()[-1])


def test_everybody_is_reminded_once_by_four_workers_at_once(installation):
    said = outcome(installation)
    assert sorted(said["queued"]) == [0, 0, 0, PEOPLE]
    assert (said["runs"], said["recipients"]) == (1, [PEOPLE])
    assert len(said["mails"]) == len(set(said["mails"])) == PEOPLE


def test_without_what_is_unique_they_would_be_reminded_more_than_once(installation):
    said = outcome(installation, without=WITHOUT)
    assert len(said["mails"]) > len(set(said["mails"])) == PEOPLE, said


def test_a_form_that_is_sent_four_times_at_once_is_one_message(installation):
    said = outcome(installation, WRITE)
    assert said["queued"] == [PEOPLE] * 4
    assert said["messages"] == 1
    assert len(said["mails"]) == len(set(said["mails"])) == PEOPLE


def test_without_its_key_it_would_be_four(installation):
    said = outcome(installation, WRITE, WITHOUT_KEY)
    assert said["messages"] == 4
    assert len(said["mails"]) == 4 * PEOPLE
