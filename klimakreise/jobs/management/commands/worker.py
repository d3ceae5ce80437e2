import signal

from django.core.management.base import BaseCommand

from klimakreise.jobs.worker import Process


class Command(BaseCommand):
    help = (
        "Runs jobs: mails, periodic work. SIGTERM or Ctrl-C lets it finish what is running; a second one ends it at "
        "once. Any number may run on PostgreSQL, on several machines; with SQLite on one machine."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--lease",
            type=float,
            default=30,
            metavar="SECONDS",
            help="How long after its last sign of life it is held to be dead and its jobs are put back (30).",
        )

    def handle(self, *, lease, **options):
        process = Process(lease)

        def stop(number, frame):
            signal.signal(number, signal.SIG_DFL)
            process.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        process.run()
