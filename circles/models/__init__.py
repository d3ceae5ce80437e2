"""Circles: a topic worked on at an event, who sits in it, what was agreed there, and the measures that came of it."""

from circles.models.circle import Circle, CircleMaterial, Facilitator, Result, Topic
from circles.models.measure import Measure, Status, StatusReport
from circles.models.seating import Seat, SeatingRule, SeatingRun, Wish
from circles.models.seating_terms import SeatingTerms

__all__ = [
    "Circle",
    "CircleMaterial",
    "Facilitator",
    "Measure",
    "Result",
    "Seat",
    "SeatingRule",
    "SeatingRun",
    "SeatingTerms",
    "Status",
    "StatusReport",
    "Topic",
    "Wish",
]
