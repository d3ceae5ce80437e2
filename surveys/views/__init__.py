"""Pages of surveys, and of the choice of topics."""

from surveys.views.answering import answer, answered
from surveys.views.choice import topic_choice
from surveys.views.codes import ask_for_code, code_asked, secrecy
from surveys.views.files import codebook, results_csv, results_json
from surveys.views.pages import survey_detail, survey_list, survey_results
from surveys.views.proposing import propose_statement

__all__ = [
    "answer",
    "answered",
    "ask_for_code",
    "code_asked",
    "codebook",
    "propose_statement",
    "results_csv",
    "results_json",
    "secrecy",
    "survey_detail",
    "survey_list",
    "survey_results",
    "topic_choice",
]
