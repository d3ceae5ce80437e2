from django.tasks import task

from klimakreise.dialogue import telling
from klimakreise.dialogue.live.ending import end_what_is_over
from klimakreise.jobs.periodic import every


@every(seconds=60)
@task()
def tell():
    """Tell offices and authors what is new for them."""
    telling.tell()


@every(hours=24, at="03:25")
@task()
def end_rooms():
    """Forget who asked and voted in the rooms of events that are over."""
    end_what_is_over()
