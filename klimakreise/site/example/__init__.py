"""A small event that never took place, to try out what the real data cannot show; every row of it says so."""

from klimakreise.site.example.making import make_example
from klimakreise.site.example.removing import StillUsedError, remove_example
from klimakreise.site.example.stage import PREFIX

__all__ = ["PREFIX", "StillUsedError", "make_example", "remove_example"]
