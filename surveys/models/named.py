"""Named answers: one for each group of the alliance, by whoever speaks for it, open to see after the close."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimakreise.alliance.models import AllianceGroup
from klimakreise.publishing.models import Part
from surveys.models.asking import Question
from surveys.models.offering import Option
from surveys.models.reading import ReadFirst
from surveys.models.survey import Survey


class GroupAnswer(Part):
    """What a group has answered; it may be changed until the survey closes."""

    hangs_on = ("survey", "group")

    survey = models.ForeignKey(
        Survey, models.PROTECT, related_name="group_answers", verbose_name=_("survey")
    )  # nobody deletes an answer together with its survey by mistake
    group = models.ForeignKey(
        AllianceGroup, models.PROTECT, related_name="survey_answers", verbose_name=_("alliance group")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sent by"),
    )
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("answer of a group")
        verbose_name_plural = _("answers of groups")
        ordering = ["survey", "group__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "group"],
                name="group_answer_is_the_only_one_of_its_group",
                violation_error_message=_("This group has answered this survey already."),
            ),
        ]

    def __str__(self):
        return f"{self.group}: {self.survey}"


class GroupAnswerLine(ReadFirst, Part):
    """One line of it, in the shape of `surveys.answers.Given`."""

    hangs_on = ("answer",)

    answer = models.ForeignKey(
        GroupAnswer, models.CASCADE, related_name="lines", verbose_name=_("answer of a group")
    )
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", verbose_name=_("question"))
    option = models.ForeignKey(
        Option, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("option")
    )
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=4, null=True, blank=True)
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("line of a group's answer")
        verbose_name_plural = _("lines of groups' answers")
        ordering = ["answer", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "question"],
                condition=Q(option=None),
                name="group_answer_has_one_line_for_a_question",
                violation_error_message=_("This question is answered already."),
            ),
            models.UniqueConstraint(
                fields=["answer", "question", "option"],
                condition=Q(option__isnull=False),
                name="group_answer_has_one_line_for_an_option",
                violation_error_message=_("This option is answered already."),
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.text or self.value or self.option}"
