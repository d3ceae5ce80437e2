"""Surveys in the planning team's admin, and the choice of topics."""

from surveys.admin.ballots import BallotTermsAdmin
from surveys.admin.choice import OptionAdmin, TopicChoiceAdmin, TopicCorrectionAdmin, TopicSelectionAdmin
from surveys.admin.proposing import ProposedStatementAdmin
from surveys.admin.question import QuestionAdmin
from surveys.admin.results import (
    CrossTableAdmin,
    FreeTextAdmin,
    GroupTextAdmin,
    QuestionResultsAdmin,
    SurveyResultsAdmin,
)
from surveys.admin.survey import SurveyAdmin

__all__ = [
    "BallotTermsAdmin",
    "CrossTableAdmin",
    "FreeTextAdmin",
    "GroupTextAdmin",
    "OptionAdmin",
    "ProposedStatementAdmin",
    "QuestionAdmin",
    "QuestionResultsAdmin",
    "SurveyAdmin",
    "SurveyResultsAdmin",
    "TopicChoiceAdmin",
    "TopicCorrectionAdmin",
    "TopicSelectionAdmin",
]
