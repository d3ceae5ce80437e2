"""A survey with far too much of everything: long German words, many sections, questions, options and rows."""

from surveys.models import Question, Section
from tests import make

Type = Question.Type
LONG_WORD = "Straßenverkehrsordnungswidrigkeitenverfahrensbeschleunigungsgesetzgebungskompetenz"
LONG_LABEL = (
    f"Die Stadt soll die {LONG_WORD} gemeinsam mit den Verkehrsbetrieben, den Wohnungsgesellschaften und allen Bündnisgruppen "
    "überprüfen, bevor der nächste Lärmaktionsplan samt Fußverkehrskonzept beschlossen wird"
)
POINTS = [
    "trifft überhaupt nicht zu", "trifft nicht zu", "trifft eher nicht zu", "teils, teils", "trifft eher zu", "trifft zu",
    "trifft voll und ganz zu",
]  # fmt: skip
KINDS = [Type.SINGLE_CHOICE, Type.MULTIPLE_CHOICE, Type.RATING, Type.NUMBER, Type.FREE_TEXT]


def plenty(sections=12, questions=60, options=40, rows=30, **fields):
    """A native survey of that size; `survey.big` holds its largest questions by type. The first section has the large ones."""
    title = f"Wie weiter mit der {LONG_WORD}?"
    survey = make.native(audience=LONG_LABEL[:300], title=title, purpose=f"{LONG_LABEL}. " * 3, **fields)
    steps = [
        Section.objects.create(
            survey=survey,
            number=number,
            title=f"{number}. Abschnitt: {LONG_WORD}",
            text=f"{LONG_LABEL}. " * 2,
        )
        for number in range(1, sections + 1)
    ]
    survey.big = big = {}
    text = f"Was zuerst: {LONG_LABEL}?"
    for number, kind in enumerate([Type.SINGLE_CHOICE, Type.MULTIPLE_CHOICE, Type.RANKING, Type.MATRIX], 1):
        count = {Type.RANKING: 12, Type.MATRIX: rows}.get(kind, options)
        big[kind] = make.choice(
            survey, *(f"{each}. {LONG_LABEL}" for each in range(1, count + 1)), number=number, type=kind,
            section=steps[0], text=text, help=LONG_LABEL, required=number == 1,
        )  # fmt: skip
    big[Type.RATING] = make.rating(
        survey, *POINTS, number=5, section=steps[0], text=text, offers_no_answer=True
    )
    for number, label in enumerate(POINTS, 1):
        big[Type.MATRIX].scale_points.create(number=number, label=label)
    for number in range(6, questions + 1):
        a_small_one(survey, number, KINDS[number % len(KINDS)], steps[number * sections // (questions + 1)])
    return survey


def a_small_one(survey, number, kind, section):
    asked = {"number": number, "section": section, "text": f"{number}. Frage: {LONG_LABEL}?", "type": kind}
    if kind == Type.RATING:
        return make.rating(survey, "1", "2", "3", **asked)
    if kind in {Type.SINGLE_CHOICE, Type.MULTIPLE_CHOICE}:
        return make.choice(survey, LONG_LABEL, LONG_WORD, "anderes", **asked)
    more = {"unit": "Kilowattstunden je Jahr"} if kind == Type.NUMBER else {}
    return make.question(survey, **asked, **more)
