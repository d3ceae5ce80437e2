"""Where the example plays: a city, an alliance with demands, topics, and a survey with published results."""

import datetime
from decimal import Decimal

from circles.models import Topic
from klimakreise.accounts.models import Department
from klimakreise.alliance.models import AllianceGroup, Carrying, Demand, DemandSet, JoinRequest
from klimakreise.publishing.models import Source
from klimakreise.publishing.partial_dates import PartialDate
from klimakreise.site.example import PREFIX
from klimakreise.site.loading.schema import Item, Record
from surveys.models import Option, Question, Survey, SurveyResults, Tally

HERE = Item("example", 0, Record(), {}, {})
QUESTIONS = [  # with their options: label, what it points to, count, percent
    (
        {"text": "Welches Thema ist am wichtigsten?", "type": Question.Type.SINGLE_CHOICE, "answered_by": 84},
        [
            ("Radwege", ("topic", "wege"), 34, "40.5"),
            ("Sonnenstrom", ("topic", "strom"), 26, "31.0"),
            ("Schatten in der Stadt", ("topic", "schatten"), 18, "21.4"),
            ("ein anderes Thema", None, 6, "7.1"),
        ],
    ),
    (
        {
            "text": "Welche Forderungen sollen zuerst angegangen werden?",
            "type": Question.Type.MULTIPLE_CHOICE,
            "answered_by": 80,
            "percent_base": "Antwortende dieser Frage (80); Summe über 100 % möglich",
        },
        [
            ("Sichere Wege für alle", ("demand", "wege"), 58, "72.5"),
            ("Sonnenstrom auf jedes städtische Dach", ("demand", "strom"), 47, "58.8"),
            ("Schatten auf Plätzen und Schulhöfen", ("demand", "schatten"), 39, "48.8"),
        ],
    ),
    (
        {
            "text": "Wie gut informiert die Stadt über Klimaschutz?",
            "type": Question.Type.RATING,
            "answered_by": 82,
            "statistic_label": "Bewertung von 1 (sehr schlecht) bis 5 (sehr gut)",
            "mean": Decimal("2.85"),
            "sd": Decimal("1.07"),
        },
        [
            ("1 (sehr schlecht)", None, 9, "11.0"),
            ("2", None, 21, "25.6"),
            ("3", None, 30, "36.6"),
            ("4", None, 17, "20.7"),
            ("5 (sehr gut)", None, 5, "6.1"),
        ],
    ),
]


def day(text):
    return PartialDate.parse(text)


def clock(text):
    return datetime.time.fromisoformat(text)


def keep_alliance(store):
    """Keep a source, an office, two groups and three demands."""
    store["source"] = store.keep(
        Source,
        HERE,
        {"key": f"{PREFIX}quelle"},
        publisher="Beispielquelle",
        title="frei erfunden, nur zur Anschauung",
    )
    store["office"] = store.keep(
        Department,
        HERE,
        {"slug": f"{PREFIX}amt"},
        name="Beispiel-Amt der Stadt Musterstadt",
        role="Verkehr und Grünflächen (Beispiel)",
        sources=[store["source"]],
    )
    groups = {
        "radgruppe": ("Radgruppe Musterstadt (Beispiel)", AllianceGroup.Field.MOBILITY),
        "solarverein": ("Solarverein Musterstadt (Beispiel)", AllianceGroup.Field.CLIMATE),
    }
    for slug, (name, field) in groups.items():
        text = "Diese Gruppe gibt es nicht. Sie zeigt, wie eine Gruppe des Bündnisses dargestellt wird."
        by = {"slug": f"{PREFIX}{slug}"}
        store["group", slug] = store.keep(AllianceGroup, HERE, by, name=name, field=field, description=text)
    keep_demands(store)
    keep_request(store)


