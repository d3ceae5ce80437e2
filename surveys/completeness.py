"""What is still missing before a survey can be opened, each at its thing."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klimakreise.publishing.addresses import admin_url


@dataclass(frozen=True)
class Problem:
    """`thing` is the survey or a part of it; what is not `grave` is worth a look and does not stop the opening."""

    thing: object
    text: str
    grave: bool = True

    @property
    def address(self):
        """Where it is mended: on the page of the question or of the survey."""
        name = self.thing._meta.model_name
        if name in {"survey", "question"}:
            return admin_url(self.thing)
        return admin_url(self.thing.survey)


def problems(survey):
    """All Problems of a native survey in the order of its parts; an empty list: it can be opened."""
    parts = survey.questions.select_related("section", "shown_if__question__section")
    questions = sorted(parts.prefetch_related("options", "scale_points"), key=lambda each: each.place)
    found = [*of_the_survey(survey, questions)]
    for section in survey.sections.all():
        if section.pk not in {each.section_id for each in questions} and not section.text:
            found.append(
                Problem(section, _("The section “%(title)s” has no questions.") % {"title": section})
            )
        found += english(section, "title", "text")
    asked: dict = {}
    for question in questions:
        found += [*of_a_question(question), *of_a_condition(question, asked)]
        asked[question.pk] = question
    return found


def of_the_survey(survey, questions):
    if not survey.mode:
        yield Problem(survey, _("No mode is chosen."))
    if survey.mode == survey.Mode.SECRET and not hasattr(survey, "ballot_terms"):
        text = _("It is not settled who may answer: nobody gets a code yet.")
        yield Problem(survey, text, grave=False)
    if not questions:
        yield Problem(survey, _("There are no questions yet."))
    if not survey.audience:
        yield Problem(survey, _("It is not said who is asked."))
    if survey.closes_at is None:
        yield Problem(survey, _("There is no time at which it closes."), grave=False)
    elif survey.closes_at <= timezone.now():
        yield Problem(survey, _("The time at which it closes is over."))
    if not survey.purpose:
        yield Problem(survey, _("The purpose is not said."), grave=False)
    yield from english(survey, "title", "purpose", "audience")


def of_a_question(question):
    kinds, options, points = question.Type, list(question.options.all()), list(question.scale_points.all())
    if not question.text:
        yield Problem(question, _("The question has no wording."))
    if not question.type:
        yield Problem(question, _("The question has no type."))
    wanted = {
        kinds.SINGLE_CHOICE: 2, kinds.MULTIPLE_CHOICE: 1, kinds.RANKING: 2, kinds.MATRIX: 1, kinds.STATEMENTS: 1,
    }  # fmt: skip
    if len(options) < wanted.get(question.type, 0):
        yield Problem(question, _("The question has too few options to choose from."))
    if question.type in {kinds.RATING, kinds.MATRIX} and len(points) < 2:
        yield Problem(question, _("The scale has fewer than two points."))
    if question.choices_max and question.choices_max > len(options):
        yield Problem(question, _("More answers may be chosen than there are."), grave=False)
    if question.type == kinds.FREE_TEXT and question.required:
        yield Problem(
            question, _("A free text must be given: whoever has nothing to say cannot go on."), grave=False
        )
    if question.takes_proposals and question.survey.mode == question.survey.Mode.SECRET:
        text = _("A secret survey takes no proposals: who proposes a statement could be recognised.")
        yield Problem(question, text)
    yield from english(question, "text", "help", "unit")
    if missing := [part for part in [*options, *points] if part.label and not part.label_en]:
        words = ngettext(
            "%(number)s answer has no English wording.",
            "%(number)s answers have no English wording.",
            len(missing),
        )
        yield Problem(question, words % {"number": len(missing)}, grave=False)


def of_a_condition(question, asked):
    """A condition that can never be met; `asked` are the questions before this one that can come."""
    option = question.shown_if
    if option is None:
        return
    before = asked.get(option.question_id)
    if before is None:
        yield Problem(question, _("The condition belongs to a question that does not come before this one."))
    elif before.type not in {question.Type.SINGLE_CHOICE, question.Type.MULTIPLE_CHOICE}:
        yield Problem(question, _("The condition belongs to a question without choices."))
    elif excludes_itself(question, option, asked):
        yield Problem(question, _("The condition can never be met: two answers exclude each other."))


def excludes_itself(question, option, asked):
    """Whether it needs two answers of one single choice, over the conditions of its conditions."""
    needed = {}
    while option is not None:
        before = asked.get(option.question_id)
        if before is None:
            return False
        if (
            before.type == question.Type.SINGLE_CHOICE
            and needed.setdefault(before.pk, option.pk) != option.pk
        ):
            return True
        option = before.shown_if
    return False


def english(thing, *names):
    """Texts that are there in German only."""
    missing = [name for name in names if getattr(thing, name) and not getattr(thing, f"{name}_en")]
    if missing:
        labels = ", ".join(str(thing._meta.get_field(name).verbose_name) for name in missing)
        yield Problem(thing, _("No English: %(fields)s.") % {"fields": labels}, grave=False)
