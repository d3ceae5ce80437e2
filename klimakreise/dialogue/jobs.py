from django.tasks import task

from klimakreise.dialogue import telling
from klimakreise.jobs.periodic import every


@every(seconds=60)
@task()
def tell():
    """Tell offices and authors what is new for them."""
    telling.tell()
