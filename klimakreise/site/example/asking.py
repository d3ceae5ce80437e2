"""A survey of the example that is open now: a question of every type, German and English, answered in secret with a code."""

import datetime

from django.utils import timezone

from klimakreise.site.example import PREFIX
from klimakreise.site.example.asking_again import earlier_example, keep_question_of_2021
from klimakreise.site.example.stage import HERE
from surveys.models import BallotTerms, Option, Question, ScalePoint, Section, Survey, SurveyPlacement

Type = Question.Type
OPEN_FOR = datetime.timedelta(weeks=6)
SECTIONS = {
    "topics": {
        "title": "Themen",
        "title_en": "Topics",
        "text": "Worum soll es bei der 2. Klimakreise gehen? Alles hier ist **frei erfunden**.",
        "text_en": "What should the 2nd Klimakreise be about? Everything here is **invented**.",
    },
    "daily": {"title": "Alltag", "title_en": "Everyday life"},
    "person": {
        "title": "Zur Person",
        "title_en": "About you",
        "text": "Freiwillig; gezeigt wird davon nur, was niemanden verrät.",
        "text_en": "Optional; only what gives nobody away is shown.",
    },
}
HOW_URGENT = [("gar nicht", "not at all"), ("wenig", "a little"), ("mittel", "medium"), ("sehr", "very")]
HOW_GOOD = [("sehr schlecht", "very badly"), ("schlecht", "badly"), ("mittel", "so-so"), ("gut", "well")]
# Section, fields, options (German, English, what it points to), points of the scale (German, English)
QUESTIONS = [
    (
        "topics",
        {
            "type": Type.SINGLE_CHOICE,
            "text": "Welches Thema ist Ihnen am wichtigsten?",
            "text_en": "Which topic matters most to you?",
            "required": True,
        },
        [
            ("Radwege", "Cycle paths", ("topic", "wege")),
            ("Sonnenstrom", "Solar power", ("topic", "strom")),
            ("Schatten in der Stadt", "Shade in the city", ("topic", "schatten")),
            ("ein anderes Thema", "another topic", None),
        ],
        [],
    ),
    (
        "topics",
        {
            "type": Type.FREE_TEXT,
            "text": "Welches andere Thema?",
            "text_en": "Which other topic?",
            "help": "Bitte keine Namen nennen.",
            "help_en": "Please name nobody.",
        },
        [],
        [],
    ),
    (
        "topics",
        {
            "type": Type.MATRIX,
            "text": "Wie dringend sind diese Forderungen?",
            "text_en": "How urgent are these demands?",
            "offers_no_answer": True,
        },
        [
            ("Sichere Wege für alle", "Safe ways for everyone", ("demand", "wege")),
            ("Sonnenstrom auf jedes städtische Dach", "Solar power on every roof of the city", ("demand", "strom")),
            ("Schatten auf Plätzen und Schulhöfen", "Shade on squares and school yards", ("demand", "schatten")),
        ],
        HOW_URGENT,
    ),
    (
        "topics",
        {
            "type": Type.RANKING,
            "text": "Was soll die Stadt zuerst tun?",
            "text_en": "What should the city do first?",
            "choices_max": 2,
        },
        [("planen", "plan", None), ("bauen", "build", None), ("fördern", "fund", None)],
        [],
    ),
    (
        "daily",
        {
            "type": Type.MULTIPLE_CHOICE,
            "text": "Wie sind Sie in der Stadt unterwegs?",
            "text_en": "How do you get around in the city?",
            "choices_max": 3,
        },
        [
            ("zu Fuß", "on foot", None),
            ("mit dem Rad", "by bicycle", None),
            ("mit Bus und Bahn", "by bus and train", None),
            ("mit dem Auto", "by car", None),
        ],
        [],
    ),
    (
        "daily",
        {
            "type": Type.NUMBER,
            "text": "Wie weit ist Ihr täglicher Weg?",
            "text_en": "How far is your daily way?",
            "unit": "km",
            "unit_en": "km",
            "least": 0,
            "most": 300,
            "decimals": 1,
        },
        [],
        [],
    ),
    (
        "daily",
        {
            "type": Type.RATING,
            "text": "Wie gut informiert die Stadt über Klimaschutz?",
            "text_en": "How well does the city inform about climate protection?",
            "offers_no_answer": True,
        },
        [],
        [*HOW_GOOD, ("sehr gut", "very well")],
    ),
    (
        "person",
        {"type": Type.SINGLE_CHOICE, "text": "Wie alt sind Sie?", "text_en": "How old are you?", "describes_person": True},
        [("unter 30", "under 30", None), ("30 bis 59", "30 to 59", None), ("60 und älter", "60 and over", None)],
        [],
    ),
]  # fmt: skip


def keep_open_survey(store, event):
    """Keep it, with the event's first agenda item as its place; a new one is open from now on, another stays as it is."""
    by = {"slug": f"{PREFIX}umfrage-2"}
    is_new = not Survey.objects.filter(**by).exists()
    survey = store.keep(
        Survey,
        HERE,
        by,
        title="Beispiel: Worum soll es bei der 2. Klimakreise gehen?",
        title_en="Example: What should the 2nd Klimakreise be about?",
        purpose="Die Antworten helfen, die Themen der 2. Klimakreise in Musterstadt zu wählen.",
        purpose_en="The answers help to choose the topics of the 2nd Klimakreise in Musterstadt.",
        audience="alle mit einer E-Mail-Adresse",
        audience_en="everyone with an e-mail address",
        mode=Survey.Mode.SECRET,
        used_for="Auswahl der Themen der 2. Klimakreise in Musterstadt (frei erfunden)",
        sources=[store["source"]],
    )
    store.keep(BallotTerms, HERE, {"survey": survey}, owner=survey, who=BallotTerms.Who.ANYONE)
    placed = {"survey": survey, "agenda_item": event.agenda_items.order_by("position", "pk").first()}
    store.keep(SurveyPlacement, HERE, placed, owner=survey)
    sections = {
        name: store.keep(Section, HERE, {"survey": survey, "number": number}, owner=survey, **fields)
        for number, (name, fields) in enumerate(SECTIONS.items(), 1)
    }
    keep_its_questions(store, survey, sections)
    keep_question_of_2021(store, survey, sections["daily"], len(QUESTIONS) + 1)
    if is_new:
        survey.opens_at = timezone.now().replace(microsecond=0)
        survey.closes_at = survey.opens_at + OPEN_FOR
        survey.save(update_fields=["opens_at", "closes_at"])


def keep_its_questions(store, survey, sections):
    condition = None
    for number, (section, fields, options, points) in enumerate(QUESTIONS, 1):
        by = {"survey": survey, "number": number}
        more = {"shown_if": condition} if fields["type"] == Type.FREE_TEXT else {}
        more |= {"section": sections[section], "repeats": earlier_example(store, fields["text"])}
        question = store.keep(Question, HERE, by, owner=survey, **fields, **more)
        for place, (label, english, subject) in enumerate(options, 1):
            linked = {subject[0]: store[subject]} if subject else {}
            at = {"question": question, "number": place}
            option = store.keep(Option, HERE, at, owner=survey, label=label, label_en=english, **linked)
            condition = option if number == 1 else condition  # the last one: another topic
        for value, (label, english) in enumerate(points, 1):
            at = {"question": question, "number": value}
            store.keep(ScalePoint, HERE, at, owner=survey, label=label, label_en=english)
