"""Many people want few places at the same moment: on the site as in production, and in a database of its own."""

import collections
import http.client
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest

from tests.jobs.installation import ROOT, Installation
from tests.migrated import own_database
from tests.waiting import PATIENCE, free_port, listens, wait_until

pytestmark = pytest.mark.trust

CSRF = "k" * 32  # the secret of a browser, in its cookie and in its form
FIRST = """
import json, time
from django.core import signing
from klimakreise.publishing.humans import SALT
from tests import make
event = make.meeting({places})
opened = signing.dumps(time.time() - 10, salt=SALT)
print(json.dumps({{"opened": opened, "slug": event.slug}}))
"""
TOKENS = """
import json
from events.models import Registration
print(json.dumps([each.token for each in Registration.objects.order_by("pk")]))
"""
OUTCOME = """
import json
from django.db.models import Count
from events.models import Registration
from klimakreise.mailing.models import Message
rows = Registration.objects.order_by("turn")
kinds = Message.objects.values_list("kind").annotate(Count("pk")).order_by()
print(json.dumps({
    "states": [each.state for each in rows],
    "places": [each.place_on_the_list for each in rows if each.state == "waiting"],
    "mails": {kind.rpartition("_")[2]: number for kind, number in kinds},
    "addresses": sorted(each.email for each in rows),
}))
"""


@pytest.fixture
def installation(tmp_path):
    with own_database(tmp_path) as database:
        yield Installation(database, 1, tmp_path)


def told(installation, python):
    """What a piece of Python prints as JSON."""
    return json.loads(installation.does(python).splitlines()[-1])


@contextmanager
def site(installation):
    """The site on this installation, two processes with four threads each, behind a proxy; gives its port."""
    port = free_port()
    server = {"PORT": str(port), "LISTEN": "127.0.0.1", "WEB_CONCURRENCY": "2", "PROXY_COUNT": "1"}
    variables = {**installation.variables, **server, "HTTPS": "0", "STATIC_ROOT": os.devnull}
    command = [sys.executable, "-m", "gunicorn", "-c", "klimakreise/server.py", "klimakreise.wsgi"]
    with installation.log.open("a") as log:
        serving = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=log, stderr=log)
    try:
        wait_until(lambda: listens(port), "The site")
        yield port
    finally:
        serving.terminate()
        serving.wait()


def post(port, path, client=1, **fields):
    """Send a form from the address of the `client`-th client; returns (status, where it leads)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"csrftoken={CSRF}",
        "X-Forwarded-For": f"198.51.{client // 250}.{client % 250 + 1}",
    }
    connection.request("POST", path, urlencode({"csrfmiddlewaretoken": CSRF, **fields}), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.headers["Location"]


def at_once(function, arguments):
    """Call the function with all of them, as many at a time as a browser each would."""
    with ThreadPoolExecutor(60) as people:
        return list(people.map(function, arguments))


def test_200_people_register_at_once_for_50_places(installation):
    first = told(installation, FIRST.format(places=50))
    form = f"/veranstaltungen/{first['slug']}/anmeldung/"
    with site(installation) as port:

        def register(number):
            given = {"name": f"Gast {number}", "email": f"gast-{number}@example.org"}
            return post(port, form, number, opened=first["opened"], **given)

        assert set(at_once(register, range(200))) == {(302, f"{form}gesendet/")}
        tokens = told(installation, TOKENS)
        assert len(tokens) == 200

        def confirm(token):
            return post(port, f"/anmeldung/{token}/", act="confirm")

        assert {status for status, _place in at_once(confirm, tokens)} == {302}
    outcome = told(installation, OUTCOME)
    assert outcome["states"] == ["confirmed"] * 50 + ["waiting"] * 150
    assert outcome["places"] == list(range(1, 151))
    assert outcome["mails"] == {"confirm": 200, "confirmed": 50, "waiting": 150}
    assert "Traceback" not in installation.log.read_text()


def test_one_address_40_times_at_once_in_other_letters_is_one_registration(installation):
    first = told(installation, FIRST.format(places=50))
    form = f"/veranstaltungen/{first['slug']}/anmeldung/"
    with site(installation) as port:

        def register(number):
            address = "".join(
                letter.upper() if number >> place & 1 else letter
                for place, letter in enumerate("gerda@garten.example")
            )
            return post(port, form, number, opened=first["opened"], name="Gerda", email=address)

        assert set(at_once(register, range(40))) == {(302, f"{form}gesendet/")}
    outcome = told(installation, OUTCOME)
    assert outcome["addresses"] == ["gerda@garten.example"]
    assert outcome["states"] == ["unconfirmed"]
    assert outcome["mails"] == {"confirm": 6}  # as many as one address gets a day


# Threads have their own connections, as requests have. What the database itself sees of every change is written down by
# a trigger: how many hold a place after it, and for how many there are places.
WATCHED = {
    "sqlite": """
CREATE TABLE watched (id INTEGER PRIMARY KEY AUTOINCREMENT, held INTEGER, places INTEGER);
CREATE TRIGGER watches AFTER UPDATE OF state ON events_registration
WHEN NEW.state IN ('confirmed', 'offered') AND OLD.state NOT IN ('confirmed', 'offered') BEGIN
INSERT INTO watched (held, places) SELECT
(SELECT count(*) FROM events_registration WHERE event_id = NEW.event_id AND state IN ('confirmed', 'offered')),
(SELECT capacity FROM events_event WHERE id = NEW.event_id); END
""",
    "postgresql": """
