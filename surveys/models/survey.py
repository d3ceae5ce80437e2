from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from circles.models import Topic
from events.models import AgendaItem
from klimakreise.alliance.models import AllianceGroup, Demand
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Part, Publishable, PublishableQuerySet, Source
from klimakreise.publishing.partial_dates import PartialDateField


class SurveyQuerySet(PublishableQuerySet):
    def with_results(self, user):
        """Each survey with its `results` if `user` may see them; otherwise it has none, not even for `{% if %}`."""
        return self.prefetch_related(Prefetch("results", SurveyResults.objects.visible_to(user)))


class Survey(Publishable):
    """A survey: native, or one whose published figures were taken over from elsewhere."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=100, blank=True)
    identity_note = models.TextField(_("note on its identity"), blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    audience = models.CharField(_("who was asked"), max_length=300, blank=True)
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
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("surveys:survey", args=[self.slug])

    @property
    def period(self):
        """When it ran, in words; empty where neither start nor end is known."""
        if self.start and self.end and self.start != self.end:
            return _("%(start)s to %(end)s") % {"start": self.start, "end": self.end}
        if self.start and not self.end:
            return _("from %(start)s") % {"start": self.start}
        if self.end and not self.start:
            return _("until %(end)s") % {"end": self.end}
        return str(self.start or "")


class Question(Part):
    """One question; of an imported survey it may be known only that it was asked."""

    class Type(models.TextChoices):
        SINGLE_CHOICE = "single_choice", _("single choice")
        MULTIPLE_CHOICE = "multiple_choice", _("multiple choice")
        RATING = "rating", _("rating")

    hangs_on = ("survey",)

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions", verbose_name=_("survey"))
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.CharField(_("wording"), max_length=500, blank=True, help_text=_("Empty: not known."))
    type = models.CharField(_("type"), max_length=20, choices=Type, blank=True)
    note = models.TextField(_("note"), blank=True)
    answered_by = models.PositiveIntegerField(
        _("answered by"), null=True, blank=True, help_text=_("n of this question.")
    )
    options_total = models.PositiveSmallIntegerField(
        _("options in all"), null=True, blank=True, help_text=_("If more were offered than are listed here.")
    )
    percent_base = models.CharField(_("base of the percentages"), max_length=300, blank=True)
    statistic_label = models.CharField(_("what mean and SD describe"), max_length=200, blank=True)
    mean = models.DecimalField(_("mean"), max_digits=8, decimal_places=2, null=True, blank=True)
    sd = models.DecimalField(_("standard deviation"), max_digits=8, decimal_places=2, null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["survey", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "number"],
                name="question_number_is_unique_in_its_survey",
                violation_error_message=_("This survey has a question with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(sd=None) | Q(mean__isnull=False, sd__gte=0),
                name="question_has_a_deviation_only_with_a_mean",
                violation_error_message=_("A standard deviation stands beside a mean and is not negative."),
            ),
        ]

    def __str__(self):
        return self.text or f"{self._meta.verbose_name} {self.number}"


class Option(Part):
    """One answer that can be chosen; it may point to a group, a demand or a topic."""

    hangs_on = ("question",)

    question = models.ForeignKey(Question, models.CASCADE, related_name="options", verbose_name=_("question"))
    number = models.PositiveSmallIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=300)
    group = models.ForeignKey(
        AllianceGroup,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="options",
        verbose_name=_("alliance group"),
    )
    demand = models.ForeignKey(
        Demand, models.SET_NULL, null=True, blank=True, related_name="options", verbose_name=_("demand")
    )
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="options", verbose_name=_("topic")
    )

    history = History()

    class Meta:
        verbose_name = _("option")
        verbose_name_plural = _("options")
        ordering = ["question", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "number"],
                name="option_number_is_unique_in_its_question",
                violation_error_message=_("This question has an option with this number already."),
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def subject(self):
        """The group, demand or topic that it points to, or None."""
        return self.group or self.demand or self.topic


class SurveyResults(Publishable):
    """The published results of a survey: visible after the survey itself, at a time of their own."""

    hangs_on = ("survey",)

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="results", verbose_name=_("survey"))
    summary = models.TextField(_("summary"), blank=True, help_text=_("Markdown."))

    history = History()

    class Meta:
        verbose_name = _("results of a survey")
        verbose_name_plural = _("results of surveys")

    def __str__(self):
        return _("Results: %(survey)s") % {"survey": self.survey}

    def get_absolute_url(self):
        return reverse("surveys:results", args=[self.survey.slug])


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
