from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models.circle import AnswerableQuerySet, Result, Topic
from klimakreise.accounts.models import Department
from klimakreise.alliance.models import Demand
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Part, Publishable, Source, VisibleQuerySet
from klimakreise.publishing.partial_dates import PartialDateField


class Status(models.TextChoices):
    """What a status report says; the words are the team's own classification."""

    DEMANDED = "demanded", _("demanded")
    URGED = "urged", _("urged again")
    PLANNED = "planned", _("planned")
    UNDER_REVIEW = "under_review", _("under review")
    DECIDED = "decided", _("decided")
    NOT_STARTED = "not_started", _("not started")
    IN_PROGRESS = "in_progress", _("in progress")
    DELAYED = "delayed", _("delayed")
    POSTPONED = "postponed", _("postponed")
    PARTIAL = "partial", _("partly done")
    DONE = "done", _("done")
    OPERATING = "operating", _("operating")
    OPEN = "open", _("open")
    DECLINED = "declined", _("declined")
    CONTESTED = "contested", _("denied")


class MeasureQuerySet(AnswerableQuerySet):
    def with_standing(self):
        """Each measure with `newest_status` (of Status, or None), `newest_date` and `disputed`, in the same query."""
        reports = StatusReport.objects.filter(measure=OuterRef("pk")).newest_first()
        standing = StatusReport.objects.filter(measure=OuterRef("pk")).contested_and_standing()
        return self.annotate(
            newest_status=Subquery(reports.values("status")[:1]),
            newest_date=Subquery(reports.values("date")[:1]),
            disputed=Exists(standing),
        )

    def newest_first(self):
        """Of those `with_standing()`, what was reported on last comes first; examples come after the real ones."""
        return self.order_by("is_example", F("newest_date").desc(nulls_last=True), "title", "pk")


class Measure(Publishable):
    """Something that is to be done, followed across events."""

    class Assessment(models.TextChoices):
        OPEN = "open", _("open")
        PARTIAL = "partial", _("partly done")
        DONE = "done", _("done")
        DISPUTED = "disputed", _("disputed")

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    description = models.TextField(_("description"), blank=True, help_text=_("Markdown."))
    plan_reference = models.CharField(
        _("number in the plan"),
        max_length=60,
        blank=True,
        help_text=_("e.g. E 1.1 in the city's climate plan."),
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="measures",
        verbose_name=_("department"),
    )
    demand = models.ForeignKey(
        Demand, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("demand")
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="measures", verbose_name=_("topic")
    )
    results = models.ManyToManyField(
        Result, blank=True, related_name="measures", verbose_name=_("results that it came from")
    )
    assessment = models.CharField(
        _("assessment of the planning team"), max_length=10, choices=Assessment, blank=True
    )
    assessment_date = PartialDateField(_("date of the assessment"), null=True, blank=True)
    assessment_note = models.TextField(_("reason for the assessment"), blank=True)

    objects = MeasureQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(assessment="") | Q(assessment_date__isnull=False),
                name="measure_assessment_is_dated",
                violation_error_message=_("Give the date of the assessment too."),
            ),
            models.CheckConstraint(
                condition=Q(assessment_date=None, assessment_note="") | ~Q(assessment=""),
                name="measure_has_a_date_or_note_only_with_an_assessment",
                violation_error_message=_("Choose an assessment, or empty its date and reason."),
            ),
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="measure_has_a_slug",
                violation_error_message=_("Give the last part of the page's address."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="measure_has_a_title",
                violation_error_message=_("Give a title."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("circles:measure", args=[self.slug])

    @property
    def newest_report(self):
        """The last of its reports in time, or None."""
        return next(reversed(list(self.reports.all())), None)

    @property
    def newest_progress(self):
        """The last of its reports that says how many percent are done, or None."""
        return next((each for each in reversed(list(self.reports.all())) if each.percent is not None), None)


class StatusReportQuerySet(VisibleQuerySet):
    def newest_first(self):
        """By date and, on one day, by order of entry; reports without a date come last."""
        return self.order_by(F("date").desc(nulls_last=True), "-position", "-pk")

    def contested_and_standing(self):
        """Contested reports that are still the newest of their voice."""
        when = Coalesce("date", Value(""), output_field=models.CharField())
        later = (
            StatusReport.objects.alias(when=when)
            .filter(measure=OuterRef("measure"), voice=OuterRef("voice"))
            .filter(
                Q(when__gt=OuterRef("when"))
                | Q(when=OuterRef("when"), position__gt=OuterRef("position"))
                | Q(when=OuterRef("when"), position=OuterRef("position"), pk__gt=OuterRef("pk"))
            )
        )
        contesting = StatusReport.objects.filter(contests=OuterRef("pk"))
        return self.alias(when=when).filter(Exists(contesting), ~Exists(later))

    def with_dispute(self):
        """Each report with `is_disputed`: it is contested, and its voice has said nothing newer."""
        disputed = StatusReport.objects.contested_and_standing().filter(pk=OuterRef("pk"))
        return self.annotate(is_disputed=Exists(disputed))


class StatusReport(Part):
    """What one voice says at one time about how a measure stands; it may contest a report of another voice."""

    class Voice(models.TextChoices):
        CITY = "city", _("city")
        ALLIANCE = "alliance", _("alliance")
        COUNCIL = "council", _("city council")
        BOARD = "board", _("climate advisory board")

    hangs_on = ("measure",)

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="reports", verbose_name=_("measure"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    key = models.SlugField(_("key"), max_length=60, blank=True)
    date = PartialDateField(_("date"), null=True, blank=True)
    voice = models.CharField(_("voice"), max_length=10, choices=Voice)
    reported_by = models.CharField(
        _("reported by"),
        max_length=10,
        choices=Voice,
        blank=True,
        help_text=_("If another voice passes it on."),
    )
    contests = models.ForeignKey(
        "self",
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="contested_by",
        verbose_name=_("contests"),
    )
    status = models.CharField(_("status"), max_length=12, choices=Status)
    percent = models.PositiveSmallIntegerField(_("percent done"), null=True, blank=True)
    text = models.TextField(_("text"))
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))

    objects = StatusReportQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("status report")
        verbose_name_plural = _("status reports")
        ordering = [F("date").asc(nulls_first=True), "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__lte=100),
                name="status_report_percent_is_at_most_100",
                violation_error_message=_("Percent done is between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=Q(contests=None) | ~Q(contests=F("id")),
                name="status_report_does_not_contest_itself",
                violation_error_message=_("A report cannot contest itself."),
            ),
            models.CheckConstraint(
                condition=~Q(reported_by=F("voice")),
                name="status_report_is_passed_on_by_another_voice",
                violation_error_message=_("“Reported by” is for another voice than the one that speaks."),
            ),
            models.UniqueConstraint(
                fields=["measure", "key"],
                condition=~Q(key=""),
                name="status_report_key_is_unique_at_its_measure",
                violation_error_message=_("This measure has a report with this key already."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="status_report_says_something",
                violation_error_message=_("A report needs a text."),
            ),
        ]

    def __str__(self):
        return f"{self.date or '?'} {self.get_voice_display()}: {self.get_status_display()}"

    def clean(self):
        if getattr(self.date, "iso", "") > timezone.localdate().isoformat():
            raise ValidationError({"date": _("A report cannot be dated in the future.")})
        if self.contests_id and self.contests.measure_id != self.measure_id:
            raise ValidationError({"contests": _("The contested report belongs to another measure.")})
        if self.contests_id and self.contests.voice == self.voice:
            raise ValidationError(
                {"contests": _("A voice contests the report of another voice, not its own.")}
            )
