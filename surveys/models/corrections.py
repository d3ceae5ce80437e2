"""What was mended in a survey after the first answer: readers are told."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.models import Part
from surveys.models.survey import Survey


class Correction(Part):
    """A typing error that was mended after the first answer: shown on the survey's page, before and after."""

    hangs_on = ("survey",)

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="corrections", verbose_name=_("survey"))
    at = models.DateTimeField(_("time"), default=timezone.now)
    where = models.CharField(_("where"), max_length=200)
    before = models.TextField(_("before"), blank=True)
    after = models.TextField(_("after"), blank=True)
    reason = models.CharField(_("reason"), max_length=300)

    class Meta:
        verbose_name = _("correction of a survey")
        verbose_name_plural = _("corrections of surveys")
        ordering = ["survey", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(before=F("after")),
                name="survey_correction_does_change_something",
                violation_error_message=_("A correction changes something."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="survey_correction_has_a_reason",
                violation_error_message=_("Say why it is corrected."),
            ),
        ]

    def __str__(self):
        return f"{self.where}: {self.after}"
