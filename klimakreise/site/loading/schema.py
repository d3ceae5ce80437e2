"""The words in which a part of the data file is described: what may stand there, and which model field it fills.

A leaf fills the field of its own name, or that named by `to`; one marked `apart` is placed by the module of its part.
Every key but a required one may be absent or null: not known.
"""

from yaml import MappingNode, ScalarNode, SequenceNode

from klimakreise.site.loading.leaves import Reference, Shape, UnfitError, type_of
from klimakreise.site.loading.reader import line_of


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
            if name in seen:
                reading.fault(line_of(child), f"“{name}” is in this list already, in line {seen[name]}")
            if name and not self.defines:
                seen.setdefault(name, line_of(child))
            values.append(entry(self.of, child, reading, f"{path}/{name or place}"))
        return [value for value in values if value is not None]

    @property
    def defines(self):
        """Whether the names in this list are names in the whole file, so that the reading sees to it that they differ."""
        named_by = isinstance(self.of, Record) and self.of.shapes.get(self.of.named_by)
        return bool(getattr(named_by, "names", ""))

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

    In a list, the leaf `named_by` tells one record from another. `check` yields (key or item, reason) for what single
    leaves cannot know. The leaves of an `inline` record fill fields of the row that the record around it makes.
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
            for where, reason in self.check(item):
                reading.fault(where.line if isinstance(where, Item) else lines.get(where, item.line), reason)
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
