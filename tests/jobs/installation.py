"""The software as it runs in production: a database of its own, and workers that are processes and can be killed."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Threads that meet while each holds a connection need as many; how long they wait for each other is the machine's affair.
ROOM = """
from django.db import connection as _connection
_options = _connection.settings_dict["OPTIONS"]
if "pool" in _options:
    _options["pool"].update(max_size=60, timeout=300)
else:
    _options["timeout"] = 300
"""


class Installation:
    """Runs commands of manage.py, pieces of Python, and workers on a database of its own."""

    def __init__(self, database, mail_port, folder):
        self.variables = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "klimakreise.settings",
            "DEMO": "1",
            "SECRET_KEY": "only-for-tests",
            "DATABASE_URL": database,
            "MAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "SITE_URL": "https://klimakreise.example",
        }
        self.log = folder / "workers.log"
        self.workers = []

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def does(self, python):
        """Run a piece of Python with the models at hand; returns what it prints."""
        return self.manage("shell", "--no-imports", "--command", ROOM + python).strip()

    def starts_a_worker(self, lease=3):
        with self.log.open("a") as log:
            command = [sys.executable, "manage.py", "worker", f"--lease={lease}"]
            worker = subprocess.Popen(command, cwd=ROOT, env=self.variables, stdout=log, stderr=log)
        self.workers.append(worker)
        return worker

    def kills(self, worker):
        worker.send_signal(signal.SIGKILL)
        worker.wait()

    def ends(self):
        for worker in self.workers:
            with suppress(ProcessLookupError):
                worker.kill()
            worker.wait()
