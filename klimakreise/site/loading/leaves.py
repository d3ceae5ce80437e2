"""The single values of a data file: which YAML types they take, and how their raw text is read."""

import datetime
import re
from decimal import Decimal

from yaml import ScalarNode

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
    empty: str | None = None

    def __init__(self, to="", *, apart=False, required=False):
        self.to, self.apart, self.required = to, apart, required

    def read(self, node, reading, path):
        """Return the value of `node`; faults go to `reading`."""
        what = f"“{path.rpartition('/')[2]}”" if path else "the file"
        if type_of(node) == "null":
            if self.required:
                reading.fault(line_of(node), f"{what} must not be empty")
            return self.nothing()
        try:
            return self.value(node, reading, path)
        except UnfitError as error:
            reason = str(error) or f"must be {self.expected}, not {self.describe(node)}"
            reading.fault(line_of(node), f"{what} {reason}")
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
