"""What can be found: for each kind of thing what is searched of it, and where it leads."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from circles.models import Circle, Measure, Result, Topic
from events.models import Event, Material, Protocol, ProtocolSection, ReleasedItem
from klimakreise.accounts.models import Department
from klimakreise.alliance.models import Alliance, AllianceGroup, Demand
from klimakreise.dialogue.models import Statement
from klimakreise.publishing.models import Part
from klimakreise.publishing.standing import parents_of
from klimakreise.publishing.text import bare_text
from klimakreise.site.departments import real_departments
from klimakreise.site.models import CityFact, Figure, Page
from klimakreise.site.search.models import SearchEntry
from surveys.models import Survey, SurveyResults, TopicSelection

Kind = SearchEntry.Kind


@dataclass
class Content:
    """What is searched of one thing: its title, and texts that may be empty."""

    title: str
    texts: list
    date: Any = None
    note: str = ""
    language: str = "de"
    shown_in: str = ""
    topics: list = field(default_factory=list)  # keys of topics that it has to do with but does not hang on

    @property
    def text(self):
        return "\n".join(filter(None, (str(text).strip() for text in self.texts if text)))


@dataclass
class Document:
    """One model whose things can be found."""

    model: Any
    kind: Kind
    read: Callable  # thing → Content, or several in different languages
    related: tuple = ()  # what `read` asks for beside the parents
    many: tuple = ()
    address: Callable = lambda thing: thing.get_absolute_url()
    only: Callable | None = None  # the rows that can be found, if not all can

    @property
    def label(self):
        return self.model._meta.label_lower

    @property
    def writes_journal(self):
        """Whether changes of its things stand in the journal; of others each run compares all."""
        return issubclass(self.model, Part)

    def rows(self):
        """All its things with what reading them takes, in the order of their keys."""
        rows = self.all()
        if related := [*parents_of(self.model), *self.related]:
            rows = rows.select_related(*related)
        return rows.prefetch_related(*self.many).order_by("pk")

    def visible(self):
        """Those that everyone sees now."""
        return self.all().visible_to(AnonymousUser()) if self.writes_journal else self.rows()

    def all(self):
        return self.only() if self.only else self.model.objects.all()

    def contents(self, thing):
        """A list of Content: one, or one in each language."""
        read = self.read(thing)
        return read if isinstance(read, list) else [read]


def event(thing):
    support = [str(row.supporter) for row in thing.support.all()]
    places = [session.place for session in thing.sessions.all()]
    notes = [thing.registration_note, thing.agenda_note, thing.topic_note, thing.cancellation_reason]
    texts = [
        thing.motto,
        thing.main_topic,
        bare_text(thing.purpose),
        bare_text(thing.scope),
        *thing.topic_reasons,
    ]
    return Content(
        thing.title,
        [
            *texts,
            bare_text(thing.follow_up),
            *notes,
            thing.series.title,
            *places,
            *support,
            thing.picture_alt,
        ],
        thing.date,
    )


def agenda_item(thing):
    texts = [thing.announced_title, thing.presenter, bare_text(thing.description)]
    return Content(thing.title, texts, thing.release.event.date)


def material(thing):
    title = thing.title or f"{thing.get_kind_display()}: {thing.event}"
    texts = [thing.note, thing.text_alternative, thing.file_text]
    return Content(title, texts, thing.date or thing.event.date, language=thing.language or "de")


def circle(thing):
    texts = [thing.alternative_title, thing.guiding_question, thing.facilitator, bare_text(thing.next_steps)]
    return Content(thing.title, texts, thing.event.date)


def result(thing):
    return Content(shortened(thing.text), [thing.text], thing.circle.event.date)


def topic(thing):
    return Content(thing.title, [bare_text(thing.description)], topics=[thing.pk])


def measure(thing):
    reports = list(thing.reports.all())
    dates = [report.date for report in reports if report.date]
    texts = [bare_text(thing.description), thing.plan_reference, thing.assessment_note, thing.department]
    return Content(
        thing.title,
        [*texts, *(report.text for report in reports)],
        max(dates, default=None),
        topics=[thing.topic_id] if thing.topic_id else [],
    )


def statement(thing):
    subject = thing.subject.text if thing.result_id else str(thing.subject)
    texts = [bare_text(thing.text), thing.role, thing.department]
    return Content(shortened(subject), texts, thing.date)


def demand(thing):
    return Content(thing.title, [bare_text(thing.text)], thing.demand_set.date, note=thing.demand_set.label)


def group(thing):
    return Content(thing.name, [bare_text(thing.description)])


def protocol(thing):
    return Content(thing.event.title, [bare_text(thing.summary)], thing.event.date)


def section(thing):
    return Content(thing.heading, [bare_text(thing.text)], thing.protocol.event.date)


def survey(thing):
    asked = [text for question in thing.questions.all() for text in (question.text, question.note)]
    texts = [thing.short_name, thing.purpose, thing.audience, thing.used_for, thing.identity_note, *asked]
    return Content(thing.title, texts, thing.end or thing.start, note=worth(thing))


def results(thing):
    survey = thing.survey
    return Content(survey.title, [bare_text(thing.summary)], survey.end or survey.start, note=worth(survey))


def worth(survey):
    """What goes for every figure of the survey, in German as all notes are."""
    with translation.override("de"):
        return gettext("not representative") if survey.mode == Survey.Mode.OPEN else ""


def topic_selection(thing):
    with translation.override("de"):
        return Content(str(thing), [bare_text(thing.text)], thing.event.date)


def page(thing):
    german = Content(thing.get_key_display(), [bare_text(thing.text)], shown_in="de" if thing.text_en else "")
    english = Content(thing.get_key_display(), [bare_text(thing.text_en)], language="en", shown_in="en")
    return [german, english] if thing.text_en else german


def alliance(thing):
    texts = [
        thing.goal,
        thing.approach,
        thing.joining,
        thing.working_groups,
        thing.planning_team,
        thing.member_list_note,
    ]
    return Content(
        thing.name, [thing.short_name, *texts, thing.legal_form, thing.founded_place], thing.founded
    )


def city_fact(thing):
    details = [f"{detail.label}: {detail.date or detail.value}" for detail in thing.details.all()]
    texts = [bare_text(thing.text), *thing.targets, thing.decided_by, thing.document, thing.reference]
    return Content(thing.title, [*texts, *details], thing.decided)


def figure(thing):
    value = f"{thing.value.normalize():f}".replace(".", ",")
    return Content(thing.label, [f"{value} {thing.unit}", thing.year])


def department(thing):
    return Content(thing.name, [thing.role, *(former.name for former in thing.former_names.all())])


def shortened(text, length=110):
    """The first words of a text that has no title of its own."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: line.rfind(" ", 0, length) + 1 or length].strip() + " …"


