"""Periodic work on uploaded files, of all rooms: the room that holds it knows nothing of periods."""

from django.tasks import task

from klimakreise.jobs.periodic import every
from klimakreise.publishing.jobs import delete_strays, prepare_all


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
