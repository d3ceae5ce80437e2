from django.core.management.base import BaseCommand
from django.utils import timezone

from events.retention import forget, plans


class Command(BaseCommand):
    help = "Delete the registrations of events that have been over for 30 days and whose minutes are settled, as the nightly job does."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would be deleted")

    def handle(self, *, dry_run, **options):
        today = timezone.localdate()
        for plan in plans():
            event, state = plan.event, "stays until then"
            if plan.is_due(today):
                state = "would go now" if dry_run else "goes now"
            elif plan.is_over(today) and event.needs:
                state = f"{event.needs} access needs " + ("would go now" if dry_run else "go now")
            when = plan.goes_on.isoformat() if plan.goes_on else "no date known"
            if plan.waits_for_corrections:
                when += " (14 days after corrections)"
            self.stdout.write(f"{event.slug}: {event.people} registrations, {when}: {state}")
        if not dry_run:
            forget(today)
