"""Several planners release one agenda at the same moment, in a database of its own."""

import json

import pytest

from tests.jobs.installation import Installation
from tests.migrated import own_database

pytestmark = pytest.mark.trust

# Made ready in a process of its own: each thread has its own connection, as each planner's request has.
AT_ONCE = """
import json, threading
from django.core.exceptions import ValidationError
from django.db import connection
from events.models import ReleasedItem
from events.release import release_agenda
from klimakreise.publishing.models import Entry
from tests import make

event = make.event()
items = [make.agenda_item(event, released=False, title="Alt", position=n) for n in range(8)]
start, results = threading.Barrier(8), [None] * 8

def run(n):
    start.wait()
    try:
        {change}
        results[n] = release_agenda(event, f"Von Person {{n}}.").number
    except ValidationError as error:
        results[n] = error.code
    except Exception as error:
        results[n] = repr(error)
    finally:
        connection.close()

threads = [threading.Thread(target=run, args=[n]) for n in range(8)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
newest = event.agenda_releases.order_by("-number").first()
print(json.dumps({{
    "results": results,
    "numbers": list(event.agenda_releases.order_by("number").values_list("number", flat=True)),
    "frozen": list(ReleasedItem.objects.filter(release=newest).values_list("title", flat=True)),
    "journal": Entry.objects.count(),
}}))
"""


@pytest.fixture
def told(tmp_path):
    """Runs AT_ONCE, with what each planner changes first; returns what it tells."""
    with own_database(tmp_path) as database:
        installation = Installation(database, 1, tmp_path)
        yield lambda change: json.loads(installation.does(AT_ONCE.format(change=change)).splitlines()[-1])


def test_one_draft_is_released_once_however_many_press_the_button(told):
    said = told("pass")
    assert sorted(map(str, said["results"])) == ["1", *["unchanged"] * 7]
    assert said["numbers"] == [1]
    assert said["frozen"] == ["Alt"] * 8
    assert said["journal"] == 1


def test_of_several_drafts_each_gets_a_number_of_its_own(told):
    said = told('event.agenda_items.filter(pk=items[n].pk).update(title=f"Neu {n}")')
    released = sorted(
        each for each in said["results"] if each != "unchanged"
    )  # then another's version had it
    assert released == said["numbers"] == list(range(1, len(released) + 1))
    assert said["frozen"] == [f"Neu {n}" for n in range(8)]
    assert said["journal"] == len(released)
