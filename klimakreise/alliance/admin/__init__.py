"""The planning team's pages of the alliance."""

from klimakreise.alliance.admin import alliance, changes, requests

__all__ = ["alliance", "changes", "requests"]
