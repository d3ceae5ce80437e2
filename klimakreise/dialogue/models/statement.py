from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from circles.models import Measure, Result
from events.models import Event
from klimakreise.accounts.models import Department
from klimakreise.dialogue.models.exactly_one import exactly_one
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Publishable, PublishableQuerySet, Source
from klimakreise.publishing.partial_dates import PartialDateField


class StatementQuerySet(PublishableQuerySet):
    def visible_to(self, user):
        """Also what the person's own office has in draft, on things that everyone sees."""
        if getattr(user, "sees_drafts", False) or not getattr(user, "is_city", False):
            return super().visible_to(user)
        moment = timezone.now()
        own = Q(department=user.department_id) & Statement.subject_visibility(moment)
        return self.filter(Statement.visibility(moment) | own)


class Statement(Publishable):
    """The administration's official word on exactly one event, result or measure."""

    class Kind(models.TextChoices):
        WELCOMED = "welcomed", pgettext_lazy("statement", "welcomed")
        ACCEPTED = "accepted", pgettext_lazy("statement", "accepted")
        PARTLY = "partly", pgettext_lazy("statement", "partly accepted")
        UNDER_REVIEW = "under_review", _("under review")
        REFUSED = "refused", pgettext_lazy("statement", "refused")
        INFORMATION = "information", pgettext_lazy("statement", "information")

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
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("author"),
    )
    date = PartialDateField(_("date"), null=True, blank=True)
    kind = models.CharField(
        _("kind"), max_length=15, choices=Kind, blank=True, help_text=_("Empty: not known.")
    )
    text = models.TextField(_("text"), help_text=_("Wording or gist. Markdown."))
    reason = models.TextField(_("reason"), blank=True, help_text=_("A refusal needs one. Markdown."))
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_step_date = PartialDateField(_("next step by"), null=True, blank=True)
    is_gist = models.BooleanField(
        _("gist only"), default=False, help_text=_("Summed up from a source, not the wording.")
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))

    objects = StatementQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = [models.F("date").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("event", "result", "measure"),
                name="statement_is_on_exactly_one_thing",
                violation_error_message=_("A statement is on exactly one event, result or measure."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="statement_says_something",
                violation_error_message=_("A statement needs a text."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="refused", reason=""),
                name="statement_is_refused_with_a_reason",
                violation_error_message=_("Give the reason for the refusal."),
            ),
            models.CheckConstraint(
                condition=Q(next_step_date=None) | ~Q(next_step=""),
                name="statement_has_a_date_for_a_next_step_only",
                violation_error_message=_("Say what the next step is, or leave its date out."),
            ),
        ]

    def __str__(self):
        return _("Statement on %(subject)s") % {"subject": self.subject}

    @property
    def subject(self):
        """The event, result or measure that it is on."""
        return self.event or self.result or self.measure

    @property
    def tone(self):
        """The tone of the badge with its kind."""
        return {
            self.Kind.WELCOMED: "success",
            self.Kind.ACCEPTED: "success",
            self.Kind.PARTLY: "info",
            self.Kind.UNDER_REVIEW: "info",
            self.Kind.REFUSED: "warning",
        }.get(self.kind, "neutral")

    @classmethod
    def subject_visibility(cls, moment):
        """The condition under which everyone sees at `moment` what a statement is on, whether it is a draft or not."""
        return super(Publishable, cls).visibility(moment)

    def may_be_edited_by(self, user):
        """Whether `user` may write and publish it: the planning team, and all who speak for its office."""
        return user.sees_drafts or (user.is_city and self.department_id == user.department_id)

    def get_absolute_url(self):
        return f"{self.subject.get_absolute_url()}#stellungnahme-{self.pk}"
