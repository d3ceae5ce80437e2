"""Why somebody sits where they sit, and what could not be met, in words."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from circles.models import Seat
from circles.seating import Obstacle, Rule

MET = [gettext_lazy("first wish"), gettext_lazy("second wish"), gettext_lazy("third wish")]
WHICH = [gettext_lazy("the first"), gettext_lazy("the second"), gettext_lazy("the third")]
OBSTACLES = {
    Obstacle.FULL: gettext_lazy("{which} was full"),
    Obstacle.CLOSED: gettext_lazy("{which} does not take place"),
    Obstacle.NEEDED: gettext_lazy("{which} would have left this circle with too few people"),
    Obstacle.FACILITATES: gettext_lazy("{which} would have left this circle without a facilitator"),
    # Who is kept apart from whom, or together, is nobody's business but the planning team's.
    Obstacle.TOGETHER: gettext_lazy("{which} did not fit what was agreed with the planning team"),
    Obstacle.APART: gettext_lazy("{which} did not fit what was agreed with the planning team"),
    Obstacle.CITY: gettext_lazy(
        "{which} would have left this circle without anybody from the city administration"
    ),
    Obstacle.SECTOR: gettext_lazy("{which} would have mixed the sectors less well"),
    Obstacle.BALANCE: gettext_lazy("{which} was not possible without moving others"),
}


def reason(seat):
    """Why, as a sentence without a full stop: “Second wish; the first was full”."""
    if seat.why == Seat.Why.HAND:
        return _("Seated by the planning team")
    if seat.why == Seat.Why.FACILITATES:
        return _("You lead the talk in this circle")
    if seat.why == Seat.Why.FREE:
        return _("Without a wish")
    lead = MET[seat.rank - 1] if seat.why == Seat.Why.WISH else _("no wish could be met")
    parts = [
        str(OBSTACLES[Obstacle(word)]).format(which=WHICH[place])
        for place, word in enumerate(seat.refused[: len(WHICH)])
    ]
    return capfirst("; ".join([str(lead), ", ".join(parts)] if parts else [str(lead)]))


def unmet_in_words(unmet, circles, people, sectors):
    """What could not be met, as a sentence; `circles`, `people` and `sectors` are names by key."""
    circle = circles.get(unmet.circle, _("a circle that is gone"))
    names = ", ".join(people.get(key, _("somebody who has cancelled")) for key in unmet.people)
    words = {
        Rule.MOST: ngettext(
            "{circle}: {n} person more than places", "{circle}: {n} people more than places", unmet.amount
        ),
        Rule.LEAST: ngettext("{circle}: {n} person too few", "{circle}: {n} people too few", unmet.amount),
        Rule.FACILITATOR: _("{circle}: nobody to lead the talk"),
        Rule.AWAY: _("{names}: leads a talk, but sits in {circle}"),
        Rule.TOGETHER: _("Not together: {names}"),
        Rule.APART: _("Not apart: {names}"),
        Rule.CITY: _("{circle}: nobody from the city administration"),
        Rule.SECTOR: _("{circle}: {sector} too strong or too weak by {n}"),
    }[unmet.rule]
    return words.format(
        circle=circle, names=names, n=unmet.amount, sector=sectors.get(unmet.sector, unmet.sector)
    )
