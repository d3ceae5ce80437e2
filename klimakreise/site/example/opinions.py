"""A survey of the example that is over: statements on cars in the city, invented answers, and the opinion map made of them.

Only the demo has it, as the answers to the open survey (ballots.py): counted answers of nobody have no place on a real site.
"""

import datetime
import random

from django.db import transaction
from django.utils import timezone

from klimakreise.publishing.acting import Role, acting_as
from klimakreise.site.example import PREFIX
from surveys.answers import Given, as_json
from surveys.mixing import mix
from surveys.models import ProposedStatement, Question, QuestionResults, Survey
from surveys.opinions import AGREE, DISAGREE, PASS
from surveys.releasing import release_questions
from surveys.tallying import tally

SLUG = f"{PREFIX}meinungsbild"
WEEK = datetime.timedelta(weeks=1)
MINDS = (66, 54)  # people of one mind and of the other
HURRIED = 12  # who answer the first three statements only
LATE = 50  # who had answered when the proposed statements came
# German, English, and of a hundred of each mind how many agree and how many pass
STATEMENTS = [
    ("Der Musterplatz soll autofrei werden.", "The Musterplatz should be free of cars.", (78, 10), (16, 12)),
    ("Parken in der Innenstadt soll günstig bleiben.", "Parking in the centre should stay cheap.", (15, 12), (76, 11)),
    ("Straßenbäume sind wichtiger als Parkplätze.", "Trees matter more than parking spaces.", (80, 9), (22, 20)),
    ("Busse sollen öfter fahren.", "Buses should run more often.", (82, 9), (77, 12)),
    ("Wer wenig verdient, soll im Bus weniger zahlen.", "Those who earn little should pay less on the bus.", (76, 12), (70, 15)),
    ("Tempo 30 soll überall in der Stadt gelten.", "30 km/h should be the limit everywhere in the city.", (74, 11), (18, 12)),
    ("Radwege dürfen Fahrspuren ersetzen.", "Cycle lanes may replace lanes for cars.", (79, 10), (17, 11)),
    ("Läden verlieren ohne Autos ihre Kundschaft.", "Without cars, shops lose their customers.", (14, 20), (72, 14)),
    ("Die Stadt soll Lastenräder verleihen.", "The city should lend cargo bikes.", (68, 20), (45, 30)),
    ("Für ältere Menschen braucht es mehr Bänke.", "Elderly people need more benches.", (75, 14), (78, 10)),
]  # fmt: skip
PROPOSED = [
    ("Lieferverkehr soll nur morgens in die Innenstadt.", "Deliveries to the centre should be in the morning only.", (66, 18), (34, 20)),
]  # fmt: skip
DECLINED = ("Autos sind doof.", "Das beleidigt, statt etwas vorzuschlagen.")


@transaction.atomic
@acting_as(Role.LOADING)
def keep_opinions():
    """Make the survey with its answers and results, unless it is there; returns it."""
    if there := Survey.objects.filter(slug=SLUG).first():
        return there
    survey = the_survey()
    question = the_question(survey)
    mix(survey, [as_json(sheet) for sheet in sheets(question)])
    tally(survey)
    release_questions(QuestionResults.objects.filter(results__survey=survey))
    results = survey.results
    results.is_example = True
    results.summary = (
        "Alle Antworten sind **frei erfunden**. Zwei Gruppen sehen Autos in der Innenstadt verschieden; einig sind "
        "sich beide über Busse und Bänke."
    )
    results.save(update_fields=["is_example", "summary"])
    results.publish()
    return survey


def the_survey():
    now = timezone.now().replace(microsecond=0)
    survey = Survey.objects.create(
        slug=SLUG,
        is_example=True,
        title="Beispiel: Autos in der Innenstadt von Musterstadt",
        title_en="Example: Cars in the centre of Musterstadt",
        purpose="Die Umfrage zeigt, worin sich die Menschen in Musterstadt einig sind und worin nicht (frei erfunden).",
        purpose_en="The survey shows what people in Musterstadt agree on and what not (invented).",
        audience="alle, die wollen (erfunden)",
        audience_en="whoever wants to (invented)",
        used_for="Vorbereitung eines Kreises zum Verkehr in Musterstadt (frei erfunden)",
        mode=Survey.Mode.OPEN,
        opens_at=now - 6 * WEEK,
        closes_at=now - 2 * WEEK,
        closed_at=now - 2 * WEEK,
        frozen_at=now - 6 * WEEK,
    )
    survey.publish()
    return survey


def the_question(survey):
    question = Question.objects.create(
        survey=survey,
        number=1,
        type=Question.Type.STATEMENTS,
        text="Was meinen Sie zu diesen Aussagen?",
        text_en="What do you think of these statements?",
        takes_proposals=True,
    )
    for number, (label, english, *_minds) in enumerate([*STATEMENTS, *PROPOSED], 1):
        option = question.options.create(number=number, label=label, label_en=english)
        if number > len(STATEMENTS):
            propose(question, text=label, state=ProposedStatement.State.ACCEPTED, option=option)
    text, reason = DECLINED
    propose(question, text=text, state=ProposedStatement.State.DECLINED, reason=reason)
    return question


def propose(question, **fields):
    ProposedStatement.objects.create(question=question, decided_at=question.survey.closed_at - WEEK, **fields)


def sheets(question):
    """The sheets of all: of two minds, with what was proposed only for the later ones, and of those in a hurry."""
    dice = random.Random(120)  # noqa: S311 (the same demo each time)
    options = list(question.options.order_by("number").values_list("pk", flat=True))
    people = [(mind, len(options)) for mind, size in enumerate(MINDS) for _person in range(size)]
    people += [(dice.randrange(len(MINDS)), 3) for _person in range(HURRIED)]
    dice.shuffle(people)
    for place, (mind, answered) in enumerate(people):
        known = len(STATEMENTS) if place < LATE else len(options)
        statements = [*STATEMENTS, *PROPOSED][: min(answered, known)]
        yield [
            Given(question.pk, option, said(dice, each[2 + mind]))
            for option, each in zip(options, statements, strict=False)
        ]


def said(dice, shares):
    agree, passed = shares
    chance = dice.randrange(100)
    return AGREE if chance < agree else PASS if chance < agree + passed else DISAGREE
