"""What the planning team settles about seating at an event: until when wishes can be given, and what counts how much."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from circles.seating import Weights
from events.models import Event

SIZES = ["over", "short"]
OTHERS = ["facilitator", "away", "together", "apart", "city", "sector"]
MOST_TOLERANCE = 100


def weight(label, least, most):
    """What a rule costs that is not kept, from `least` to `most`; empty: as given in `circles.seating.Weights`."""
    validators = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveIntegerField(label, null=True, blank=True, validators=validators)


def size(label):
    """Sizes stay dear: below that, everybody would sit in the circle that is wished for most."""
    return weight(label, 1_000, 100_000)


def other(label):
    return weight(label, 0, 50_000)


def within(names, least, most):
    """The condition that each of the fields is empty or within the bounds."""
    condition = Q()
    for name in names:
        condition &= Q(**{name: None}) | Q(**{f"{name}__gte": least, f"{name}__lte": most})
    return condition


class SeatingTerms(models.Model):
    """Until when wishes for circles can be given at an event, without it until the person's seat is announced; and the weights.

    The weights have the names and the meaning of those of `circles.seating.Weights`; empty ones are as given there.
    """

    event = models.OneToOneField(Event, models.CASCADE, related_name="seating_terms", verbose_name=_("event"))
    wishes_closed_at = models.DateTimeField(_("wishes closed at"), null=True, blank=True)
    over = size(_("one person more than a circle has places"))
    short = size(_("one person fewer than a circle needs"))
    facilitator = other(_("a circle without anybody who leads its talk"))
    away = other(_("somebody who leads a talk sits in another circle"))
    together = other(_("people who belong together are spread over one more circle"))
    apart = other(_("one person too many in a circle, of those who should be apart"))
    city = other(_("a circle without anybody from the city administration"))
    sector = other(_("one person too many or too few of a sector in a circle"))
    tolerance = weight(_("by how many per cent the share of a sector may differ"), 0, MOST_TOLERANCE)

    class Meta:
        verbose_name = _("terms of seating")
        verbose_name_plural = _("terms of seating")
        constraints = [
            models.CheckConstraint(
                condition=within(SIZES, 1_000, 100_000),
                name="seating_terms_size_is_dear",
                violation_error_message=_("What a size costs is between 1,000 and 100,000."),
            ),
            models.CheckConstraint(
                condition=within(OTHERS, 0, 50_000),
                name="seating_terms_rule_is_50000_at_most",
                violation_error_message=_("What a rule costs is between 0 and 50,000."),
            ),
            models.CheckConstraint(
                condition=within(["tolerance"], 0, MOST_TOLERANCE),
                name="seating_terms_tolerance_is_100_at_most",
                violation_error_message=_("The tolerance is between 0 and 100 per cent."),
            ),
        ]

    def __str__(self):
        return str(self.event)

    def own_weights(self):
        """{name: number} of the weights that the team has set."""
        given = {name: getattr(self, name) for name in WEIGHTS}
        return {name: number for name, number in given.items() if number is not None}


WEIGHTS = [*SIZES, *OTHERS, "tolerance"]


def weights_for(event):
    """The Weights that count at an event."""
    terms = SeatingTerms.objects.filter(event=event).first()
    return Weights(**(terms.own_weights() if terms else {}))
