"""Work that no page waits for: distributing seats, seating who comes late, and forgetting what it was made from."""

from django.tasks import task

from klimakreise.jobs.periodic import every


@task(max_attempts=2)
def distribute_seats(run_pk):
    """Do the SeatingRun of this key."""
    from circles.distributing import distribute

    distribute(run_pk)


@every(seconds=60)
@task(max_attempts=1)
def seat_late_people():
    """Seat who got a place after the seats of their event were announced, however they got it."""
    from circles.late import seat_everywhere

    seat_everywhere()


@every(hours=24, at="03:50")
@task(max_attempts=1)
def forget_seating_problems():
    """Empty what runs were made from once the registrations are deleted."""
    from circles.distributing import forget_problems

    forget_problems()
