"""A survey once more, as a draft: all that is asked, and nothing of what was answered."""

from django.db import transaction
from django.utils.translation import gettext as _

from klimakreise.publishing.slugs import german_slug
from surveys.models import Option, Question, ScalePoint, Section, Survey
from surveys.models.repeating import reason_against

COPIED = ["title_en", "short_name", "purpose", "purpose_en", "audience", "audience_en", "mode", "is_example"]
COPIED_OF_SECTION = ["number", "title", "title_en", "text", "text_en"]
COPIED_OF_QUESTION = [
    "number", "text", "text_en", "help", "help_en", "type", "required", "describes_person", "choices_max",
    "offers_no_answer", "takes_proposals", "unit", "unit_en", "least", "most", "decimals",
]  # fmt: skip
COPIED_OF_OPTION = ["number", "label", "label_en", "group", "demand", "topic"]
COPIED_OF_POINT = ["number", "label", "label_en"]


@transaction.atomic
def copy_survey(survey):
    """Return the copy, a draft without times, figures and results. Of an imported survey it takes what is known of it.

    Its questions ask again those of `survey`, wherever figures of both could stand beside each other.
    """
    title = _("%(title)s (copy)") % {"title": survey.title}
    copy = Survey.objects.create(title=title, slug=free_slug(survey.slug), **values(survey, COPIED))
    sections = {
        each.pk: Section.objects.create(survey=copy, **values(each, COPIED_OF_SECTION))
        for each in survey.sections.all()
    }
    questions, options = [], {}
    for each in survey.questions.prefetch_related("options", "scale_points"):
        section = sections.get(each.section_id)
        asked = Question.objects.create(survey=copy, section=section, **values(each, COPIED_OF_QUESTION))
        for option in each.options.all():
            options[option.pk] = Option.objects.create(question=asked, **values(option, COPIED_OF_OPTION))
        for point in each.scale_points.all():
            ScalePoint.objects.create(question=asked, **values(point, COPIED_OF_POINT))
        questions.append((each, asked))
    for each, asked in questions:
        asked.shown_if = options.get(each.shown_if_id)
        asked.repeats = None if reason_against(asked, each) else each
        asked.save(update_fields=["shown_if", "repeats"])
    return copy


def free_slug(slug):
    """A slug like `slug` that no survey has."""
    base = german_slug(slug)[:70]
    taken = set(Survey.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(f"{base}-{number}" for number in range(2, len(taken) + 3) if f"{base}-{number}" not in taken)


def values(row, names):
    return {name: getattr(row, name) for name in names}
