"""Loading the facts of a real process from a file: read and checked as a whole, then written in one transaction."""

from klimakreise.site.loading.file import load, read
from klimakreise.site.loading.reader import FileFaultsError

__all__ = ["FileFaultsError", "load", "read"]
