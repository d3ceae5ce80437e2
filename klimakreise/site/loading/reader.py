"""Reads a data file into nodes that know their lines, and gathers everything that is wrong with it."""

from pathlib import Path

import yaml

LONGEST = 300


class FileFaultsError(Exception):
    """What is wrong with a file; as text one line a fault: `FILE, line N: reason`."""

    def __init__(self, name, faults):
        self.faults = sorted(faults)
        super().__init__(
            "\n".join(
                f"{name}, line {line}: {reason}" if line else f"{name}: {reason}"
                for line, reason in self.faults
            )
        )


class Reading:
    """One reading of a file: its faults, the names that it defines, and the references to them."""

    def __init__(self, path):
        self.name = str(path)
        self.faults = []
        self.defined = {}
        self.references = []

    def compose(self):
        """Return the root node of the YAML file; raise FileFaultsError where there is none."""
        text = self._text()
        try:
            root = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            reason = ", ".join(part for part in (error.context, error.problem) if part)
            self.stop(mark.line + 1, f"broken YAML: {reason}")
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            self.stop(line, "broken YAML: a character that YAML does not allow")
        except RecursionError:
            self.stop(1, "broken YAML: nested too deeply")
        if root is None:
            self.stop(1, "the file is empty")
        return root

    def _text(self):
        try:
            content = Path(self.name).read_bytes()
        except OSError as error:
            self.stop(0, f"cannot be read ({error.strerror})")
        except ValueError:
            self.stop(0, "is not the name of a file")
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            self.stop(content.count(b"\n", 0, error.start) + 1, "is not written in UTF-8")

    def fault(self, line, reason):
        reason = " ".join(reason.split())  # what is quoted from the file may hold line breaks and be long
        self.faults.append((line, reason if len(reason) <= LONGEST else f"{reason[:LONGEST]}…"))

    def stop(self, line, reason):
        """Add a fault that leaves nothing more to read."""
        self.fault(line, reason)
        self.finish()

    def define(self, kind, key, line):
        """Note that the file has a `kind` of that `key`; one key names one thing."""
        if (kind, key) in self.defined:
            first = self.defined[kind, key]
            self.fault(line, f"the {kind} “{key}” is in the file already, in line {first}")
        self.defined.setdefault((kind, key), line)

    def refer(self, kind, key, line):
        self.references.append((kind, key, line))

    def finish(self):
        """Raise FileFaultsError if anything is wrong."""
        for kind, key, line in self.references:
            if (kind, key) not in self.defined:
                self.fault(line, f"there is no {kind} “{key}” in the file")
        if self.faults:
            raise FileFaultsError(self.name, self.faults)


def line_of(node):
    return node.start_mark.line + 1
