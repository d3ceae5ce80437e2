"""A data file with a fault: the command says file, line and reason, ends with an error, and writes nothing."""

import subprocess
import sys

import pytest
from django.core.management import CommandError
from hypothesis import given, settings
from hypothesis import strategies as st

from klimakreise.alliance.models import AllianceGroup, DemandSet
from klimakreise.publishing.models import Entry, Source
from klimakreise.site.loading import FileFaultsError, read
from klimakreise.site.models import LoadedRow, Page
from tests import make
from tests.site.process_file import SMALL, ProcessFile

pytestmark = pytest.mark.django_db

# What is changed in the small file, and what is said of the line in which the change stands.
FAULTS = {
    "an unknown key": ('name: "Radgruppe"', 'nam: "Radgruppe"', "the key “nam” is not known here; known: slug, name, field, sources"),
    "a key that is missing": ('number: 1, slug: wege, title: "Sichere Wege"', "number: 1, slug: wege", "the key “title” is missing"),
    "the word no as a key": ("capacity: 50", "no: 50", "the key “no” is not known here"),
    "a number for a text": ('motto: "Gemeinsam"', "motto: 2022", "“motto” must be a text (in quotes), not “2022” (a number)"),
    "a truth for a text": ('motto: "Gemeinsam"', "motto: no", "“motto” must be a text (in quotes), not “no” (true or false)"),
    "a text for a number": ("count: 9,", 'count: "9",', "“count” must be a whole number, not “9” (a text)"),
    "a negative number": ("count: 9,", "count: -9,", "“count” must be a whole number, not “-9” (a number)"),
    "a list for a text": ('motto: "Gemeinsam"', "motto: [1]", "“motto” must be a text (in quotes), not a list"),
    "a text for a list": ('hosts: ["Bündnis"]', 'hosts: "Bündnis"', "“hosts” must be a list, not “Bündnis” (a text)"),
    "a text for a record": ('city_statement: {role: "Dezernat", gist: "Begrüßt das", date: 2022-05-06, sources: [S2]}', "city_statement: ja", "“city_statement” must be a mapping, not “ja” (a text)"),
    "an empty entry": ('hosts: ["Bündnis"]', "hosts: [null]", "an entry of “hosts” is empty"),
    "an empty name": ('name: "Radgruppe"', 'name: ""', "“name” must not be empty"),
    "nothing for a name": ('name: "Radgruppe"', "name: null", "“name” must not be empty"),
    "a day that is none": ("date: 2022-05-17", "date: 2022-02-30", "“date” must be a date like 2022-05-17, 2022-05 or 2022, not “2022-02-30”"),
    "a German date": ("date: 2022-05-17", "date: 17.05.2022", "“date” must be a date like 2022-05-17, 2022-05 or 2022, not “17.05.2022” (a text)"),
    "a time that is none": ('start: "15:00"', 'start: "25:00"', "“start” must be a time like \"15:00\", not “25:00” (a text)"),
    "an unknown word": ("field: mobilitaet", "field: verkehr", None),
    "an unknown kind of place": ("capacity: 50", "capacity: viele", "“capacity” must be unlimited or a number of places, not “viele” (a text)"),
    "a precision without a date": ("as_of: 2021-08-01, precision", "as_of: null, precision", "“precision” is given, but no date"),
    "a precision finer than the date": ("as_of: 2021-08-01, precision: month", "as_of: 2021-08, precision: day", "“precision” is finer than the date"),
    "a bound for an exact number": ("lower_bound: 40, kind: more_than", "lower_bound: 40, kind: exact", "“lower_bound” goes with the kind more_than and “value” with the others"),
    "a number of nothing": ("value: 50, kind: approx", "kind: approx", "give either “value” or “lower_bound”"),
    "a number without a source": ("value: 50, kind: approx, sources: [S1]", "value: 50, kind: approx", "a number needs its source"),
    "an unknown source": ("field: mobilitaet, sources: [S1]", "field: mobilitaet, sources: [S9]", "there is no source “S9” in the file"),
    "an unknown group": ("{group: sonne,", "{group: mond,", "there is no group “mond” in the file"),
    "an unknown topic": ("topic: mobilitaet", "topic: wohnen", "there is no topic “wohnen” in the file"),
    "an unknown demand": ("demand: wege", "demand: ruhe", "there is no demand “ruhe” in the file"),
    "an unknown survey": ("survey: umfrage", "survey: andere", "there is no survey “andere” in the file"),
    "an unknown edition": ("editions: [1]", "editions: [2]", "there is no edition “2” in the file"),
    "a contested report that is not there": ("contests: stadt", "contests: land", "before this there is no report with the key “land”"),
    "options that do not add up": ("options_known: 2", "options_known: 3", "“options_known” is 3, but 2 results are listed"),
    "a slug twice": ("slug: sonne, name", "slug: rad, name", "the group “rad” is in the file already, in line 12"),
    "a source twice": ('  S2: {publisher: "Amtsblatt"', '  S1: {publisher: "Amtsblatt"', "the key “S1” is there already, in line 3"),
    "a number twice": ('number: 2, title: "Vortrag"', 'number: 1, title: "Vortrag"', None),
    "a key twice": ('motto: "Gemeinsam"', 'title: "Gemeinsam"', None),
    "a demand's number twice": ("number: 2, slug: dach", "number: 1, slug: dach", "This set has a demand with this number already."),
    "too long a title": ('title: "Sichere Wege"', f'title: "{"x" * 301}"', None),
    "no address": ('url: "https://example.org/2"', 'url: "irgendwo"', "url: Enter a valid URL."),
    "a percentage over 100": ("percent: 80", "percent: 180", "Percent done is between 0 and 100."),
    "an end before the start": ('end: "18:00"', 'end: "14:00"', None),
    "a slug with spaces": ("slug: zentrum", 'slug: "das zentrum"', None),
    "a character that no database takes": ('motto: "Gemeinsam"', 'motto: "Ge\\0"', "“motto” holds a character that cannot be stored"),
    "half a character": ('motto: "Gemeinsam"', 'motto: "\\uD800"', "“motto” holds a character that cannot be stored"),
    "an open quote": ('motto: "Gemeinsam"', 'motto: "Gemeinsam', None),
    "a tab": ('    motto: "Gemeinsam"', '\tmotto: "Gemeinsam"', None),
    "an object of another language": ('motto: "Gemeinsam"', "motto: !!python/object:os.system {}", None),
    "an open bracket": ("sources: [S2]}\n    sources: [S1]", "sources: [S2}\n    sources: [S1]", None),
}  # fmt: skip
FOUND_LATER = {"an open quote", "an open bracket", "an end before the start", "a tab"}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_file_and_line_and_nothing_is_written(tmp_path, fault):
    old, new, reason = FAULTS[fault]
    file = ProcessFile(tmp_path)
    line = SMALL[: SMALL.index(old)].count("\n") + 1
    file.change(old, new)
    with pytest.raises(CommandError) as error:
        file.load()
    said = str(error.value).splitlines()
    assert all(each.startswith(f"{file.path}, line ") for each in said)
    if fault not in FOUND_LATER:
        assert said[0].startswith(f"{file.path}, line {line}: ")
    if reason:
        assert reason in str(error.value)
    assert not any(model.objects.exists() for model in (Source, AllianceGroup, Entry, LoadedRow, Page))


