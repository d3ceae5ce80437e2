"""What is still missing before a survey can be opened, each at its thing."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from klimakreise.publishing.addresses import admin_url
from surveys.audience import audience, speakers


@dataclass(frozen=True)
class Problem:
    """`thing` is the survey or a part of it; what is not `grave` is worth a look and does not stop the opening.

    `at` is the address of the page on which it is mended, if it is not that of the thing.
    """

    thing: object
    text: str
    grave: bool = True
    at: str = ""

    @property
    def address(self):
        """Where it is mended: on the page of the question, of the survey, or of who may answer."""
        name = self.thing._meta.model_name
        if self.at:
            return self.at
        if name in {"survey", "question", "ballotterms"}:
            return admin_url(self.thing)
        return admin_url(self.thing.survey)


def problems(survey):
    """All Problems of a native survey in the order of its parts; an empty list: it can be opened."""
    parts = survey.questions.select_related("section", "shown_if__question__section")
    questions = sorted(parts.prefetch_related("options", "scale_points"), key=lambda each: each.place)
    found = [*of_the_survey(survey, questions), *of_who_may(survey)]
    coming = of_what_comes(questions)
    for section in survey.sections.all():
        found += of_a_section(section, [each for each in questions if each.section_id == section.pk], coming)
    for question in questions:
        found += of_a_question(question)
        if fault := coming[question.pk]:
            found.append(Problem(question, fault))
    return found


def of_a_section(section, questions, coming):
    if not questions and not section.text:
        yield Problem(section, _("The section “%(title)s” has no questions.") % {"title": section})
    if questions and all(coming[each.pk] for each in questions):
        yield Problem(
            section, _("In the section “%(title)s” no question can ever come.") % {"title": section}
        )
    yield from english(section, "title", "text")


def of_the_survey(survey, questions):
    if not survey.mode:
        yield Problem(survey, _("No mode is chosen."))
    if not questions:
        yield Problem(survey, _("There are no questions yet."))
    if not survey.audience:
        yield Problem(survey, _("It is not said who is asked."))
    if survey.closes_at is None and not survey.is_imported:
        yield Problem(survey, _("There is no time at which it closes."), grave=False)
    elif survey.closes_at and survey.closes_at <= timezone.now():
        yield Problem(survey, _("The time at which it closes is over."))
    if not survey.purpose:
        yield Problem(survey, _("The purpose is not said."), grave=False)
    yield from english(survey, "title", "purpose", "audience")


def of_who_may(survey):
    """Whether somebody can answer at all: has a code, gets one, can ask for one, or speaks for a group."""
    terms = getattr(survey, "ballot_terms", None)
    if survey.mode == survey.Mode.NAMED and not speakers().exists():
        text = _("No group of the alliance has a speaker yet: nobody can answer.")
        yield Problem(survey, text, grave=False)
    if survey.mode != survey.Mode.SECRET:
        return
    if terms is None:
        text = _("It is not settled who may answer: nobody gets a code.")
        settled = f"{reverse('admin:surveys_ballotterms_add')}?survey={survey.pk}"
        yield Problem(survey, text, at=settled)
    elif terms.who == terms.Who.PRINTED and not getattr(getattr(survey, "issuing", None), "printed", 0):
        yield Problem(terms, _("No sheets with codes are printed yet."), grave=False)
    elif terms.invites and not audience(terms):
        yield Problem(terms, _("Nobody would be invited yet: %(who)s.") % {"who": terms}, grave=False)


def of_a_question(question):
    kinds, options, points = question.Type, list(question.options.all()), list(question.scale_points.all())
    if not question.text:
        yield Problem(question, _("The question has no wording."))
    if not question.type:
        yield Problem(question, _("The question has no type."))
    wanted = {
        kinds.SINGLE_CHOICE: 2, kinds.MULTIPLE_CHOICE: 1, kinds.RANKING: 2, kinds.MATRIX: 1, kinds.STATEMENTS: 1,
    }  # fmt: skip
    if question.type == kinds.MATRIX and not options:
        yield Problem(question, _("The matrix has no rows."))
    elif len(options) < wanted.get(question.type, 0):
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
    yield from of_labels(question, options, points)


def of_labels(question, options, points):
    """Two answers that look the same, in German or in English; and answers without an English wording."""
    for language in ("de", "en"):
        if twice := looks_like_another(options, language) or looks_like_another(points, language):
            values = {"label": twice, "language": language}
            yield Problem(question, _("Two answers look the same (%(language)s): “%(label)s”.") % values)
            break
    parts = [*options, *points]
    labelled = [part for part in parts if part.label]
    if missing := [part for part in labelled if not part.label_en]:
        words = ngettext(
            "%(number)s of %(all)s answers has no English wording.",
            "%(number)s of %(all)s answers have no English wording.",
            len(missing),
        )
        yield Problem(question, words % {"number": len(missing), "all": len(labelled)}, grave=False)


def looks_like_another(parts, language):
    """The first label of these that stands there twice on a page in that language, or ""."""
    with override(language):
        labels = [" ".join(part.local_label.split()) for part in parts]
    folded = [label.casefold() for label in labels]
    return next((label for label in labels if folded.count(label.casefold()) > 1), "")


def of_what_comes(questions):
    """{key of a question: why it can never come, or ""}, along the chain of conditions; `questions` in their order."""
    found: dict = {}
    asked: dict = {}
    for question in questions:
        before = question.shown_if and asked.get(question.shown_if.question_id)
        if question.shown_if is None:
            fault = ""
        elif before is None:
            fault = _("The condition belongs to a question that does not come before this one.")
        elif before.type not in {question.Type.SINGLE_CHOICE, question.Type.MULTIPLE_CHOICE}:
            fault = _("The condition belongs to a question without choices.")
        elif found[before.pk]:
            fault = _("It can never come: it depends on question %(number)s, which can never come.") % {
                "number": before.number
            }
        else:
            fault = ""
        found[question.pk], asked[question.pk] = fault, question
    return found


def english(thing, *names):
    """Texts that are there in German only."""
    missing = [name for name in names if getattr(thing, name) and not getattr(thing, f"{name}_en")]
    if missing:
        labels = ", ".join(str(thing._meta.get_field(name).verbose_name) for name in missing)
        yield Problem(thing, _("No English: %(fields)s.") % {"fields": labels}, grave=False)
