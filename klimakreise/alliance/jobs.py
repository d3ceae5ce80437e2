from django.tasks import task
from django.utils import timezone

from klimakreise.alliance import changing, joining
from klimakreise.jobs.periodic import every


@every(hours=24, at="03:35")
@task()
def forget_requests_to_join():
    """Delete requests that nobody confirmed, and the contacts of those that were decided a month ago."""
    joining.forget(timezone.now())


@every(hours=24, at="03:45")
@task()
def forget_authors_of_changes():
    """Keep what was changed on the pages of groups, and not who wrote it."""
    changing.forget_authors(timezone.now())
