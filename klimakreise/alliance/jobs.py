from django.tasks import task
from django.utils import timezone

from klimakreise.alliance import joining
from klimakreise.jobs.periodic import every


@every(hours=24, at="03:35")
@task()
def forget_requests_to_join():
    """Delete requests that nobody confirmed, and the contacts of those that were decided a month ago."""
    joining.forget(timezone.now())
