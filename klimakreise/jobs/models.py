"""Which workers live, and which periodic work has been given to them."""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MISSING_AFTER = datetime.timedelta(minutes=5)


class WorkerQuerySet(models.QuerySet):
    def alive(self):
        return self.filter(alive_until__gt=timezone.now())


class Worker(models.Model):
    """A process that runs jobs. It says again and again until when it is to be believed alive."""

    id = models.CharField(primary_key=True, max_length=64)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    seen_at = models.DateTimeField(_("seen at"), db_index=True)
    alive_until = models.DateTimeField(_("alive until"))

    objects = WorkerQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self):
        return self.id

    @classmethod
    def is_missing(cls):
        """Whether no worker was seen for five minutes: mails and other jobs wait."""
        return not cls.objects.filter(seen_at__gt=timezone.now() - MISSING_AFTER).exists()


class Tick(models.Model):
    """A moment at which periodic work was due and was given to the workers; one row, however many workers there are."""

    name = models.CharField(_("name"), max_length=200)
    due_at = models.DateTimeField(_("due at"))

    class Meta:
        verbose_name = _("periodic work")
        verbose_name_plural = _("periodic work")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "due_at"],
                name="tick_is_given_out_once",
                violation_error_message=_("This work was given out already."),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.due_at}"
