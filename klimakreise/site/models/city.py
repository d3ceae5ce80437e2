"""The city's facts and figures, and what its sources disagree on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.history import History
from klimakreise.publishing.lines import LinesField
from klimakreise.publishing.models import Source
from klimakreise.publishing.partial_dates import PartialDateField


class CityFact(models.Model):
    """A decision, plan, rule or institution of the city that has to do with climate protection."""

    class Kind(models.TextChoices):
        GOAL = "goal", _("goal")
        PLAN = "plan", _("plan")
        RULE = "rule", _("rule")
        PARTICIPATION = "participation", _("participation")
        PORTAL = "portal", _("portal")
        BALANCE = "balance", _("emissions balance")
        INFLUENCE = "influence", _("influence of the city")

    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True, help_text=_("Markdown."))
    decided = PartialDateField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)
    document = models.CharField(_("document"), max_length=300, blank=True)
    reference = models.CharField(_("number of the council paper"), max_length=60, blank=True)
    targets = LinesField(_("targets"), help_text=_("One a line."))
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))

    history = History()

    class Meta:
        verbose_name = _("fact about the city")
        verbose_name_plural = _("facts about the city")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "title"],
                name="city_fact_is_listed_once",
                violation_error_message=_("This fact is listed already."),
            ),
        ]

    def __str__(self):
        return self.title


class CityFactDetail(models.Model):
    """A further detail of a fact: a label and what it says, as text or as a date."""

    fact = models.ForeignKey(
        CityFact, models.CASCADE, related_name="details", verbose_name=_("fact about the city")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    label = models.CharField(_("label"), max_length=200)
    value = models.CharField(_("value"), max_length=300, blank=True)
    date = PartialDateField(_("date"), null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("detail")
        verbose_name_plural = _("details")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(value="") & Q(date=None)) | Q(value="", date__isnull=False),
                name="city_fact_detail_is_a_text_or_a_date",
                violation_error_message=_("Give either a value or a date."),
            ),
        ]

    def __str__(self):
        return self.label


class Figure(models.Model):
    """A figure of the city; the year may be unknown, a source is always named."""

    label = models.CharField(_("label"), max_length=300, unique=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    unit = models.CharField(_("unit"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))

    history = History()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.label


class Contradiction(models.Model):
    """A question on which sources disagree."""

    title = models.CharField(_("what they disagree on"), max_length=300, unique=True)

    history = History()

    class Meta:
        verbose_name = _("contradiction between sources")
        verbose_name_plural = _("contradictions between sources")
        ordering = ["title"]

    def __str__(self):
        return self.title


class ContradictingStatement(models.Model):
    """What one source says on it."""

    contradiction = models.ForeignKey(
        Contradiction, models.CASCADE, related_name="statements", verbose_name=_("contradiction")
    )
    text = models.CharField(_("statement"), max_length=300)
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", verbose_name=_("source"))

    history = History()

    class Meta:
        verbose_name = _("contradicting statement")
        verbose_name_plural = _("contradicting statements")
        ordering = ["pk"]

    def __str__(self):
        return self.text
