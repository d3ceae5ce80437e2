"""Where uploaded files lie: a folder. In object storage instead, see `bucket.py`.

Both say in one step how large and how old a file is, and give a stretch of it without reading the rest.
"""

import datetime
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import FileSystemStorage

BLOCK = 64 * 1024  # bytes


class StoreSilentError(Exception):
    """The object storage does not answer; the site says so as it does when the database is gone."""


@dataclass(frozen=True)
class Facts:
    """Bytes of a file, and when it was written (aware datetime)."""

    size: int
    modified: datetime.datetime


class Folder(FileSystemStorage):
    def facts(self, name):
        """The Facts of a file; raises FileNotFoundError."""
        found = Path(self.path(name)).stat()
        return Facts(found.st_size, datetime.datetime.fromtimestamp(found.st_mtime, datetime.UTC))

    def stretch(self, name, first, length):
        """`length` bytes from byte `first` on, in blocks."""
        with Path(self.path(name)).open("rb") as file:
            file.seek(first)
            while length > 0 and (block := file.read(min(BLOCK, length))):
                length -= len(block)
                yield block
