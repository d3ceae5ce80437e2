"""Work that no page waits for: distributing seats, and forgetting what it was made from."""

from django.tasks import task

from klimakreise.jobs.periodic import every


@task(max_attempts=2)
def distribute_seats(run_pk):
    """Do the SeatingRun of this key."""
    from circles.distributing import distribute

    distribute(run_pk)


@every(hours=24, at="03:50")
@task(max_attempts=1)
def forget_seating_problems():
    """Empty what runs were made from once the registrations are deleted."""
    from circles.distributing import forget_problems

    forget_problems()