CREATE TABLE watched (id SERIAL PRIMARY KEY, held INTEGER, places INTEGER);
CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO watched (held, places) SELECT
(SELECT count(*) FROM events_registration WHERE event_id = NEW.event_id AND state IN ('confirmed', 'offered')),
(SELECT capacity FROM events_event WHERE id = NEW.event_id); RETURN NULL; END $$;
CREATE TRIGGER watches AFTER UPDATE ON events_registration FOR EACH ROW
WHEN (NEW.state IN ('confirmed', 'offered') AND OLD.state NOT IN ('confirmed', 'offered')) EXECUTE FUNCTION watch()
""",
}
THREADS = """
import json, threading, time
from django.db import connection, transaction
from events import offers, places, registering
from events.models import Event, Registration
from klimakreise.mailing.models import Message
from tests import make

faults = []

def run_all(acts):
    start = threading.Barrier(len(acts))
    def run(act):
        start.wait()
        try:
            act()
        except places.FullError:
            pass
        except Exception as fault:
            faults.append(f"{{type(fault).__name__}}: {{fault}}")
        finally:
            connection.close()
    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

{body}
"""
JOSTLE = """
from django.db import connection as here
if here.vendor == "sqlite":
    here.ensure_connection(); here.connection.executescript({watched!r})
else:
    with here.cursor() as cursor: cursor.execute({watched!r})
event = make.meeting(20)
seated = [make.registration(event) for _n in range(20)]
waiting = [make.registration(event, state="waiting") for _n in range(30)]
coming = [make.registration(event, state="unconfirmed") for _n in range(15)]

def limit_moves():
    for limit in (25, 12, 22, 18, 24):
        with transaction.atomic():
            Event.objects.filter(pk=event.pk).update(capacity=limit)
            places.bring_up_to_date(event.pk)
        time.sleep(0.05)

run_all([
    *[lambda each=each: registering.cancel(each) for each in seated[:12]],
    *[lambda each=each: registering.confirm(each) for each in coming],
    *[lambda each=each: places.give(each) for each in waiting[:4] for _planner in range(2)],
    *[lambda: places.bring_up_to_date(event.pk)] * 2,
    limit_moves,
])
with here.cursor() as cursor:
    cursor.execute("SELECT held, places FROM watched ORDER BY id")
    watched = cursor.fetchall()
line = [each.pk for each in waiting]
moved = [each.pk for each in Registration.objects.filter(pk__in=line, state="confirmed")]
told = list(Message.objects.filter(kind="events/registration_moved_up").values_list("about", flat=True))
print(json.dumps({{
    "faults": faults, "watched": watched, "moved": sorted(moved), "told": sorted(told), "line": line,
    "waiting": list(event.registrations.waiting().values_list("pk", flat=True)), "coming": [each.pk for each in coming],
    "seated": event.registrations.holding_a_place().count(),
}}))
"""
# Whoever has found a place free waits for the others before taking it; under the lock nobody else comes.
WITHOUT = """
from contextlib import suppress
plain = lambda event_id: Event.objects.get(pk=event_id)
places.lock = registering.lock = plain
turn_to, all_have_looked = Registration.turn_to, threading.Barrier(8, timeout={patience})
def together(*given, **named):
    with suppress(threading.BrokenBarrierError):
        all_have_looked.wait()
    return turn_to(*given, **named)
Registration.turn_to = together
confirm = {confirm}
event = make.meeting(2)
people = [make.registration(event, state="unconfirmed") for _n in range(8)]
run_all([lambda each=each: confirm(each) for each in people])
print(json.dumps({{"seated": event.registrations.holding_a_place().count(), "faults": faults}}))
"""


def kind_of_database(installation):
    return "sqlite" if installation.variables["DATABASE_URL"].startswith("sqlite") else "postgresql"


def test_some_cancel_others_join_planners_promote_and_the_limit_moves(installation):
    watched = WATCHED[kind_of_database(installation)].strip()
    said = told(installation, THREADS.format(body=JOSTLE.format(watched=watched)))
    assert said["faults"] == []
    assert said["watched"]
    assert [(held, limit) for held, limit in said["watched"] if held > limit] == []
    assert said["seated"] <= 25
    assert said["told"] == said["moved"], "one mail a promotion"
    front = [pk for pk in said["line"] if pk in said["moved"]]
    assert front == said["line"][: len(front)], "the first in line move up"
    still = [pk for pk in said["line"] if pk not in said["moved"]]
    assert said["waiting"][: len(still)] == still, "who came later stands behind"
    assert len(front) >= 4


@pytest.mark.parametrize("locked", [True, False])
def test_without_the_lock_the_race_is_there(installation, locked):
    """SQLite lets one write after the other within transactions; without its lock means without a transaction there."""
    body = WITHOUT
    if locked:
        body = body.replace("places.lock = registering.lock = plain", "")
    confirm = "registering.confirm"
    if not locked and kind_of_database(installation) == "sqlite":
        confirm += ".__wrapped__"
    body = body.format(confirm=confirm, patience=1 if locked else PATIENCE)
    said = told(installation, THREADS.format(body=body))
    kinds = collections.Counter(fault.partition(":")[0] for fault in said["faults"])
    if locked:
        assert (said["seated"], kinds) == (2, {})
    else:
        assert said["seated"] > 2 or kinds["IntegrityError"] > 0, said
