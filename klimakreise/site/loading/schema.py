"""The words in which a part of the data file is described: what may stand there, and which model field it fills.

A leaf fills the field of its own name, or that named by `to`; one marked `apart` is placed by the module of its part.
Every key but a required one may be absent or null: not known.
"""

import datetime
import re
from decimal import Decimal

from yaml import MappingNode, ScalarNode, SequenceNode

from klimakreise.publishing.partial_dates import PartialDate
from klimakreise.site.loading.reader import line_of

YAML_TYPES = {
    "str": "a text", "int": "a number", "float": "a number", "bool": "true or false", "timestamp": "a date",
    "null": "null", "map": "a mapping", "seq": "a list",
}  # fmt: skip
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # written as "\\0" or half of a surrogate pair


def type_of(node):
    return node.tag.removeprefix("tag:yaml.org,2002:")


class UnfitError(Exception):
    """What stands there does not fit; with a text of its own, or else the shape says what it expects."""


class Shape:
    """What may stand at one place of the file."""

    expected = ""
    empty = None

    def __init__(self, to="", *, apart=False, required=False):
        self.to, self.apart, self.required = to, apart, required

    def read(self, node, reading, path):
        """Return the value of `node`; faults go to `reading`."""
        key = path.rpartition("/")[2]
        if type_of(node) == "null":
            if self.required:
                reading.fault(line_of(node), f"“{key}” must not be empty")
            return self.nothing()
        try:
            return self.value(node, reading, path)
        except UnfitError as error:
            reason = str(error) or f"must be {self.expected}, not {self.describe(node)}"
            reading.fault(line_of(node), f"“{key}” {reason}")
            return self.nothing()

    def nothing(self):
        return self.empty

    def describe(self, node):
        what = YAML_TYPES.get(type_of(node), "something else")
        return f"“{node.value}” ({what})" if isinstance(node, ScalarNode) else what


class Leaf(Shape):
    """A single value; subclasses say which YAML types they take and how they read the raw text."""

    types: tuple[str, ...] = ("str",)
    pattern = re.compile(r".*", re.DOTALL)

    def value(self, node, reading, path):
        if not isinstance(node, ScalarNode) or type_of(node) not in self.types:
            raise UnfitError
        if not self.pattern.fullmatch(node.value):
            raise UnfitError
        return self.convert(node.value)

    def convert(self, raw):
        return raw


class Text(Leaf):
    """A text. With `names="group"` it is the key under which the file refers to this group."""

    expected = "a text (in quotes)"
    empty = ""

    def __init__(self, to="", *, names="", **options):
        super().__init__(to, **options)
        self.names = names

    def value(self, node, reading, path):
        text = super().value(node, reading, path).strip()
        if UNSTORABLE.search(text):
            raise UnfitError("holds a character that cannot be stored")
        if self.required and not text:
            raise UnfitError("must not be empty")
        if self.names:
            reading.define(self.names, text, line_of(node))
        return text


class Reference(Text):
    """The key of something else in the file, e.g. of a source."""

    expected = "a key (a short text)"

    def __init__(self, kind, to="", *, apart=True, **options):
        super().__init__(to, apart=apart, **options)
        self.kind = kind

    def value(self, node, reading, path):
        key = super().value(node, reading, path)
        reading.refer(self.kind, key, line_of(node))
        return key


class Word(Leaf):
    """One of some words; each stands for a value of the model."""

    types = ("str", "bool", "int")

    def __init__(self, words, to="", **options):
        super().__init__(to, **options)
        self.words = dict(words) if isinstance(words, dict) else {word: word for word in words}
        self.expected = "one of: " + ", ".join(self.words)

    def convert(self, raw):
        if raw not in self.words:
            raise UnfitError
        return self.words[raw]

    def nothing(self):
        return ""


class Whole(Leaf):
    expected = "a whole number"
    types = ("int",)
    pattern = re.compile(r"0|[1-9]\d{0,8}")

    def __init__(self, to="", *, names="", **options):
        super().__init__(to, **options)
        self.names = names

    def value(self, node, reading, path):
        number = super().value(node, reading, path)
        if self.names:
            reading.define(self.names, number, line_of(node))
        return number

    def convert(self, raw):
        return int(raw)


class WholeReference(Whole):
    """The number of something else in the file, e.g. of an edition."""

    def __init__(self, kind, **options):
        super().__init__(apart=True, **options)
        self.kind = kind

    def value(self, node, reading, path):
        number = super().value(node, reading, path)
        reading.refer(self.kind, number, line_of(node))
        return number


class Number(Leaf):
    expected = "a number"
    types = ("int", "float")
    pattern = re.compile(r"-?\d{1,12}(\.\d{1,6})?")

    def convert(self, raw):
        return Decimal(raw)


class Flag(Leaf):
    expected = "true or false"
    types = ("bool",)

    def convert(self, raw):
        return raw.lower() in {"true", "yes", "on"}


class Moment(Leaf):
    """A day, a month or a year: 2022-05-17, 2022-05 or 2022."""

    expected = "a date like 2022-05-17, 2022-05 or 2022"
    types = ("timestamp", "str", "int")
    pattern = re.compile(r"\d{4}(-\d\d){0,2}")

    def convert(self, raw):
        try:
            return PartialDate.parse(raw)
        except ValueError:
            raise UnfitError(f"must be {self.expected}, not “{raw}”") from None