def of_city(thing):
    return reverse("site:city")


DOCUMENTS = [
    Document(Event, Kind.EVENT, event, ("series",), ("sessions", "support__supporter")),
    Document(ReleasedItem, Kind.AGENDA_ITEM, agenda_item, only=ReleasedItem.objects.current),
    Document(Material, Kind.MATERIAL, material),
    Document(Circle, Kind.CIRCLE, circle),
    Document(Result, Kind.RESULT, result),
    Document(Topic, Kind.TOPIC, topic),
    Document(Measure, Kind.MEASURE, measure, ("department",), ("reports",)),
    Document(Statement, Kind.STATEMENT, statement, ("department",)),
    Document(Demand, Kind.DEMAND, demand),
    Document(AllianceGroup, Kind.GROUP, group),
    Document(Protocol, Kind.PROTOCOL, protocol),
    Document(
        ProtocolSection,
        Kind.PROTOCOL,
        section,
        address=lambda thing: f"{thing.protocol.get_absolute_url()}#abschnitt-{thing.pk}",
    ),
    Document(Survey, Kind.SURVEY, survey, (), ("questions",)),
    Document(SurveyResults, Kind.SURVEY, results),
    Document(TopicSelection, Kind.TOPIC, topic_selection),
    Document(Page, Kind.PAGE, page),
    Document(Alliance, Kind.PAGE, alliance),
    Document(CityFact, Kind.PAGE, city_fact, (), ("details",), of_city),
    Document(Figure, Kind.PAGE, figure, address=of_city),
    Document(Department, Kind.PAGE, department, (), ("former_names",), of_city, real_departments),
]
BY_LABEL = {document.label: document for document in DOCUMENTS}
