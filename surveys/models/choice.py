from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event
from klimakreise.publishing.audit import AuditRecord, note
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Part, Publishable
from surveys.weighing import Rule, weigh

MOST_INFLUENCE = 3
UP_TO_100 = [MaxValueValidator(100)]


class TopicSelection(Publishable):
    """The choice of topics of an event: the rule by which candidates are weighed, and what it stands and falls with.

    Once published it is frozen: `frozen_at` stays, whatever is withdrawn later, and what is changed after that needs a
    TopicCorrection that everyone can read.
    """

    class Measure(models.TextChoices):
        MEAN = "mean", _("mean of a rating")
        SHARE = "share", _("share of answers in per cent")

    class Unknown(models.TextChoices):
        LEFT_OUT = "left_out", _("is left out, and the other criteria count the more")
        ZERO = "zero", _("counts as 0 points")

    hangs_on = ("event",)

    event = models.OneToOneField(
        Event,
        models.CASCADE,
        primary_key=True,
        related_name="topic_selection",
        verbose_name=_("event"),
    )
    text = models.TextField(
        _("how the topics were chosen"),
        blank=True,
        help_text=_("Markdown. Who chose, when, and what the rule cannot say."),
    )
    weight_relevance = models.PositiveSmallIntegerField(
        _("weight of relevance"), default=1, validators=UP_TO_100
    )
    weight_emissions = models.PositiveSmallIntegerField(
        _("weight of the share of emissions"), default=1, validators=UP_TO_100
    )
    weight_influence = models.PositiveSmallIntegerField(
        _("weight of influence"), default=1, validators=UP_TO_100
    )
    relevance_measure = models.CharField(
        _("relevance is"), max_length=5, choices=Measure, default=Measure.MEAN
    )
    relevance_low = models.DecimalField(
        _("relevance of 0 points"),
        max_digits=6,
        decimal_places=2,
        default=1,
        help_text=_("Of a rating from 1 to 5: 1."),
    )
    relevance_high = models.DecimalField(
        _("relevance of 100 points"), max_digits=6, decimal_places=2, default=5
    )
    emissions_high = models.DecimalField(
        _("share of emissions of 100 points"),
        max_digits=5,
        decimal_places=2,
        default=40,
        validators=[*UP_TO_100, MinValueValidator(Decimal("0.01"))],
        help_text=_("In per cent; no share gives 0 points, a greater one no more than 100."),
    )
    places = models.PositiveSmallIntegerField(
        _("number of topics"), null=True, blank=True, help_text=_("Empty: as many as reach the thresholds.")
    )
    least_points = models.DecimalField(
        _("points at least"), max_digits=4, decimal_places=1, null=True, blank=True, validators=UP_TO_100
    )
    least_influence = models.PositiveSmallIntegerField(
        _("influence at least"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_INFLUENCE)],
        help_text=_("From 0 to 3."),
    )
    unknown = models.CharField(
        _("an unknown figure"), max_length=8, choices=Unknown, default=Unknown.LEFT_OUT
    )
    least_known = models.PositiveSmallIntegerField(
        _("per cent of the weight that must be known"),
        default=50,
        validators=UP_TO_100,
        help_text=_("Of a topic of which less is known the rule says nothing."),
    )
    frozen_at = models.DateTimeField(_("frozen since"), null=True, editable=False)

    history = History()

    class Meta:
        verbose_name = _("choice of topics")
        verbose_name_plural = _("choices of topics")
        ordering = ["-event__date", "event"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight_relevance__gt=0) | Q(weight_emissions__gt=0) | Q(weight_influence__gt=0),
                name="choice_has_a_weight",
                violation_error_message=_("At least one criterion needs a weight."),
            ),
            models.CheckConstraint(
                condition=Q(relevance_high__gt=F("relevance_low")),
                name="choice_has_a_rising_span_of_relevance",
                violation_error_message=_("The relevance of 100 points is greater than that of 0 points."),
            ),
            models.CheckConstraint(
                condition=Q(emissions_high__gt=0, emissions_high__lte=100),
                name="choice_has_a_share_of_emissions_for_100_points",
                violation_error_message=_("The share of emissions lies between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(places__isnull=False) | Q(least_points__isnull=False),
                name="choice_has_a_limit",
                violation_error_message=_("Give the number of topics, or how many points a topic needs."),
            ),
            models.CheckConstraint(
                condition=Q(places=None) | Q(places__gte=1),
                name="choice_has_room_for_a_topic",
                violation_error_message=_("At least one topic is chosen."),
            ),
            models.CheckConstraint(
                condition=Q(weight_relevance__lte=100, weight_emissions__lte=100, weight_influence__lte=100)
                & Q(least_known__lte=100)
                & (Q(least_points=None) | Q(least_points__range=(0, 100))),
                name="choice_has_numbers_up_to_100",
                violation_error_message=_("Weights, points and per cent go from 0 to 100."),
            ),
            models.CheckConstraint(
                condition=Q(least_influence=None) | Q(least_influence__lte=MOST_INFLUENCE),
                name="choice_has_an_influence_up_to_3",
                violation_error_message=_("The influence of the city goes from 0 to 3."),
            ),
        ]

    def __str__(self):
        return _("Choice of topics: %(event)s") % {"event": self.event}

    def get_absolute_url(self):
        return reverse("surveys:choice", args=[self.event.slug])

    @property
    def is_frozen(self):
        return self.frozen_at is not None

    @property
    def weights(self):
        return (self.weight_relevance, self.weight_emissions, self.weight_influence)

    @property
    def spans(self):
        """The values of 0 and of 100 points, in the order of CRITERIA."""
        return (
            (Decimal(self.relevance_low), Decimal(self.relevance_high)),
            (Decimal(0), Decimal(self.emissions_high)),
            (Decimal(0), Decimal(MOST_INFLUENCE)),
        )

    @property
    def rule(self):
        return Rule(
            self.weights,
            self.spans,
            self.places,
            None if self.least_points is None else Decimal(self.least_points),
            self.least_influence,
            self.unknown == self.Unknown.ZERO,
            self.least_known,
        )

    def decide(self):
        """Write down, in the caller's transaction, what the rule says on each candidate.

        Raise ValidationError, naming the topics, where the team chose otherwise and gives no reason.
        """
        candidates = list(self.candidates.select_related("topic").prefetch_related("reasons"))
        if not candidates:
            raise ValidationError(_("There are no candidates yet: add the topics first."))
        verdicts = weigh(self.rule, [each.figures for each in candidates])
        for candidate, verdict in zip(candidates, verdicts, strict=True):
            candidate.rule_says = verdict.outcome.value
        unexplained = [each.topic.title for each in candidates if each.deviates and not each.deviation]
        if unexplained:
            message = _("The team chose otherwise than the rule, and gives no reason: %(topics)s.")
            raise ValidationError(message, params={"topics": ", ".join(unexplained)})
        for candidate in candidates:
            candidate.save(update_fields=["rule_says"])

    def publish(self, at=None):
        """As every Publishable, and freeze it; ValidationError also where a deviation from the rule has no reason."""
        with transaction.atomic():
            self.decide()
            self.frozen_at = self.frozen_at or timezone.now()
            super().publish(at)
            self.save(update_fields=["frozen_at"])

    def withdraw(self):
        """As every Publishable; what the rule says is written anew at the next time, and what nobody saw is not frozen."""
        with transaction.atomic():
            for candidate in self.candidates.exclude(rule_says=""):
                candidate.rule_says = ""
                candidate.save(update_fields=["rule_says"])
            if self.is_scheduled:
                self.frozen_at = None
                self.save(update_fields=["frozen_at"])
            super().withdraw()


class TopicCorrection(Part):
    """What was corrected in a frozen choice of topics, and why; everyone can read it."""

    hangs_on = ("selection",)

    selection = models.ForeignKey(
        TopicSelection, models.CASCADE, related_name="corrections", verbose_name=_("choice of topics")
    )
    text = models.TextField(_("what was corrected, and why"))
    at = models.DateTimeField(_("time"), default=timezone.now)

    history = History()

    class Meta:
        verbose_name = _("correction of a choice of topics")
        verbose_name_plural = _("corrections of choices of topics")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="correction_of_a_choice_says_something",
                violation_error_message=_("Say what is corrected, and why."),
            ),
        ]

    def __str__(self):
        return self.text


def correct(selection, text):
    """Write down, in the caller's transaction, a correction of the frozen `selection`: public, and in the audit."""
    row = TopicCorrection(selection=selection, text=text)
    row.full_clean()
    row.save()
    note(AuditRecord.Act.CORRECTED, selection, detail=text)
    return row
