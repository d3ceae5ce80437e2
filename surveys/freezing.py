"""From the first code or answer on, questions and mode of a survey stay as they are: all have answered the same."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.models import Survey

FROZEN = _(
    "Codes or answers to this survey are out: questions and mode stay as they are. A typing error can be corrected."
)

CLOSED = _("The survey is not open: nothing is added to its statements.")


def freeze(survey):
    """Fix questions and mode of the survey now, in the caller's transaction, unless they are already.

    It waits for whoever is changing a question at this moment; whoever comes later is refused by `changeable`. Nothing is written
    into a history: it would say when the first code was made.
    """
    now = timezone.now()
    Survey.objects.filter(pk=survey.pk, frozen_at=None).update(frozen_at=now)
    survey.frozen_at = survey.frozen_at or now


def changeable(key):
    """Lock the survey of that primary key until the caller's transaction ends and return it.

    Raises ValidationError if questions and mode are frozen. Whatever changes a question goes through here.
    """
    survey = Survey.objects.select_for_update().get(pk=key)
    if survey.is_frozen:
        raise ValidationError(FROZEN, code="frozen")
    return survey


def extendable(key):
    """Lock the survey of that primary key until the caller's transaction ends and return it, frozen or not, while it is open.

    A statement that people have proposed may join frozen questions, and nothing else: whoever has answered before has not seen
    it, which is what a missing answer to a statement means; all that was answered keeps its meaning. Raises ValidationError if
    the survey takes no answers.
    """
    survey = Survey.objects.select_for_update().get(pk=key)
    if not survey.is_open:
        raise ValidationError(CLOSED, code="closed")
    return survey


@transaction.atomic
def valid_for_good(survey, walk):
    """Whether the sheet of a checked Walk is still valid once the survey is frozen; `walk` is a function that reads anew."""
    if survey.is_frozen:
        return True
    freeze(survey)
    return walk().first_wrong() is None
