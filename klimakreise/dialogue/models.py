"""What the city says to what was worked out: for now its published statements."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from circles.models import Measure, Result
from events.models import Event
from klimakreise.accounts.models import Department
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Publishable, Source
from klimakreise.publishing.partial_dates import PartialDateField


class Statement(Publishable):
    """The administration's official word on exactly one event, result or measure."""

    hangs_on = ("event", "result", "measure")

    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("event")
    )
    result = models.ForeignKey(
        Result, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("result")
    )
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="statements", verbose_name=_("measure")
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name=_("department"),
    )
    role = models.CharField(
        _("speaker's role"),
        max_length=200,
        blank=True,
        help_text=_("Office and role, no name, e.g. deputy mayor."),
    )
    date = PartialDateField(_("date"), null=True, blank=True)
    text = models.TextField(_("text"), help_text=_("Wording or gist. Markdown."))
    is_gist = models.BooleanField(
        _("gist only"), default=False, help_text=_("Summed up from a source, not the wording.")
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))

    history = History()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = [models.F("date").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, result=None, measure=None)
                | Q(event=None, result__isnull=False, measure=None)
                | Q(event=None, result=None, measure__isnull=False),
                name="statement_is_on_exactly_one_thing",
                violation_error_message=_("A statement is on exactly one event, result or measure."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="statement_says_something",
                violation_error_message=_("A statement needs a text."),
            ),
        ]

    def __str__(self):
        return _("Statement on %(subject)s") % {"subject": self.subject}

    @property
    def subject(self):
        """The event, result or measure that it is on."""
        return self.event or self.result or self.measure

    def get_absolute_url(self):
        return f"{self.subject.get_absolute_url()}#stellungnahme-{self.pk}"
