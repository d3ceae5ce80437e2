from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models import Measure, Result
from events.models import Event
from klimakreise.accounts.models import Department
from klimakreise.dialogue.models.exactly_one import exactly_one
from klimakreise.publishing.history import History


class Assignment(models.Model):
    """The office of the city that answers for something of which nobody else is responsible."""

    result = models.ForeignKey(
        Result, models.CASCADE, null=True, blank=True, related_name="assignments", verbose_name=_("result")
    )
    measure = models.ForeignKey(
        Measure, models.CASCADE, null=True, blank=True, related_name="assignments", verbose_name=_("measure")
    )
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, blank=True, related_name="assignments", verbose_name=_("event")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="assignments", verbose_name=_("department")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("assigned by"),
    )
    at = models.DateTimeField(_("assigned at"), default=timezone.now, editable=False)

    history = History()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("result", "measure", "event"),
                name="assignment_is_of_exactly_one_thing",
                violation_error_message=_("Assign exactly one result, measure or event."),
            ),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    name=f"assignment_is_one_for_{article}_{name}",
                    violation_error_message=_("This is assigned already: change that assignment."),
                )
                for name, article in (("result", "a"), ("measure", "a"), ("event", "an"))
            ),
        ]

    def __str__(self):
        return f"{self.subject} → {self.department}"

    @property
    def subject(self):
        """The result, measure or event that is assigned."""
        return self.result or self.measure or self.event

    def clean(self):
        if responsible_for(self.result) or (self.measure and self.measure.department):
            raise ValidationError(_("Somebody is responsible for it already: change it there."))


def responsible_for(result):
    """Who the planning team has written down as responsible for a result, or None."""
    return result and (result.responsible_department or result.responsible_group)
