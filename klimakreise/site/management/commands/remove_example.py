from django.core.management.base import CommandError

from klimakreise.site.example.commands import ExampleCommand
from klimakreise.site.example.removing import StillUsedError, remove_example


class Command(ExampleCommand):
    help = "Remove the invented event “Beispiel” with everything that was made for it or hung on it."

    def act(self):
        try:
            removed = remove_example()
        except StillUsedError as error:
            raise CommandError(
                f"Nothing was removed, for something else uses the example: {error}"
            ) from error
        return f"{removed} rows of the example were removed." if removed else "There is no example."
