"""How a measure stands, in a word and a tone."""

from django import template

from circles.models import Measure, Status

register = template.Library()

TONES = {
    Status.URGED: "warning",
    Status.PLANNED: "info",
    Status.UNDER_REVIEW: "info",
    Status.DECIDED: "info",
    Status.NOT_STARTED: "warning",
    Status.IN_PROGRESS: "info",
    Status.DELAYED: "warning",
    Status.POSTPONED: "warning",
    Status.PARTIAL: "info",
    Status.DONE: "success",
    Status.OPERATING: "success",
    Status.DECLINED: "danger",
    Status.CONTESTED: "danger",
    Measure.Assessment.DISPUTED: "warning",
}


@register.filter
def status_word(status):
    """The word for the value of a Status, such as `newest_status`."""
    return Status(status).label


@register.filter
def tone(value):
    """The tone of the badge for the value of a Status or of an Assessment."""
    return TONES.get(value, "neutral")
