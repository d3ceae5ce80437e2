"""The files of the database, byte by byte and page by page: neither codes nor addresses, and no order that tells."""

import json

import pytest

from tests.jobs.installation import Installation
from tests.migrated import own_database, server
from tests.surveys.test_secrecy import LUCK
from tests.surveys.voting import PEOPLE

pytestmark = pytest.mark.trust


@pytest.fixture(scope="module")
def tell(tmp_path_factory):
    """What the story finds: 50 people ask by the form and vote at once, then the survey is closed and tidied up."""

    def run(arguments=""):
        folder = tmp_path_factory.mktemp("disk")
        with own_database(folder) as database:
            installation = Installation(database, 1, folder)
            installation.variables["SURVEY_KEYS"] = str(folder / "keys")
            story = f"from tests.surveys.on_disk import tell; tell({arguments})"
            found = json.loads(installation.does(story).splitlines()[-1])
        if found is None:
            pytest.skip("Only the superuser of a PostgreSQL with pageinspect can read its files.")
        return found

    return run


@pytest.fixture(scope="module")
def told(tell):
    return tell()


def test_no_code_and_no_half_of_one_is_in_any_file_at_any_time(told):
    for when in ("waiting", "voted", "tidied"):
        assert set(told[when]["codes"].values()) == {0}, told[when]
    assert told["tidied"]["issued"]["tables"] == PEOPLE, "numbers are found where they are"


def test_an_address_is_in_no_file_once_its_code_is_out(told):
    assert sum(told["waiting"]["addresses"].values()) >= 9, "addresses are found where they are"
    for when in ("voted", "tidied"):
        journal = told[when]["addresses"].pop("journal", None)
        assert set(told[when]["addresses"].values()) == {0}, told[when]
        if server() is not None:
            assert journal == PEOPLE, "what docs/umfragen-geheim.md says of the WAL of PostgreSQL"


def test_what_waits_in_the_urn_can_be_read_in_no_file(told):
    assert told["voted"]["waiting in the urn"] == 30
    assert set(told["voted"]["in the urn"].values()) == {0}, told["voted"]
    assert told["voted"]["mixed"]["tables"] == 20, "texts are found where they are"
    assert told["tidied"]["mixed"]["tables"] == PEOPLE


@pytest.mark.parametrize("what", ["ballots", "texts"])
def test_pages_tell_nothing_that_rows_do_not(what, told):
    """The order in which rows were put into their pages, dead rows, the transactions of both; after every single vote."""
    right = told["attacks"][what]
    assert right["seen"] == [PEOPLE, PEOPLE]
    assert right["equal"] == right["appeared"] == 0, right
    assert right["order"] <= LUCK, right


def test_without_mixing_the_last_state_of_the_pages_would_be_enough(tell):
    right = tell("mixing_is_on=False")["attacks"]["ballots"]
    assert right["order"] >= PEOPLE * 0.9, right
