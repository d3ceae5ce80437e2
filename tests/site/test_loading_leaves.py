"""Every leaf of the data file is found in the field of the row that it speaks of, or is left out for a stated reason."""

import copy
import datetime

import pytest
import yaml

from tests.site.leaves import DATA_FILE, LEFT_OUT, PLACES


def walk(node, path=(), records=()):
    """Every leaf as (path, records around it from the inside out, value); an empty list is a leaf too."""
    if isinstance(node, dict):
        for key, child in node.items():
            yield from walk(child, (*path, key), (node, *records))
    elif isinstance(node, list) and node:
        for place, child in enumerate(node):
            yield from walk(child, (*path, place), records)
    else:
        yield path, records, node


def pattern_of(path):
    """The pattern of the record that holds the leaf, and that of the leaf in it: ("editions.*.agenda.*", "title")."""
    words = ["*" if isinstance(part, int) else part for part in path]
    if words[0] == "sources":
        words[1] = "*"
    end = len(words) - 1
    while end and words[end] == "*":
        end -= 1
    return ".".join(words[:end]), ".".join(words[end:])


def is_found(path, records, value):
    """Whether the database holds `value` where the leaf at `path` belongs; KeyError for a leaf without a place."""
    record, leaf = pattern_of(path)
    find, fields = PLACES[record]
    return fields[leaf](find(path, *records), value, records[0])


def leaves():
    for path, records, value in walk(yaml.safe_load(DATA_FILE.read_text(encoding="utf-8"))):
        if ".".join(pattern_of(path)).strip(".") not in LEFT_OUT:
            yield path, records, value


def altered(value):
    """Something of the same type that the file does not say at this place."""
    if value is None or value == []:
        return "etwas"
    if isinstance(value, bool):
        return not value
    if isinstance(value, datetime.date):
        return value + datetime.timedelta(days=800)
    return f"{value} x" if isinstance(value, str) else value + 97


def test_every_leaf_of_the_file_is_in_the_field_where_it_belongs(process):
    lost = [(path, value) for path, records, value in leaves() if not is_found(path, records, value)]
    assert lost == []


def test_the_search_for_a_leaf_does_not_find_what_the_file_does_not_say(process):
    found = [path for path, records, value in leaves() if is_found(path, records, altered(value))]
    assert found == []


def test_no_place_is_described_that_the_file_does_not_have():
    in_file = {pattern_of(path) for path, _records, _value in walk(yaml.safe_load(DATA_FILE.read_text()))}
    described = {(record, leaf) for record, (_find, fields) in PLACES.items() for leaf in fields}
    left_out = {tuple(pattern.rsplit(".", 1)) for pattern in LEFT_OUT}
    assert described | left_out == in_file


def test_a_leaf_that_nobody_has_thought_of_is_noticed():
    data = yaml.safe_load(DATA_FILE.read_text(encoding="utf-8"))
    more = copy.deepcopy(data)
    more["alliance"]["chair"] = "unbekannt"
    ((path, records, value),) = [leaf for leaf in walk(more) if leaf[0] == ("alliance", "chair")]
    with pytest.raises(KeyError):
        is_found(path, records, value)
