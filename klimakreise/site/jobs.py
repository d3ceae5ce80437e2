"""What the site does by itself."""

from django.tasks import task
from django.utils import timezone

from klimakreise.jobs.periodic import every
from klimakreise.publishing.preview import forget_links
from klimakreise.site.search.keeping import catch_up, compare


@every(seconds=30)
@task()
def keep_search_current():
    """Take up what was published, changed or withdrawn since the last time."""
    catch_up()


@every(hours=24, at="03:40")
@task()
def compare_search():
    """Compare the whole index with what there is: heals what no line of the journal told."""
    compare()


@every(hours=24, at="03:50")
@task()
def forget_preview_links():
    """Delete preview links a month after their end."""
    forget_links(timezone.now())
