"""Surveys: what was asked, what was published of the answers, and why an event's topics were chosen."""

from surveys.models.choice import TopicChoice, TopicReason
from surveys.models.survey import Option, Question, Survey, SurveyPlacement, SurveyResults, Tally

__all__ = [
    "Option",
    "Question",
    "Survey",
    "SurveyPlacement",
    "SurveyResults",
    "Tally",
    "TopicChoice",
    "TopicReason",
]