def keep_demands(store):
    version = store.keep(
        DemandSet,
        HERE,
        {"label": "Beispiel: Forderungen für Musterstadt"},
        addressee="Stadt Musterstadt (Beispiel)",
        sources=[store["source"]],
    )
    demands = {
        "wege": ("Sichere Wege für alle", "Bis 2030 ist jede Schule auf sicheren Radwegen zu erreichen."),
        "strom": ("Sonnenstrom auf jedes städtische Dach", "Zuerst auf Schulen und Turnhallen."),
        "schatten": ("Schatten auf Plätzen und Schulhöfen", "Kein Platz ohne Bäume und Trinkwasser."),
    }
    for number, (slug, (title, text)) in enumerate(demands.items(), 1):
        by = {"demand_set": version, "slug": f"{PREFIX}{slug}"}
        store["demand", slug] = store.keep(
            Demand, HERE, by, owner=version, number=number, title=f"Beispiel: {title}", text=text
        )
    for group, demand in [("radgruppe", "wege"), ("radgruppe", "schatten"), ("solarverein", "strom")]:
        by = {"group": store["group", group], "demand": store["demand", demand]}
        store.keep(Carrying, HERE, by, owner=version, since=day("2026-01"))


def keep_request(store):
    """Keep the request of a group to join, for the planning team to try; the group that comes of it is an example too."""
    store.keep(
        JoinRequest,
        HERE,
        {"name": "Gartenfreunde Musterstadt (Beispiel)"},
        field=AllianceGroup.Field.GREEN_SPACE,
        description="Diese Gruppe gibt es nicht. Sie möchte dem Bündnis beitreten, damit sich das ausprobieren lässt.",
        demands=[store["demand", "schatten"]],
        contact_name="Gerda Beispiel",
        contact_email="gartenfreunde@beispiel.invalid",
        state=JoinRequest.State.CONFIRMED,
        confirmed_at=datetime.datetime(2026, 11, 2, 10, tzinfo=datetime.UTC),
        is_example=True,
    )


def keep_topics(store):
    topics = {
        "wege": ("Radwege", Topic.Colour.SKY),
        "strom": ("Sonnenstrom", Topic.Colour.SUN),
        "schatten": ("Schatten in der Stadt", Topic.Colour.MOSS),
        "heizen": ("Heizen", Topic.Colour.CLAY),
        "essen": ("Essen in Kantinen", Topic.Colour.PLUM),
        "abfall": ("Abfall vermeiden", Topic.Colour.STONE),
    }
    for slug, (title, colour) in topics.items():
        demand = store.known.get(("demand", slug))
        by = {"slug": f"{PREFIX}{slug}"}
        store["topic", slug] = store.keep(
            Topic, HERE, by, title=f"Beispiel: {title}", colour=colour, demand=demand
        )


def keep_survey(store):
    """Keep a survey with a question of each type; the figures fit together."""
    survey = store.keep(
        Survey,
        HERE,
        {"slug": f"{PREFIX}umfrage"},
        title="Beispiel: Was ist in Musterstadt am dringendsten?",
        short_name="Beispielumfrage",
        purpose="Die Umfrage zeigt, welche Themen auf der Klimakreise besprochen werden sollen.",
        audience="Menschen in Musterstadt (erfunden)",
        start=day("2026-04-01"),
        end=day("2026-04-30"),
        tool="Beispiel, ohne wirkliche Befragung",
        respondents=86,
        incomplete_answers_allowed=True,
        raw_data_published=False,
        used_for="Auswahl der Themen der 1. Klimakreise in Musterstadt",
        sources=[store["source"]],
    )
    store["survey"] = survey
    summary = (
        "Radwege werden am häufigsten als wichtigstes Thema genannt. **Alle drei Forderungen** finden bei etwa "
        "der Hälfte oder mehr der Antwortenden Zustimmung."
    )
    results = store.keep(SurveyResults, HERE, {"survey": survey}, summary=summary)
    keep_questions(store, survey, results)


def keep_questions(store, survey, results):
    for number, (question, options) in enumerate(QUESTIONS, 1):
        by = {"survey": survey, "number": number}
        row = store.keep(Question, HERE, by, owner=survey, **question)
        for place, (label, link, count, percent) in enumerate(options, 1):
            at = {"question": row, "number": place}
            linked = {link[0]: store[link]} if link else {}
            option = store.keep(Option, HERE, at, owner=survey, label=label, **linked)
            tally = {"results": results, "count": count, "percent": Decimal(percent)}
            store.keep(Tally, HERE, {"option": option}, owner=results, **tally)
            if link:
                store["option", *link] = option
