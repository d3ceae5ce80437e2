"""Which question may ask an earlier one again: figures of both can stand beside each other."""

from django.utils.translation import gettext_lazy as _

BESIDE = {"single_choice", "multiple_choice", "rating", "matrix", "ranking", "number"}
COUNTED_HERE_ONLY = {
    "matrix",
    "ranking",
}  # of surveys made elsewhere, counts of options are all that is recorded


def reason_against(question, earlier):
    """Why `question` cannot repeat `earlier`, in words; None if it can."""
    if not question.survey.is_native:
        return _("Only a question that is answered here stands beside an earlier one.")
    if earlier.survey_id == question.survey_id:
        return _("Choose a question of another survey.")
    if not has_same_figures(question, earlier):
        return _("The figures of a question and of the one it asks again must be of the same type.")
    if is_later(earlier.survey, question.survey):
        return _("That survey began later than this one.")
    if leads_into(question.survey_id, earlier):
        return _("That question itself asks again one of this survey.")
    return None


def has_same_figures(question, earlier):
    if earlier.type in COUNTED_HERE_ONLY and not earlier.survey.is_native:
        return False
    return question.type == earlier.type and question.type in BESIDE


def is_later(earlier, survey):
    """Whether `earlier` is known to have begun later; of two dates the less precise one says how far they are compared."""
    length = min(len(earlier.began), len(survey.began))
    return earlier.began[:length] > survey.began[:length]


def leads_into(survey_id, earlier):
    """Whether the questions that `earlier` repeats in turn come to that survey."""
    seen = set()
    while earlier is not None and earlier.pk not in seen:
        seen.add(earlier.pk)
        if earlier.survey_id == survey_id:
            return True
        earlier = earlier.repeats
    return False
