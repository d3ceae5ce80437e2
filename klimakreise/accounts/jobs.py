from django.tasks import task
from django.utils import timezone

from klimakreise.accounts import forgetting
from klimakreise.jobs.periodic import every


@every(hours=24, at="03:25")
@task()
def forget_what_is_over():
    """Delete old invitations, accounts that were never confirmed, ended sessions and expired rows of the cache."""
    forgetting.forget(timezone.now())
