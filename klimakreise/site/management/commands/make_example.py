from django.core.management.base import CommandError

from klimakreise.site.example.commands import ExampleCommand
from klimakreise.site.example.making import make_example
from klimakreise.site.loading.store import RefusedError


class Command(ExampleCommand):
    help = "Make the invented event “Beispiel”, or bring it up to date; what was changed in it by hand stays."

    def act(self):
        try:
            return str(make_example())
        except RefusedError as error:
            raise CommandError(f"The example cannot be made: {error.reason}") from error
