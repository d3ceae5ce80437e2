from django.core.management.base import BaseCommand, CommandError

from klimakreise.site.loading import FileFaultsError, load


class Command(BaseCommand):
    help = (
        "Load the facts of a process from a YAML file. Again: writes only what has changed in the file since."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="e.g. klimakreise/site/data/klimakreise.yaml")

    def handle(self, file, *, verbosity, **options):
        try:
            report = load(file)
        except FileFaultsError as error:
            raise CommandError(error) from error
        return str(report) if verbosity else None
