"""Periodic work: registrations move on by themselves; files of all rooms, for the room that holds them knows no periods."""

from django.tasks import task
from django.utils import timezone

from events import registering, retention
from events.models import Registration
from events.places import bring_up_to_date
from events.reminding import remind
from klimakreise.jobs.periodic import every
from klimakreise.publishing.jobs import delete_strays, prepare_all


@every(seconds=60)
@task(max_attempts=1)
def move_registrations_on():
    """Let lapse what nobody confirmed or accepted in time, and give away what became free by time or by another way."""
    registering.lapse(timezone.now())
    line = Registration.objects.filter(state__in=[Registration.State.WAITING, Registration.State.OFFERED])
    for event_id in line.order_by().values_list("event", flat=True).distinct():
        bring_up_to_date(event_id)


@every(seconds=300)
@task(max_attempts=1)
def send_reminders():
    """Remind of what begins soon; what is due and was not sent goes out, also after a pause."""
    remind(timezone.now())


@every(seconds=600)
@task(max_attempts=1)
def prepare_files():
    """Make sizes and read texts of what came by another way than a form, or failed before."""
    prepare_all()


@every(hours=24, at="03:30")
@task(max_attempts=1)
def tidy_files():
    """Delete the files that no row refers to any more."""
    delete_strays()


@every(hours=24, at="03:35")
@task(max_attempts=1)
def forget_registrations():
    """Delete what people told for events that are over."""
    retention.forget(timezone.localdate())
