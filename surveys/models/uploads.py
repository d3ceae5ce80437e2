"""A file with answers between its upload and its import: sealed, with a key that only the page of whoever has uploaded it holds."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.models.ballots import RandomKey
from surveys.models.survey import Survey


class UploadedAnswers(models.Model):
    """Gone with the import, with the next upload, or an hour after `at` (`surveys/importing/keeping.py`)."""

    key = RandomKey()
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+", verbose_name=_("survey"))
    sealed = models.BinaryField(_("sealed"))
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("uploaded file with answers")
        verbose_name_plural = _("uploaded files with answers")

    def __str__(self):
        return f"{self.key:016x}"
