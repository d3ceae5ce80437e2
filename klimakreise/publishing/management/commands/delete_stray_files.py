from django.core.management.base import BaseCommand

from klimakreise.publishing.jobs import delete_strays


class Command(BaseCommand):
    help = "Delete uploaded files that nothing refers to any more and that are older than a day; a job does it every night."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say which they are.")

    def handle(self, *, dry_run, **options):
        names = delete_strays(dry_run=dry_run)
        for name in names:
            self.stdout.write(name)
        return f"{len(names)} files {'would be' if dry_run else 'were'} deleted."
