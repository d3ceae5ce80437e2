from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class ExampleCommand(BaseCommand):
    """A command that only a demo runs without being told that this is meant."""

    def add_arguments(self, parser):
        parser.add_argument(
            "--also-in-production", action="store_true", help="do it although this is no demo but a real site"
        )

    def handle(self, *, also_in_production, verbosity, **options):
        if not settings.DEMO and not also_in_production:
            raise CommandError("This is a real site, not the demo. If it is meant, add --also-in-production.")
        said = self.act()
        return said if verbosity else None
