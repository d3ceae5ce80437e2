"""Surveys: what was asked, what was published of the answers, and why an event's topics were chosen."""

from surveys.models.asking import Question, Section
from surveys.models.ballots import (
    Ballot,
    BallotAnswer,
    BallotTerms,
    Envelope,
    FreeText,
    Invited,
    Issued,
    Issuing,
    Spent,
    WaitingAddress,
)
from surveys.models.candidates import TopicChoice, TopicReason
from surveys.models.choice import TopicCorrection, TopicSelection, correct
from surveys.models.corrections import Correction
from surveys.models.crossing import CrossCell, CrossLine, CrossTable
from surveys.models.named import GroupAnswer, GroupAnswerLine
from surveys.models.offering import Option, ScalePoint
from surveys.models.opinions import OpinionFigure, OpinionGroup, OpinionMap, OpinionPoint
from surveys.models.proposing import ProposedStatement
from surveys.models.results import Outcome, OutcomeLine, QuestionResults, Withheld
from surveys.models.survey import Survey, SurveyPlacement, SurveyResults, Tally
from surveys.models.uploads import UploadedAnswers

__all__ = [
    "Ballot",
    "BallotAnswer",
    "BallotTerms",
    "Correction",
    "CrossCell",
    "CrossLine",
    "CrossTable",
    "Envelope",
    "FreeText",
    "GroupAnswer",
    "GroupAnswerLine",
    "Invited",
    "Issued",
    "Issuing",
    "OpinionFigure",
    "OpinionGroup",
    "OpinionMap",
    "OpinionPoint",
    "Option",
    "Outcome",
    "OutcomeLine",
    "ProposedStatement",
    "Question",
    "QuestionResults",
    "ScalePoint",
    "Section",
    "Spent",
    "Survey",
    "SurveyPlacement",
    "SurveyResults",
    "Tally",
    "TopicChoice",
    "TopicCorrection",
    "TopicReason",
    "TopicSelection",
    "UploadedAnswers",
    "WaitingAddress",
    "Withheld",
    "correct",
]
