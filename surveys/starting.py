"""Opening a survey: it is looked through, published, and takes answers from now on."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from klimakreise.publishing.audit import note
from surveys.completeness import problems
from surveys.models import Survey


@transaction.atomic
def start(survey):
    """Open the survey now and publish it if it is a draft; ValidationError if something grave is missing, or it was closed."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.is_closed:
        raise ValidationError(_("The survey was closed. It cannot be opened again; copy it instead."))
    if survey.is_imported:
        raise ValidationError(_("The survey was held elsewhere: import its answers instead."))
    if grave := [each.text for each in problems(survey) if each.grave]:
        raise ValidationError(grave)
    now = timezone.now()
    if survey.opens_at is None or survey.opens_at > now:
        survey.opens_at = now
        survey.full_clean()
        survey.save(update_fields=["opens_at"])
    if not survey.is_published:
        survey.publish()
    note("opened", survey)
    return survey
