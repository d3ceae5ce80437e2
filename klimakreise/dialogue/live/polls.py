"""Polls: made, opened, closed and shown by hosts; everyone taking part votes once and may change it while it is open."""

from django.db import transaction
from django.db.models import Count

from klimakreise.dialogue.live.room import changing
from klimakreise.dialogue.models import LiveOption, LivePoll, LiveVote

State = LivePoll.State


def keep(room, poll, labels):
    """Save a prepared `poll` with its options in the order of `labels`; False if it was opened meanwhile."""
    with changing(room) as now:
        if poll.pk and not now.polls.filter(pk=poll.pk, state=State.PREPARED).exists():
            return False
        poll.room = now
        poll.save()
        poll.options.all().delete()
        LiveOption.objects.bulk_create(LiveOption(poll=poll, label=label) for label in labels)
        return True


def vote(room, registration_id, pk, options):
    """Let these `options` (a set of keys) be the vote of this participant; none takes it back. False if that cannot be."""
    with changing(room) as now:
        poll = now.polls.filter(pk=pk, state=State.OPEN).first()
        if not now.is_open or poll is None or (poll.is_single and len(options) > 1):
            return False
        chosen = list(poll.options.filter(pk__in=options))
        if len(chosen) != len(options):
            return False
        poll.votes.filter(registration=registration_id).delete()
        LiveVote.objects.bulk_create(
            LiveVote(poll=poll, option=option, registration_id=registration_id, is_only=poll.is_single)
            for option in chosen
        )
        return True


def open_poll(room, pk):
    """Let people vote; only what is prepared can be opened, and only while the room is open."""
    with changing(room) as now:
        prepared = now.polls.filter(pk=pk, state=State.PREPARED)
        return now.is_open and bool(prepared.update(state=State.OPEN))


def close_poll(room, pk):
    """Count, and forget who voted what. The result is not shown by that."""
    with changing(room) as now:
        poll = now.polls.filter(pk=pk, state=State.OPEN).first()
        if poll:
            count(poll)
        return bool(poll)


@transaction.atomic
def count(poll):
    """Close an open poll, keep the numbers and delete the votes. The row of its room is held by the caller."""
    numbers = poll.options.annotate(number=Count("chosen")).values_list("pk", "number")
    for pk, number in numbers:
        poll.options.filter(pk=pk).update(votes=number)
    voters = poll.votes.aggregate(number=Count("registration", distinct=True))["number"]
    poll.votes.all().delete()
    LivePoll.objects.filter(pk=poll.pk).update(state=State.CLOSED, voters=voters)


def show_result(room, pk):
    return set_shown(room, pk, shown=True)


def hide_result(room, pk):
    return set_shown(room, pk, shown=False)


def set_shown(room, pk, *, shown):
    """Show everyone taking part the result of a closed poll, or no longer."""
    with changing(room) as now:
        return bool(now.polls.filter(pk=pk, state=State.CLOSED).update(is_shown=shown))


def discard(room, pk):
    """Delete a poll that was never opened."""
    with changing(room) as now:
        return bool(now.polls.filter(pk=pk, state=State.PREPARED).delete()[0])
