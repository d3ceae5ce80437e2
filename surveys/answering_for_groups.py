"""Named mode: one answer of each group, by whoever speaks for it; it may be changed until the close."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from klimakreise.alliance.models import AllianceGroup
from surveys.answers import Given
from surveys.freezing import freeze
from surveys.models import GroupAnswer, GroupAnswerLine, Survey


def groups_of(user):
    """The groups that `user` speaks for, by name: also of the planning team only these."""
    spoken_for = AllianceGroup.objects.filter(memberships__user=user.pk, memberships__role="speaker")
    return spoken_for.visible_to(user).order_by("name")


@transaction.atomic
def answer_for(group, survey, sheet, by):
    """Keep the list of Given as the answer of the group, instead of what it has answered before; returns the GroupAnswer.

    ValidationError if the survey was closed meanwhile. The lock on the survey lets closing wait, or this.
    """
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if survey.mode != Survey.Mode.NAMED or not survey.is_open:
        raise ValidationError(_("The survey is closed by now. Nothing was sent."), code="closed")
    freeze(survey)
    values = {"by": by, "at": timezone.now()}
    answer, is_new = GroupAnswer.objects.update_or_create(survey=survey, group=group, defaults=values)
    if not is_new:
        answer.lines.all().delete()
    GroupAnswerLine.objects.bulk_create(
        GroupAnswerLine(
            answer=answer, question_id=each.question, option_id=each.option, value=each.value, text=each.text
        )
        for each in sheet
    )
    return answer


def sheet_of(answer):
    """What a GroupAnswer says, as a list of Given."""
    lines = answer.lines.order_by("pk")
    return [Given(line.question_id, line.option_id, line.value, line.text) for line in lines]
