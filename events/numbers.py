"""How many have registered for an event: numbers for the planning team, counted in the database."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from events.models import Registration

State, Sector = Registration.State, Registration.Sector
NO_SECTOR = ("", _("no answer"))


@dataclass
class Numbers:
    """`states`: labels of the columns; `rows`: [(label of a sector, number in each state, sum)]; `sums`: the last row."""

    states: list
    rows: list
    sums: list
    total: int
    arrived: int

    @classmethod
    def of(cls, event):
        """Counted in one query, however many there are; sectors of which nobody has registered are left out."""
        counted = list(
            event.registrations.order_by()
            .values_list("sector", "state")
            .annotate(people=Count("pk"), arrived=Count("arrived_at"))
        )
        people = {(sector, state): number for sector, state, number, _arrived in counted}
        rows = []
        for sector, label in [*Sector.choices, NO_SECTOR]:
            row = [people.get((sector, state), 0) for state in State.values]
            if any(row):
                rows.append((label, row, sum(row)))
        sums = [sum(row[column] for _label, row, _sum in rows) for column in range(len(State.values))]
        return cls(State.labels, rows, sums, sum(sums), sum(line[3] for line in counted))
