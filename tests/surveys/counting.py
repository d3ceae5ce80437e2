"""Makes closed surveys that stories are about: what people and groups have answered, and how it was counted."""

from decimal import Decimal

from django.utils import timezone

from surveys import mixing
from surveys.answers import Given, as_json
from surveys.models import GroupAnswer, Survey
from surveys.tallying import tally
from tests import make


def answered(survey, sheets):
    """Let as many people answer as there are sheets (lists of Given)."""
    mixing.mix(survey, [as_json(sheet) for sheet in sheets])


def answered_by_group(survey, group, sheet):
    answer = GroupAnswer.objects.create(survey=survey, group=group)
    for given in sheet:
        answer.lines.create(
            question_id=given.question, option_id=given.option, value=given.value, text=given.text
        )
    return answer


def counted(survey):
    """Close the survey and count it; returns its results, a draft."""
    Survey.objects.filter(pk=survey.pk).update(closed_at=timezone.now())
    survey.refresh_from_db()
    tally(survey)
    return survey.results


def released(survey):
    """Close, count, release every question and publish."""
    results = counted(survey)
    results.question_results.update(released_at=timezone.now())
    results.publish()
    return results


def chose(option):
    return Given(option.question_id, option=option.pk)


def rated(question, value, row=None):
    return Given(question.pk, option=row and row.pk, value=None if value is None else Decimal(value))


def asked_about_everything(**fields):
    """A survey with a question of each kind; `survey.asked` has them by name."""
    survey = make.native(**fields)
    traffic = make.choice(survey, "Rad", "Bus", "Auto", number=1, text="Womit am liebsten?")
    groups = make.choice(
        survey, "Chor", "Verein", "Partei", number=2, text="Wo dabei?", type="multiple_choice"
    )
    city = make.rating(
        survey, "schlecht", "mittel", "gut", number=3, text="Wie ist die Stadt?", offers_no_answer=True
    )
    topics = make.rating(survey, "egal", "teils", "wichtig", number=4, text="Wie wichtig?", type="matrix")
    for number, label in enumerate(("Energie", "Wasser"), 1):
        topics.options.create(number=number, label=label)
    order = make.choice(survey, "Bäume", "Bänke", "Beete", number=5, text="In welcher Reihe?", type="ranking")
    age = make.question(survey, number=6, text="Wie alt?", type="number", unit="Jahre", describes_person=True)
    far = make.question(survey, number=7, text="Wie weit?", type="number", unit="km", decimals=1)
    words = make.question(survey, number=8, text="Was noch?", type="free_text")
    survey.asked = {
        "traffic": traffic, "groups": groups, "city": city, "topics": topics,
        "order": order, "age": age, "far": far, "words": words,
    }  # fmt: skip
    return survey


def any_sheet(survey, random):
    """What somebody may answer; each question is left out by some."""
    sheet, asked = [], survey.asked
    if random.random() < 0.9:
        sheet.append(chose(random.choice(asked["traffic"].options.all())))
    if random.random() < 0.9:
        several = list(asked["groups"].options.all())
        sheet += [chose(option) for option in random.sample(several, random.randint(1, 3))]
    if random.random() < 0.9:
        sheet.append(rated(asked["city"], random.choice([None, 1, 2, 3])))
    sheet += [
        rated(asked["topics"], random.randint(1, 3), row)
        for row in asked["topics"].options.all()
        if random.random() < 0.8
    ]
    if random.random() < 0.7:
        items = random.sample(list(asked["order"].options.all()), random.randint(1, 3))
        sheet += [rated(asked["order"], rank, item) for rank, item in enumerate(items, 1)]
    if random.random() < 0.9:
        sheet.append(rated(asked["age"], random.randint(14, 90)))
    if random.random() < 0.9:
        sheet.append(rated(asked["far"], Decimal(random.randint(0, 300)) / 10))
    if random.random() < 0.3:
        sheet.append(Given(asked["words"].pk, text="Mehr Bäume"))
    return sheet
