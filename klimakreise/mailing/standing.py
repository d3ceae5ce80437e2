"""How the post is doing: for the outbox and for the front page of the admin."""

from dataclasses import dataclass

from django.db.models import Count, Q

from klimakreise.jobs.models import Worker
from klimakreise.mailing.models import Message


@dataclass
class Standing:
    """How many mails wait and have failed, and whether there is anybody to send them."""

    waiting: int
    failed: int
    worker_is_missing: bool


def standing():
    state = Message.State
    counts = Message.objects.filter(state__in=[state.WAITING, state.FAILED]).aggregate(
        waiting=Count("pk", filter=Q(state=state.WAITING)), failed=Count("pk", filter=Q(state=state.FAILED))
    )
    return Standing(**counts, worker_is_missing=Worker.is_missing())
