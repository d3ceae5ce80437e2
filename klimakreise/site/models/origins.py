"""Where the loaded facts come from, what nobody knows, and what was loaded last."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.history import History
from klimakreise.publishing.partial_dates import PartialDateField


class DataSet(models.Model):
    """Where the loaded facts come from, how they were gathered, and as of when."""

    title = models.CharField(_("title"), max_length=300, unique=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    as_of = PartialDateField(_("as of"), null=True, blank=True)
    method = models.TextField(_("method"), blank=True)

    history = History()

    class Meta:
        verbose_name = _("data set")
        verbose_name_plural = _("data sets")
        ordering = ["title"]

    def __str__(self):
        return self.title


class KnownGap(models.Model):
    """Something that is known not to be known."""

    text = models.CharField(_("what is not known"), max_length=300, unique=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    history = History()

    class Meta:
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text


class LoadedRow(models.Model):
    """What a row held when the data file, or the example, was last loaded.

    So loading again writes only what has changed there since, and what the planning team changed stays.
    """

    origin = models.CharField(_("loaded from"), max_length=20)
    identity = models.CharField(_("identity"), max_length=400)
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=40)
    values = models.JSONField(_("values"))

    class Meta:
        verbose_name = _("loaded row")
        verbose_name_plural = _("loaded rows")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "identity"],
                name="loaded_row_is_remembered_once",
                violation_error_message=_("This row is remembered already."),
            ),
        ]

    def __str__(self):
        return self.identity
