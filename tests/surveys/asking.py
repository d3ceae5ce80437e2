"""Makes surveys that stories are about: a question with the answers that were published."""

from decimal import Decimal

from surveys.models import Option, SurveyPlacement, Tally
from tests import make


def ask(survey, answers, **fields):
    """Make a question; `answers` are (label, count) or (label, count, percent), with None for what is not known."""
    question = make.question(survey, **{"type": "multiple_choice", **fields})
    results = getattr(survey, "results", None)
    for number, (label, count, *percent) in enumerate(answers, 1):
        option = make.make(Option, question=question, number=number, label=label)
        if count is not None:
            share = Decimal(str(percent[0])) if percent and percent[0] is not None else None
            make.make(Tally, results=results, option=option, count=count, percent=share)
    return question


def surveyed(**fields):
    """A published survey with published results."""
    survey = make.survey(**fields)
    make.results(survey)
    return survey


def present(survey, event, **fields):
    """Let an agenda item of the event present the survey."""
    item = make.agenda_item(event, **{"title": "Zusammenfassung der Umfrage", **fields})
    make.make(SurveyPlacement, survey=survey, agenda_item=item)
    return item
