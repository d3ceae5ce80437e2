"""What the example's open survey asks once more: of the example's first survey, and of the alliance's real one of 2021."""

from klimakreise.site.example.stage import HERE
from surveys.models import Option, Question

REAL = {"survey__slug": "buendnisbefragung-2021", "survey__is_example": False, "number": 1}
SHOWN = 8  # of the initiatives of 2021
AGAIN = {  # wording now: number in the example's first survey
    "Welches Thema ist Ihnen am wichtigsten?": 1,
    "Wie gut informiert die Stadt über Klimaschutz?": 3,
}


def earlier_example(store, text):
    """The question of the example's first survey that the one with this wording asks again, or None."""
    number = AGAIN.get(text)
    return number and Question.objects.get(survey=store["survey"], number=number)


def keep_question_of_2021(store, survey, section, number):
    """Keep a question that the survey of 2021 has asked, too, if that is loaded; its figures stand beside the new ones.

    The options have names only, so that nothing of the real alliance hangs on the example. What is frozen gets no new question.
    """
    earlier = Question.objects.filter(**REAL).first()
    by = {"survey": survey, "number": number}
    if earlier is None or (survey.is_frozen and not Question.objects.filter(**by).exists()):
        return
    question = store.keep(
        Question,
        HERE,
        by,
        owner=survey,
        section=section,
        type=Question.Type.MULTIPLE_CHOICE,
        text="Welche dieser Initiativen kennen Sie?",
        text_en="Which of these initiatives do you know?",
        repeats=earlier,
    )
    labels = list(earlier.options.order_by("number").values_list("label", flat=True)[:SHOWN])
    for place, label in enumerate([*labels, store["group", "radgruppe"].name], 1):
        at = {"question": question, "number": place}
        store.keep(Option, HERE, at, owner=survey, label=label, label_en=label)
