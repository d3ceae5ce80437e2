from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.event import Event


class EventNotice(models.Model):
    """That people who are registered were told of a change by mail, and with what words of the planning team."""

    class What(models.TextChoices):
        MOVED = "moved", _("time or place changed")
        CANCELLED = "cancelled", _("event cancelled")
        AGENDA = "agenda", _("agenda changed")

    event = models.ForeignKey(Event, models.CASCADE, related_name="notices", verbose_name=_("event"))
    what = models.CharField(_("what"), max_length=10, choices=What)
    note = models.TextField(_("words of one's own"), blank=True)
    at = models.DateTimeField(_("sent at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    recipients = models.PositiveIntegerField(_("mails"))

    class Meta:
        verbose_name = _("notice to those registered")
        verbose_name_plural = _("notices to those registered")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recipients__gte=1),
                name="event_notice_has_a_recipient",
                violation_error_message=_("Choose at least one person."),
            ),
        ]

    def __str__(self):
        return self.get_what_display()
