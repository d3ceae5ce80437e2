"""The way through a survey in steps. All that was typed travels in the form: there is nothing to remember on the server."""

from dataclasses import dataclass

from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property

from surveys.forms.asked import Asked
from surveys.forms.kinds import asked
from surveys.models import Option, Question, ScalePoint, Section

SECTIONS = "SELECT * FROM surveys_section WHERE survey_id = %s ORDER BY number"
QUESTIONS = "SELECT * FROM surveys_question WHERE survey_id = %s AND type <> ''"
PART = "SELECT part.* FROM {} part JOIN surveys_question asked ON asked.id = question_id WHERE survey_id = %s ORDER BY part.number"
OPTIONS, POINTS = PART.format("surveys_option"), PART.format("surveys_scalepoint")
WITHOUT_PARTS = {Question.Type.NUMBER, Question.Type.FREE_TEXT}


@dataclass
class Page:
    """One step: some questions of a section. `number` counts all pages from 0, whether they come or not."""

    number: int
    section: Section | None
    questions: list[Asked]
    continues: bool = False  # the section has begun on the page before

    @property
    def has_errors(self):
        return any(each.has_errors for each in self.questions)


class Walk:
    """One person's way: what was typed so far (`data`, a QueryDict or MultiValueDict), and where that leads."""

    def __init__(self, survey, data=None):
        self.survey, self.data = survey, MultiValueDict() if data is None else data

    def anew(self):
        """The same with the questions as they are now in the database."""
        return Walk(self.survey, self.data)

    @cached_property
    def questions(self):
        """All questions as `Asked`, in their order; what has no type yet cannot be asked."""
        return read_questions(self.survey, self.sections, self.data)

    @cached_property
    def sections(self):
        return list(Section.objects.raw(SECTIONS, [self.survey.pk]))

    @cached_property
    def shown(self):
        """The questions that come, given what was chosen: a condition counts only if its own question comes."""
        chosen: set[int] = set()
        shown = []
        for each in self.questions:
            if each.question.shown_if_id is None or each.question.shown_if_id in chosen:
                shown.append(each)
                chosen |= each.chosen
        return shown

    @cached_property
    def all_pages(self):
        """The steps of the survey: its sections, cut before a question that depends on an answer on the same page."""
        pages: list[Page] = []
        for section in [None, *self.sections]:
            own = [each for each in self.questions if each.question.section_id == (section and section.pk)]
            if own or (section and section.text):
                pages += cut(own, section, len(pages))
        return pages

    @cached_property
    def pages(self):
        """The steps that come, each with the questions that come."""
        shown = {id(each) for each in self.shown}
        pages = []
        for page in self.all_pages:
            questions = [each for each in page.questions if id(each) in shown]
            if questions or not page.questions:
                pages.append(Page(page.number, page.section, questions, page.continues))
        return pages

    def page(self, number):
        """The page of that number, or the next one that comes; the first if there is none."""
        return next((page for page in self.pages if page.number >= number), self.pages[0])

    def after(self, page):
        """The page that follows, or None: then all answers are looked at."""
        return next((each for each in self.pages if each.number > page.number), None)

    def before(self, page):
        return next((each for each in reversed(self.pages) if each.number < page.number), page)

    def place(self, page):
        """Which of how many steps it is, looking at all answers being the last: (2, 5)."""
        return [each.number for each in self.pages].index(page.number) + 1, len(self.pages) + 1

    def check(self, page):
        """Whether everything on this page is right; what is not says so."""
        wrong = [each for each in page.questions if not each.check()]  # each of them says so
        return not wrong

    def first_wrong(self):
        """The first page on which something is wrong, or None; everything is checked."""
        return next((page for page in self.pages if not self.check(page)), None)

    @property
    def sheet(self):
        """The list of `surveys.answers.Given`, once everything was checked."""
        return [given for each in self.shown for given in each.given]

    def carried(self, page=None):
        """(name, value) of all that was typed elsewhere than on this page, also for questions that do not come now."""
        here = {each.name for each in page.questions} if page else set()
        return [pair for each in self.questions if each.name not in here for pair in each.typed]


def read_questions(survey, sections, data):
    """The questions of a survey as `Asked` in their order; what has no type yet cannot be asked.

    This is done with every step of everybody, and composing the SQL anew would cost more than all the rest.
    """
    section_of = {section.pk: section for section in sections}
    asked_for = []
    for question in Question.objects.raw(QUESTIONS, [survey.pk]):
        question.survey, question.section = survey, section_of.get(question.section_id)
        asked_for.append(asked(question, data))
    with_parts = [each for each in asked_for if each.question.type not in WITHOUT_PARTS]
    options = give_parts(with_parts, "options", Option.objects.raw(OPTIONS, [survey.pk]))
    give_parts(with_parts, "points", ScalePoint.objects.raw(POINTS, [survey.pk]))
    for each in asked_for:
        if each.question.shown_if_id in options:
            each.question.shown_if = options[each.question.shown_if_id]
    return sorted(asked_for, key=lambda each: each.question.place)


def give_parts(questions, name, rows):
    """Give each question those of the rows that are its own; returns {key: row} of all. Without questions nothing is read."""
    parts: dict[int, list] = {each.question.pk: [] for each in questions}
    for row in rows if parts else ():
        if row.question_id in parts:
            parts[row.question_id].append(row)
    for each in questions:
        setattr(each, name, parts[each.question.pk])
    return {row.pk: row for each in parts.values() for row in each}


def cut(questions, section, number):
    """Pages from `number` on: a new one begins before a question whose condition is on the present one."""
    pages = [Page(number, section, [])]
    for each in questions:
        here = {before.question.pk for before in pages[-1].questions}
        if each.question.shown_if and each.question.shown_if.question_id in here:
            pages.append(Page(number + len(pages), section, [], continues=True))
        pages[-1].questions.append(each)
    return pages


def typed_for(survey, sheet):
    """What would have to be typed to fill in this sheet: the MultiValueDict for a Walk."""
    data: MultiValueDict = MultiValueDict()
    for each in Walk(survey).questions:
        given = [row for row in sheet if row.question == each.question.pk]
        for name, value in each.typed_for(given):
            data.appendlist(name, value)
    return data
