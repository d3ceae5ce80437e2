from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import AgendaItem
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Part, Publishable, PublishableQuerySet, Source
from klimakreise.publishing.partial_dates import PartialDateField
from surveys.completeness import problems
from surveys.models.offering import Option
from surveys.models.wording import in_language

NOT_YET = _("There are no questions yet.")


def day_of(moment):
    return date_format(timezone.localtime(moment), "DATE_FORMAT") if moment else ""


class SurveyQuerySet(PublishableQuerySet):
    def with_results(self, user):
        """Each survey with its `results` if `user` may see them; otherwise it has none, not even for `{% if %}`."""
        return self.prefetch_related(Prefetch("results", SurveyResults.objects.visible_to(user)))

    def open_now(self):
        """Those that take answers at this moment; whether a reader sees one depends on what it hangs on, too."""
        now = timezone.now()
        return self.published().filter(
            Q(closes_at=None) | Q(closes_at__gt=now), opens_at__lte=now, closed_at=None
        )

    def to_be_closed(self):
        """Those whose time is over and that were not closed yet."""
        now = timezone.now()
        return self.filter(closes_at__lte=now, opens_at__lte=now, closed_at=None)


class Survey(Publishable):
    """A survey: native (it has a mode, its answers are counted here), or one whose published figures were taken over from elsewhere."""

    class Mode(models.TextChoices):
        SECRET = "secret", _("secret, with a code")
        NAMED = "named", _("by name, one answer for each group")
        OPEN = "open", _("open to everyone, without a code")
        IMPORTED = "import", _("held elsewhere, its answers are imported and counted here")

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    short_name = models.CharField(_("short name"), max_length=100, blank=True)
    identity_note = models.TextField(_("note on its identity"), blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    purpose_en = models.TextField(_("purpose in English"), blank=True)
    audience = models.CharField(_("who was asked"), max_length=300, blank=True)
    audience_en = models.CharField(_("who was asked, in English"), max_length=300, blank=True)
    mode = models.CharField(
        _("mode"),
        max_length=6,
        choices=Mode,
        blank=True,
        help_text=_("Empty for a survey that was made elsewhere and whose figures are taken over."),
    )
    opens_at = models.DateTimeField(_("opens at"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    frozen_at = models.DateTimeField(_("frozen since"), null=True, blank=True, editable=False)
    start = PartialDateField(_("start"), null=True, blank=True)
    end = PartialDateField(_("end"), null=True, blank=True)
    tool = models.CharField(_("tool"), max_length=100, blank=True)
    respondents = models.PositiveIntegerField(_("respondents"), null=True, blank=True)
    incomplete_answers_allowed = models.BooleanField(_("incomplete answers allowed"), null=True, blank=True)
    raw_data_published = models.BooleanField(_("raw data published"), null=True, blank=True)
    used_for = models.TextField(_("used for"), blank=True)
    sources = models.ManyToManyField(Source, blank=True, related_name="+", verbose_name=_("sources"))
    agenda_items = models.ManyToManyField(
        AgendaItem,
        through="SurveyPlacement",
        blank=True,
        related_name="surveys",
        verbose_name=_("agenda items"),
    )

    objects = SurveyQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = [F("end").desc(nulls_last=True), "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start=None)
                | Q(end=None)
                | Q(end__gte=F("start"))
                | Q(start__startswith=F("end")),  # from June 2021, until 2021
                name="survey_ends_after_it_starts",
                violation_error_message=_("The survey cannot end before it starts."),
            ),
            models.CheckConstraint(
                condition=~Q(slug=""),
                name="survey_has_a_slug",
                violation_error_message=_("Give the last part of the page's address."),
            ),
            models.CheckConstraint(
                condition=~Q(mode="") | Q(opens_at=None, closes_at=None, closed_at=None, frozen_at=None),
                name="survey_has_a_mode_if_it_is_answered_here",
                violation_error_message=_("Choose a mode: without one the survey takes no answers."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(opens_at__lt=F("closes_at"), opens_at__isnull=False),
                name="survey_is_open_before_its_time_ends",
                violation_error_message=_("The survey closes after it has opened: give both times."),
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None)
                | Q(mode="import")
                | Q(opens_at__lte=F("closed_at"), opens_at__isnull=False),
                name="survey_is_closed_only_after_it_was_open",
                violation_error_message=_("Only a survey that was open can be closed."),
            ),
            models.CheckConstraint(
                condition=~Q(mode="import") | Q(opens_at=None, closes_at=None),
                name="survey_that_was_held_elsewhere_does_not_open_here",
                violation_error_message=_(
                    "A survey that was held elsewhere takes no answers here: leave the times empty."
                ),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("surveys:survey", args=[self.slug])

    def clean(self):
        """A survey whose time to open is set is published only if nothing grave is missing; once frozen it keeps its mode."""
        if self.is_frozen and Survey.objects.filter(pk=self.pk).exclude(mode=self.mode).exists():
            raise ValidationError({"mode": _("Codes or answers are out: the mode stays as it is.")})
        if self.is_native and self.published_at and self.opens_at and not self.is_frozen and not self.is_over:
            missing = problems(self) if self.pk else []
            if grave := [each.text for each in missing if each.grave] or ([] if self.pk else [NOT_YET]):
                raise ValidationError({"published_at": [str(text) for text in grave]})

    @property
    def local_title(self):
        return in_language(self, "title")

    @property
    def local_purpose(self):
        return in_language(self, "purpose")

    @property
    def local_audience(self):
        return in_language(self, "audience")

    @property
    def is_native(self):
        """Whether its answers are here and counted here, in whatever mode."""
        return self.mode != ""

    @property
    def is_imported(self):
        """Whether it was held elsewhere and its answers are brought here; then `frozen_at` says when that happened."""
        return self.mode == self.Mode.IMPORTED

    @property
    def is_open(self):
        """Whether it takes answers at this moment."""
        now = timezone.now()
        has_begun = self.is_published and self.opens_at is not None and self.opens_at <= now
        return has_begun and not self.is_over

    @property
    def is_over(self):
        """Whether it takes no answers any more; until the act of closing is done, nothing is counted."""
        return self.is_closed or (self.closes_at is not None and self.closes_at <= timezone.now())

    @property
    def is_closed(self):
        return self.closed_at is not None

    @property
    def is_frozen(self):
        """Whether questions and mode are fixed, because a code is out or an answer is there."""
        return self.frozen_at is not None

    @property
    def began(self):
        """When it began, as ISO 8601 of a day, a month or a year; empty where that is not known."""
        if self.is_native:
            return timezone.localdate(self.opens_at).isoformat() if self.opens_at else ""
        known = self.start or self.end
        return known.iso if known else ""

    @property
    def last_day(self):
        """Until when it ran or runs, as far as that is known, in the order of ISO 8601: "2026-11-15", "2021-08" or ""."""
        if over := self.closed_at or self.closes_at:
            return timezone.localdate(over).isoformat()
        return self.end.iso if self.end else ""

    @property
    def period(self):
        """When it ran or runs, in words; empty where neither start nor end is known."""
        start, end = (
            (day_of(self.opens_at), day_of(self.closed_at or self.closes_at))
            if self.is_native and not self.is_imported
            else (self.start, self.end)
        )
        if start and end and start != end:
            return _("%(start)s to %(end)s") % {"start": start, "end": end}
        if start and not end:
            return _("from %(start)s") % {"start": start}
        if end and not start:
            return _("until %(end)s") % {"end": end}
        return str(start or "")


class SurveyResults(Publishable):
    """The published results of a survey: visible after the survey itself, at a time of their own."""

    hangs_on = ("survey",)

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="results", verbose_name=_("survey"))
    summary = models.TextField(_("summary"), blank=True, help_text=_("Markdown."))
    counted_at = models.DateTimeField(_("counted at"), null=True, blank=True, editable=False)
    people = models.PositiveIntegerField(
        _("personal voices"), null=True, blank=True, editable=False
    )  # None: not counted here, or fewer than may be shown
    groups = models.PositiveIntegerField(
        pgettext_lazy("voices", "groups"), null=True, blank=True, editable=False
    )

    history = History()

    class Meta:
        verbose_name = _("results of a survey")
        verbose_name_plural = _("results of surveys")

    def __str__(self):
        return _("Results: %(survey)s") % {"survey": self.survey}

    def get_absolute_url(self):
        return reverse("surveys:results", args=[self.survey.slug])

    def clean(self):
        if self.published_at and self.survey_id and self.survey.is_native and not self.counted_at:
            raise ValidationError({"published_at": _("Nothing is published before the survey is closed.")})


class Tally(Part):
    """How many chose an option, as published; `percent` refers to those who answered the question."""

    hangs_on = ("results",)

    results = models.ForeignKey(
        SurveyResults, models.CASCADE, related_name="tallies", verbose_name=_("results")
    )
    option = models.OneToOneField(Option, models.CASCADE, related_name="tally", verbose_name=_("option"))
    count = models.PositiveIntegerField(_("count"))
    percent = models.DecimalField(_("percent"), max_digits=4, decimal_places=1, null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        ordering = ["option"]
        constraints = [
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__range=(0, 100)),
                name="tally_percent_is_between_0_and_100",
                violation_error_message=_("A percentage of one option is between 0 and 100."),
            ),
        ]

    def __str__(self):
        return f"{self.option}: {self.count}"

    def clean(self):
        if self.results_id and self.option_id and self.results.survey_id != self.option.question.survey_id:
            raise ValidationError({"option": _("This option belongs to another survey.")})


class SurveyPlacement(Part):
    """A survey that an agenda item presented: the thread from survey to event."""

    hangs_on = ("survey", "agenda_item")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="placements", verbose_name=_("survey"))
    agenda_item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="survey_placements", verbose_name=_("agenda item")
    )

    history = History()

    class Meta:
        verbose_name = _("survey on an agenda")
        verbose_name_plural = _("surveys on agendas")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "agenda_item"],
                name="survey_is_placed_once_on_an_agenda_item",
                violation_error_message=_("This agenda item shows the survey already."),
            ),
        ]

    def __str__(self):
        return f"{self.survey} – {self.agenda_item}"
