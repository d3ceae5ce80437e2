from django.core.management.base import BaseCommand

from klimakreise.site.search.keeping import compare


class Command(BaseCommand):
    help = "Compare the search index with everything that can be found, and write what differs. May be stopped and repeated."

    def handle(self, *, verbosity, **options):
        def tell(document, done, changed):
            self.stdout.write(f"{document.label}: {done}, {changed} changed")

        changed = compare(tell if verbosity else lambda *_: None)
        return f"{changed} entries changed." if verbosity else None