class Clock(Leaf):
    expected = 'a time like "15:00"'
    types = ("str", "int")  # YAML 1.1 takes a bare 15:00 for a number of base 60
    pattern = re.compile(r"([01]\d|2[0-3]):[0-5]\d")

    def convert(self, raw):
        return datetime.time.fromisoformat(raw)


class List(Shape):
    """A list of one shape. Records in it that are named by a leaf have each another name."""

    expected = "a list"

    def __init__(self, of, to="", **options):
        super().__init__(to, **options)
        self.of = of

    def nothing(self):
        return []

    def value(self, node, reading, path):
        if not isinstance(node, SequenceNode):
            raise UnfitError
        seen, values = {}, []
        for place, child in enumerate(node.value, 1):
            name = self.name(child)
            if name and name in seen:
                line = seen[name]
                reading.fault(line_of(child), f"“{name}” is in this list already, in line {line}")
            seen.setdefault(name, line_of(child))
            values.append(entry(self.of, child, reading, f"{path}/{name or place}"))
        return [value for value in values if value is not None]

    def name(self, node):
        """What names a record, as written."""
        key = getattr(self.of, "named_by", "")
        if key and isinstance(node, MappingNode):
            for name, child in node.value:
                if name.value == key and isinstance(child, ScalarNode):
                    return child.value
        return ""


class Record(Shape):
    """A mapping with these keys and no others.

    In a list, the leaf `named_by` tells one record from another. `check` yields (key, reason) for what single leaves cannot know.
    The leaves of an `inline` record fill fields of the row that the record around it makes.
    """

    expected = "a mapping"

    def __init__(self, *, named_by="", check=None, required=False, inline=False, **shapes):
        super().__init__(apart=not inline, required=required)
        self.named_by, self.check, self.inline, self.shapes = named_by, check, inline, shapes

    def nothing(self):
        if not self.inline:
            return None
        return Item("", 0, self, {key: shape.nothing() for key, shape in self.shapes.items()}, {})

    def value(self, node, reading, path):
        if not isinstance(node, MappingNode):
            raise UnfitError
        values, lines = {}, {}
        before = len(reading.faults)
        for key, line, child in keyed(node, reading):
            if key not in self.shapes:
                reading.fault(line, f"the key “{key}” is not known here; known: {', '.join(self.shapes)}")
                continue
            lines[key] = line
            values[key] = self.shapes[key].read(child, reading, f"{path}/{key}".lstrip("/"))
        for key, shape in self.shapes.items():
            if key not in values:
                values[key] = shape.nothing()
                if shape.required:
                    reading.fault(line_of(node), f"the key “{key}” is missing")
        item = Item(path, line_of(node), self, values, lines)
        if self.check and len(reading.faults) == before:
            for key, reason in self.check(item):
                reading.fault(lines.get(key, item.line), reason)
        return item


class Mapping(Shape):
    """Records under keys of their own: {S01: {…}, S02: {…}}; each item has its `key`."""

    expected = "a mapping"

    def __init__(self, of, names, **options):
        super().__init__(apart=True, **options)
        self.of, self.names = of, names

    def nothing(self):
        return []

    def value(self, node, reading, path):
        if not isinstance(node, MappingNode):
            raise UnfitError
        items = []
        for key, line, child in keyed(node, reading):
            reading.define(self.names, key, line)
            item = entry(self.of, child, reading, f"{path}/{key}")
            if item is not None:
                item.values["key"] = key
                items.append(item)
        return items


def entry(shape, node, reading, path):
    """Read one entry of a list or mapping; here even what may be unknown elsewhere must be there."""
    if type_of(node) == "null":
        reading.fault(line_of(node), f"an entry of “{path.split('/')[-2]}” is empty")
        return None
    return shape.read(node, reading, path)


def keyed(node, reading):
    """The (key, line, node) triples of a mapping. Keys are taken as written, so `no` is a key and not False."""
    seen = {}
    for key, child in node.value:
        if not isinstance(key, ScalarNode):
            reading.fault(line_of(key), "a key must be a single word")
        elif key.value in seen:
            reading.fault(line_of(key), f"the key “{key.value}” is there already, in line {seen[key.value]}")
        else:
            seen[key.value] = line_of(key)
            yield key.value, line_of(key), child


class Item:
    """A record as read: its values as attributes, and where it stands (`path`, `line`)."""

    def __init__(self, path, line, record, values, lines):
        self.path, self.line, self.record, self.values, self.lines = path, line, record, values, lines

    def __getattr__(self, key):
        try:
            return self.__dict__["values"][key]
        except KeyError:
            raise AttributeError(key) from None

    def fields(self):
        """The model fields that this record fills by itself."""
        fields = {}
        for key, shape in self.record.shapes.items():
            if isinstance(shape, Record) and shape.inline:
                fields |= self.values[key].fields()
            elif not shape.apart:
                fields[shape.to or key] = self.values[key]
        return fields

    def bare(self, name=""):
        """The same place (or the place `name` in it) without fields, for a row that this record makes besides its own."""
        path = f"{self.path}/{name}".strip("/")
        return Item(path, self.lines.get(name, self.line), Record(), {}, {})


SOURCES = List(Reference("source", required=True), apart=True)
