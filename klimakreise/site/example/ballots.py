"""What makes the example's secret survey worth trying: invented answers in its urn, and nine who wait for a code.

Only the demo has them. Under ten answers nothing is shown of a survey, and codes go out when ten people wait: so whoever tries it
gets a code at once and sees results after the close.
"""

import random
import secrets
from decimal import Decimal

from klimakreise.site.example import PREFIX
from surveys import codes, keys
from surveys.answers import Given
from surveys.casting import cast
from surveys.issuing import ENOUGH
from surveys.models import Ballot, Envelope, FreeText, GroupAnswer, Question, Survey, WaitingAddress
from surveys.opening import prepare
from surveys.requesting import ask

Type = Question.Type
ANSWERS = 46
WORDS = [
    "mehr Bänke an den Haltestellen",
    "Trinkbrunnen",
    "weniger Lärm am Ring",
    "Balkonsolar leicht gemacht",
]


def fill_the_example():
    """Let invented people answer the example's open survey, if nobody has a code of it yet; nothing if it is not open."""
    survey = open_survey()
    if survey is None or hasattr(survey, "issuing"):
        return
    chance = random.Random(46)  # noqa: S311  # the same demo each time
    secret = keys.read(prepare(survey).key)
    questions = sorted(
        survey.questions.select_related("section").prefetch_related("options", "scale_points"),
        key=lambda each: each.place,
    )
    for _each in range(ANSWERS):
        cast(survey, codes.make(secret), invented(questions, chance))


def let_some_wait():
    """Let nine invented people wait for a code, so that the next one who asks is the tenth."""
    if survey := open_survey():
        missing = ENOUGH - 1 - WaitingAddress.objects.filter(survey=survey).count()
        for _each in range(missing):
            ask(survey, f"wartet-{secrets.token_hex(4)}@beispiel.invalid", "de")


def open_survey():
    return Survey.objects.open_now().filter(slug=f"{PREFIX}umfrage-2").select_related("issuing").first()


def invented(questions, chance):
    """A sheet of answers by chance: conditions hold, and now and then somebody leaves out what may be left out."""
    sheet = []
    for question in questions:
        hidden = question.shown_if_id and all(given.option != question.shown_if_id for given in sheet)
        if not hidden and (question.required or chance.random() < 0.9):
            sheet += [Given(question.pk, *said) for said in answers(question, chance)]
    return sheet


def answers(question, chance):
    """[(option, value, text)] to one question, as `Given` has them."""
    options = [option.pk for option in question.options.all()]
    points = [Decimal(point.number) for point in question.scale_points.all()]
    if question.type == Type.SINGLE_CHOICE:
        return [(chance.choices(options, range(len(options) + 1, 1, -1))[0],)]
    if question.type == Type.MULTIPLE_CHOICE:
        most = min(question.choices_max or len(options), len(options))
        return [(option,) for option in chance.sample(options, chance.randint(1, most))]
    if question.type == Type.RATING:
        return [(None, chance.choice(points))]
    if question.type == Type.MATRIX:
        return [(option, chance.choice(points)) for option in options]
    if question.type == Type.RANKING:
        ranked = chance.sample(options, min(question.choices_max or len(options), len(options)))
        return [(option, Decimal(rank)) for rank, option in enumerate(ranked, 1)]
    if question.type == Type.NUMBER:
        return [(None, Decimal(chance.randint(1, 30)))]
    return [(None, None, chance.choice(WORDS))]


def remove_answers():
    """Delete what was answered to surveys of the example; returns the keys' names, whose files can go afterwards."""
    for model in (Envelope, Ballot, GroupAnswer):
        model.objects.filter(survey__is_example=True).delete()
    FreeText.objects.filter(question__survey__is_example=True).delete()
    surveys = Survey.objects.filter(is_example=True, issuing__isnull=False)
    return list(surveys.values_list("issuing__key", flat=True))
