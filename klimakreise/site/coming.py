"""How many have registered for an event to come, in the words of the planning team's front page."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def has_people(event):
    """Whether one registers for it here, or somebody has; `event` carries the counts of `events_with_facts()`."""
    return event.takes_registrations or event.taken + event.waiting + event.unconfirmed > 0


def numbers(event):
    """Its numbers, a phrase each."""
    if not has_people(event):
        return [_("One does not register here.")]
    if event.capacity:
        taken = _("%(taken)s of %(places)s places taken") % {"taken": event.taken, "places": event.capacity}
    else:
        taken = ngettext("%(taken)s place taken", "%(taken)s places taken", event.taken)
        taken %= {"taken": event.taken}
    others = [(event.waiting, _("%(number)s waiting")), (event.unconfirmed, _("%(number)s not confirmed"))]
    return [taken, *(words % {"number": number} for number, words in others if number)]
