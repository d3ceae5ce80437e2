"""Many people cast their ballots at the same moment: on the site as in production, and in a database of its own."""

import pytest

from tests.events.test_registration_race import at_once, installation, post, site, told

__all__ = ["installation"]

pytestmark = pytest.mark.trust

FIRST = """
import json
from surveys import codes, keys
from surveys.opening import prepare
from tests import make
survey = make.native(slug="geheim")
make.choice(survey, "ja", "nein", number=1)
secret = keys.read(prepare(survey).key)
option = survey.questions.get().options.first().pk
print(json.dumps({{"codes": [codes.make(secret) for _each in range({number})], "question": survey.questions.get().pk, "option": option}}))
"""
OUTCOME = """
import json
from surveys import closing
from surveys.models import Ballot, BallotAnswer, Envelope, Spent, Survey
waiting, mixed = Envelope.objects.count(), Ballot.objects.count()
closing.close(Survey.objects.get())
print(json.dumps({"spent": Spent.objects.count(), "waiting": waiting, "mixed": mixed, "ballots": Ballot.objects.count(),
    "answers": BallotAnswer.objects.count()}))
"""
FORM = "/umfragen/geheim/antworten/"


@pytest.fixture
def survey(installation, tmp_path):
    installation.variables["SURVEY_KEYS"] = str(tmp_path / "keys")
    (tmp_path / "keys").mkdir(mode=0o700)

    def made(number):
        return told(installation, FIRST.format(number=number))

    return made


def sheet(made):
    return {f"q{made['question']}": made["option"], "go": "send", "seen": "1"}


def test_200_people_cast_at_once(installation, survey):
    made = survey(200)
    with site(installation) as port:

        def cast(number):
            return post(port, FORM, number, code=made["codes"][number], **sheet(made))

        assert set(at_once(cast, range(200))) == {(302, f"{FORM}danke/")}
    assert told(installation, OUTCOME) == {
        "spent": 200,
        "waiting": 20,
        "mixed": 180,
        "ballots": 200,
        "answers": 200,
    }
    log = installation.log.read_text()
    assert "Traceback" not in log
    assert "deadlock" not in log.lower()


ONE_CODE = """
import json, threading
from django.core.exceptions import ValidationError
from django.db import connection
from surveys import casting
from surveys.answers import Given
from surveys.models import Survey
sheet, said = [Given({question}, option={option})], []
start = threading.Barrier(40, timeout=300)
survey = Survey.objects.get()
connection.close()  # the pool has few, and a thread gets one only after all have started
def run():
    start.wait()
    try:
        casting.cast(survey, {code!r}, sheet)
        said.append("taken")
    except ValidationError as fault:
        said.append(fault.code)
    except Exception as fault:
        said.append(repr(fault))
    finally:
        connection.close()
threads = [threading.Thread(target=run) for _each in range(40)]
[each.start() for each in threads]
[each.join() for each in threads]
print(json.dumps(sorted(said)))
"""


def test_one_code_40_times_at_once_is_one_ballot(installation, survey):
    made = survey(1)
    code = ONE_CODE.format(code=made["codes"][0], question=made["question"], option=made["option"])
    assert told(installation, code) == ["spent"] * 39 + ["taken"]
    assert told(installation, OUTCOME)["ballots"] == 1
