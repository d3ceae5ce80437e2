"""Which group carries which demand."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from klimakreise.alliance.models.alliance import AllianceGroup, Demand
from klimakreise.publishing.history import History
from klimakreise.publishing.models import Part
from klimakreise.publishing.partial_dates import PartialDateField


class Carrying(Part):
    """A group says that it carries a demand, in one version of the set."""

    hangs_on = ("group", "demand")

    group = models.ForeignKey(
        AllianceGroup, models.CASCADE, related_name="carries", verbose_name=_("alliance group")
    )
    demand = models.ForeignKey(Demand, models.CASCADE, related_name="carried_by", verbose_name=_("demand"))
    since = PartialDateField(_("since"), null=True, blank=True)

    history = History()

    class Meta:
        # Translators: that a group carries a demand
        verbose_name = _("carried demand")
        verbose_name_plural = _("carried demands")
        ordering = ["demand__number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "demand"],
                name="demand_is_carried_once_by_a_group",
                violation_error_message=_("It is listed already that the group carries this demand."),
            ),
        ]

    def __str__(self):
        return f"{self.group}: {self.demand}"
