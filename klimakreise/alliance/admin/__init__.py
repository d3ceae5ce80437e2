"""The planning team's pages of the alliance."""

from klimakreise.alliance.admin import alliance, changes

__all__ = ["alliance", "changes"]