def test_all_faults_are_named_at_once_in_the_order_of_the_file(tmp_path):
    file = ProcessFile(tmp_path)
    file.change("demand: wege", "demand: ruhe")
    file.change('motto: "Gemeinsam"', "moto: 1")
    file.change("count: 9,", 'count: "9",')
    with pytest.raises(CommandError) as error:
        file.load()
    reasons = [line.partition(": ")[2] for line in str(error.value).splitlines()]
    assert reasons[0].startswith("“count” must be")
    assert reasons[1].startswith("the key “moto” is not known here")
    assert reasons[2] == "there is no demand “ruhe” in the file"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", ", line 1: the file is empty"),
        (b"- 1", ", line 1: the file must be a mapping, not a list"),
        (b"title: x\nname: B\xfcndnis", ", line 2: is not written in UTF-8"),
        (b"a: 1\n\x07", ", line 2: broken YAML: a character that YAML does not allow"),
        (
            b"a: 1\n---\nb: 2",
            ", line 2: broken YAML: expected a single document in the stream, but found another",
        ),
        (b"[" * 5000, ", line 1: broken YAML: nested too deeply"),
        (b"meta: &a [*a]", ", line 1: “meta” must be a mapping, not a list"),
        (b"meta: {title: T, as_of: 2026}\n? [a]\n: b", ", line 2: a key must be a single word"),
    ],
)
def test_what_is_no_data_file_is_refused(tmp_path, content, said):
    file = ProcessFile(tmp_path)
    file.path.write_bytes(content)
    with pytest.raises(CommandError) as error:
        file.load()
    assert str(error.value).startswith(f"{file.path}{said}")


@pytest.mark.parametrize(
    ("name", "said"), [("fehlt.yaml", "No such file or directory"), (".", "Is a directory")]
)
def test_a_file_that_is_not_there_is_refused(tmp_path, name, said):
    with pytest.raises(FileFaultsError, match=said):
        read(tmp_path / name)


def test_a_row_made_by_hand_that_stands_in_the_way_is_named_and_nothing_is_written(tmp_path):
    file = ProcessFile(tmp_path)
    file.load()
    make.demand(demand_set=DemandSet.objects.get(), number=3, slug="ruhe")
    before = AllianceGroup.objects.get(slug="rad").name
    file.change('name: "Radgruppe"', 'name: "Anders"')
    line = '      - {number: 2, slug: dach, title: "Sonne aufs Dach"}\n'
    file.change(line, f'{line}      - {{number: 3, slug: luft, title: "Luft"}}\n')
    with pytest.raises(CommandError, match=r"line 19: This set has a demand with this number already\."):
        file.load()
    assert AllianceGroup.objects.get(slug="rad").name == before


def test_on_the_command_line_it_is_one_line_without_a_traceback(tmp_path):
    file = ProcessFile(tmp_path, "meta: {title: x, as_of: 2026}\nfoo: 1\n")
    command = [sys.executable, "manage.py", "load_process", str(file.path), "--skip-checks"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"CommandError: {file.path}, line 2: the key “foo” is not known here")
    assert ended.stderr.count("\n") == 1


@settings(max_examples=30)
@given(
    place=st.integers(0, len(SMALL) - 1),
    length=st.integers(0, 12),
    text=st.text(alphabet="\t\n:{}[]&*!|>'\"%@-# nulo0ü", max_size=6),
)
def test_whatever_is_typed_into_the_file_is_read_or_refused_with_a_line(tmp_path, place, length, text):
    file = ProcessFile(tmp_path, SMALL[:place] + text + SMALL[place + length :])
    assert all(line.startswith(f"{file.path}, line ") for line in faults(file))


def faults(file):
    try:
        read(file.path)
    except FileFaultsError as error:
        return str(error).splitlines()
    return []
