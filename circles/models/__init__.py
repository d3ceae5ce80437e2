"""Circles: a topic worked on at an event, what was agreed there, and the measures that came of it."""

from circles.models.circle import Circle, CircleMaterial, Facilitator, Result, Topic
from circles.models.measure import Measure, Status, StatusReport

__all__ = ["Circle", "CircleMaterial", "Facilitator", "Measure", "Result", "Status", "StatusReport", "Topic"]
