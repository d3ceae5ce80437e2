"""Mending a typing error in a survey to which answers are there already: readers see what stood there before."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from klimakreise.publishing.audit import note
from klimakreise.publishing.models import Entry
from surveys.models import Correction, Survey

TEXTS = {
    "section": ["title", "title_en", "text", "text_en"],
    "question": ["text", "text_en", "help", "help_en", "unit", "unit_en"],
    "option": ["label", "label_en"],
    "scalepoint": ["label", "label_en"],
}


@dataclass(frozen=True)
class Wording:
    """One text that whoever answers reads: a field of a part of the survey."""

    thing: object
    field: str
    place: str

    @property
    def key(self):
        return f"{self.thing._meta.model_name}-{self.thing.pk}-{self.field}"

    @property
    def text(self):
        return getattr(self.thing, self.field)

    @property
    def label(self):
        return f"{self.place}: {self.thing._meta.get_field(self.field).verbose_name}"[:200]


def wordings(survey):
    """All texts of the survey's questions that are there, as Wording, in their order."""
    found = []
    for section in survey.sections.all():
        place = _("Section %(number)s") % {"number": section.number}
        found += texts_of(section, place)
    for question in survey.questions.prefetch_related("options", "scale_points"):
        place = _("Question %(number)s") % {"number": question.number}
        found += texts_of(question, place)
        for option in question.options.all():
            found += texts_of(option, f"{place}, {_('option %(number)s') % {'number': option.number}}")
        for point in question.scale_points.all():
            found += texts_of(point, f"{place}, {_('value %(number)s') % {'number': point.number}}")
    return found


def texts_of(thing, place):
    return [Wording(thing, name, place) for name in TEXTS[thing._meta.model_name] if getattr(thing, name)]


@transaction.atomic
def correct(survey, texts, reason):
    """Replace wordings by `texts` ({Wording.key: text}) and write down each for readers and the audit; returns the Corrections.

    ValidationError if nothing is different, a text is empty or too long, or there is no `reason`.
    """
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    changed = [
        (each, texts[each.key]) for each in wordings(survey) if texts.get(each.key, each.text) != each.text
    ]
    if not changed:
        raise ValidationError(_("Nothing is different."))
    return [replace(survey, wording, text, reason) for wording, text in changed]


def replace(survey, wording, text, reason):
    if not text.strip():
        raise ValidationError(_("%(place)s: a text cannot be emptied.") % {"place": wording.label})
    correction = Correction(
        survey=survey, where=wording.label, before=wording.text, after=text, reason=reason
    )
    correction.full_clean()
    thing = wording.thing
    setattr(thing, wording.field, text)
    thing.clean_fields(exclude={field.name for field in thing._meta.fields} - {wording.field})
    thing.save(update_fields=[wording.field])
    correction.save()
    note("corrected", survey, f"{wording.label}: {reason}")
    if survey.is_published:
        Entry.record(survey, Entry.Act.CHANGED)
    return correction
