"""What one's own account shows of events: what one is registered for."""

from django import template

from events.models import Event, Registration

register = template.Library()


@register.inclusion_tag("events/_own_registrations.html")
def own_registrations(user):
    """The registrations of an account that are not cancelled, the next event first; past ones as long as they are kept."""
    living = Registration.objects.of(user).exclude(state=Registration.State.CANCELLED)
    seen = living.filter(event__in=Event.objects.visible_to(None))
    return {"registrations": seen.select_related("event").order_by("event__date", "pk")}
