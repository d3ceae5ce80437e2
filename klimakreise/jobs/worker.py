"""The worker: one thread for each queue, and the main thread, which says that it lives and gives out periodic work."""

import logging
import os
import secrets
import socket
import threading
from datetime import timedelta

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from klimakreise.jobs import running
from klimakreise.jobs.models import Worker
from klimakreise.jobs.periodic import Planner

log = logging.getLogger("klimakreise.jobs")

QUEUES = ["default", "mail"]  # mail has a lane of its own: a code for a login waits for no long job
IDLE = 0.5  # seconds until an idle lane looks again


class Process:
    """Runs jobs until `stop()`; what is running then is finished.

    `lease` is how many seconds others believe it alive after its last sign of life; it gives six in that time.
    """

    def __init__(self, lease=30):
        self.id = f"{socket.gethostname()[:24]}-{os.getpid()}-{secrets.token_hex(6)}"
        self.lease = lease
        self.stopping = threading.Event()
        self.planner = Planner()
        self.alive_until = None

    def stop(self, *_signal):
        self.stopping.set()

    def run(self):
        """Return when stopped and everything has ended. A lane that breaks ends the process with RuntimeError."""
        while not self.try_to(self.show_life):
            if self.stopping.wait(1):
                return
        lanes = [threading.Thread(target=self.work, args=[queue], name=queue) for queue in QUEUES]
        for lane in lanes:
            lane.start()
        while all(lane.is_alive() for lane in lanes) and not self.stopping.is_set():
            self.try_to(self.look_after)
            self.stopping.wait(1)
        asked = self.stopping.is_set()
        self.stop()
        while any(lane.is_alive() for lane in lanes):  # a long job is not dead because it is the last
            self.try_to(self.look_after)
            lanes[0].join(0.5)
            lanes[1].join(0.5)
        self.try_to(self.say_goodbye)
        if not asked:
            raise RuntimeError("A lane of the worker has ended.")

    def look_after(self):
        """What the main thread does each second."""
        now = timezone.now()
        if self.alive_until - now < timedelta(seconds=self.lease * 5 / 6):
            # After a pause (a suspended machine) others may not have had time to say that they live.
            paused = now > self.alive_until
            self.show_life()
            if not paused:
                running.put_back()
        if not self.stopping.is_set():
            self.planner.give_out(now)

    def show_life(self):
        now = timezone.now()
        until = now + timedelta(seconds=self.lease)
        Worker.objects.update_or_create(pk=self.id, defaults={"seen_at": now, "alive_until": until})
        self.alive_until = until

    def say_goodbye(self):
        Worker.objects.filter(pk=self.id).update(alive_until=timezone.now())

    def work(self, queue):
        """Take and run the jobs of one queue, one after the other."""
        while not self.stopping.is_set():
            if not self.try_to(lambda: self.work_once(queue)):
                self.stopping.wait(IDLE)

    def work_once(self, queue):
        """Run one job; False if there is none."""
        job = running.take(queue, self.id)
        if not job:
            return False
        outcome = running.run(job)
        while not self.try_to(lambda: running.record(job, outcome)):
            if self.stopping.wait(1):  # the next worker puts the job back
                break
        return True

    @staticmethod
    def try_to(act):
        """Whether `act` was done: False if it says so or if the database does not answer."""
        close_old_connections()
        try:
            return act() is not False
        except DatabaseError:
            log.warning("The database does not answer; the worker goes on when it does.", exc_info=True)
            return False
        finally:
            close_old_connections()
