from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from circles.models import Topic
from events.models import Event
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Part, Source
from klimakreise.publishing.templatetags.figures import figure
from surveys.models.asking import Question
from surveys.models.choice import TopicSelection
from surveys.models.offering import Option
from surveys.models.survey import SurveyResults
from surveys.weighing import CRITERIA, Figures, Outcome


class TopicChoice(Part):
    """A topic that was a candidate for an event, and whether it was chosen.

    `rule_says` is written when the choice is published; before that, and where no rule is known, it is empty.
    """

    class RuleSays(models.TextChoices):
        IN = Outcome.IN.value, _("chosen by the rule")
        OUT = Outcome.OUT.value, _("not chosen by the rule")
        OPEN = Outcome.OPEN.value, _("not decided by the rule")

    hangs_on = ("event", "topic", "selection")

    event = models.ForeignKey(Event, models.CASCADE, related_name="topic_choices", verbose_name=_("event"))
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="choices", verbose_name=_("topic"))
    selection = models.ForeignKey(
        TopicSelection,
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="candidates",
        verbose_name=_("choice of topics"),
    )
    chosen = models.BooleanField(_("chosen"), default=True)
    rule_says = models.CharField(
        _("the rule says"), max_length=4, choices=RuleSays, blank=True, editable=False
    )
    deviation = models.TextField(
        _("why the team deviated from the rule"),
        blank=True,
        help_text=_("Needed if the team chose otherwise than the rule."),
    )
    note = models.TextField(_("note"), blank=True)

    history = History()

    class Meta:
        verbose_name = _("candidate topic")
        verbose_name_plural = _("candidate topics")
        ordering = ["event", "-chosen", "topic__title"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "topic"],
                name="topic_is_a_candidate_once",
                violation_error_message=_("This topic is a candidate for this event already."),
            ),
            models.CheckConstraint(
                condition=Q(selection=None) | Q(selection=F("event")),
                name="candidate_is_of_the_choice_of_its_event",
                violation_error_message=_("The candidate belongs to the choice of topics of its event."),
            ),
            models.CheckConstraint(
                condition=~(Q(rule_says="in", chosen=False) | Q(rule_says="out", chosen=True))
                | ~Q(deviation=""),
                name="deviation_from_the_rule_has_a_reason",
                violation_error_message=_("Say why the team chose otherwise than the rule."),
            ),
        ]

    def __str__(self):
        return f"{self.topic} – {self.event}"

    @property
    def deviates(self):
        """Whether the team chose otherwise than the rule."""
        return (self.rule_says, self.chosen) in {("in", False), ("out", True)}

    @property
    def figures(self):
        """What is known of it as numbers; its reasons should be prefetched."""
        known = {reason.kind: reason.value for reason in self.reasons.all()}
        return Figures(tuple(known.get(TopicReason.OF_CRITERION[name]) for name in CRITERIA))


class TopicReason(Part):
    """One reason for or against a topic, as a sourced figure. No row means: not known."""

    class Kind(models.TextChoices):
        RELEVANCE = "relevance", _("relevance")
        EMISSION_SHARE = "emission_share", _("share of emissions")
        INFLUENCE = "influence", _("influence of the city")
        OTHER = "other", _("other reason")

    OF_CRITERION = {
        "relevance": Kind.RELEVANCE,
        "emissions": Kind.EMISSION_SHARE,
        "influence": Kind.INFLUENCE,
    }
    hangs_on = ("choice",)

    choice = models.ForeignKey(
        TopicChoice, models.CASCADE, related_name="reasons", verbose_name=_("candidate topic")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    value = models.DecimalField(
        _("value"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Share of emissions: in per cent. Influence of the city: from 0 (none) to 3 (great)."),
    )
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    answered_by = models.PositiveIntegerField(
        _("answered by"), null=True, blank=True, help_text=_("n of the question that relevance comes from.")
    )
    question = models.ForeignKey(
        Question,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("question"),
        help_text=_("The question that relevance comes from; its results must be published."),
    )
    option = models.ForeignKey(
        Option,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("option"),
        help_text=_("The answer that relevance comes from, if it is one of several."),
    )
    text = models.CharField(_("in words"), max_length=300, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("source")
    )

    history = History()

    class Meta:
        verbose_name = _("reason for a topic")
        verbose_name_plural = _("reasons for topics")
        ordering = ["choice", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["choice", "kind"],
                condition=~Q(kind="other"),
                name="topic_has_one_figure_of_a_kind",
                violation_error_message=_("There is a figure of this kind already."),
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False) | ~Q(text=""),
                name="topic_reason_says_something",
                violation_error_message=_("Give a value or say it in words."),
            ),
            models.CheckConstraint(
                condition=Q(value=None)
                | Q(source__isnull=False)
                | Q(question__isnull=False)
                | Q(option__isnull=False)
                | Q(kind="influence"),
                name="topic_figure_has_a_source",
                violation_error_message=_("A figure needs its source."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="influence") | Q(value=None) | (Q(value__in=[0, 1, 2, 3]) & ~Q(text="")),
                name="topic_influence_is_0_to_3_with_a_reason",
                violation_error_message=_(
                    "The influence of the city is 0, 1, 2 or 3, with a reason in words."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind="emission_share") | Q(value=None) | Q(value__range=(0, 100)),
                name="topic_emissions_are_a_percentage",
                violation_error_message=_("The share of emissions lies between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(kind="relevance") | Q(question=None, option=None, answered_by=None),
                name="topic_relevance_alone_is_from_a_survey",
                violation_error_message=_("Only relevance comes from a question of a survey."),
            ),
            models.CheckConstraint(
                condition=Q(question=None) | Q(option=None),
                name="topic_relevance_is_from_one_figure",
                violation_error_message=_("Give the question or one of its options, not both."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {figure(self.value) or self.text}"

    @property
    def asked(self):
        """The question that relevance comes from, or None."""
        return self.option.question if self.option else self.question

    def clean(self):
        """A figure is taken from published results only: until then nobody may know it."""
        results = SurveyResults.objects.visible_to(None)
        if self.asked and not results.filter(survey=self.asked.survey_id).exists():
            field = "option" if self.option else "question"
            raise ValidationError({field: _("The results of this survey are not published yet.")})
        counted = getattr(self.asked, "counted", None) if self.asked else None
        if counted and not counted.is_visible():
            field = "option" if self.option else "question"
            raise ValidationError({field: _("The figures of this question are not released yet.")})
