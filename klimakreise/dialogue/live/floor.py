"""The list of speakers: people ask for the floor, a host calls the next."""

from klimakreise.dialogue.live.room import changing
from klimakreise.dialogue.models import LiveTurn

State = LiveTurn.State


def ask_for_floor(room, registration_id):
    """Put somebody at the end of the list, once; False if there is no list now."""
    with changing(room) as now:
        if not (now.is_open and now.has_floor):
            return False
        now.turns.get_or_create(registration_id=registration_id, state=State.WAITING)
        return True


def leave_list(room, registration_id):
    """Take somebody from the list again."""
    with changing(room) as now:
        return bool(now.turns.filter(registration=registration_id, state=State.WAITING).delete()[0])


def call(room, pk=None):
    """A host gives the floor to the first on the list, or to the turn `pk`; whoever spoke has spoken.

    With nobody left it only ends the speech. False if the turn does not wait (any more).
    """
    with changing(room) as now:
        waiting = now.turns.filter(state=State.WAITING)
        turn = waiting.filter(pk=pk).first() if pk else waiting.first()
        if pk and turn is None:
            return False
        now.turns.filter(state=State.SPEAKING).update(state=State.DONE)
        if turn:
            now.turns.filter(pk=turn.pk).update(state=State.SPEAKING)
        return True


def end_speech(room, _pk=None):
    """Nobody has the floor."""
    with changing(room) as now:
        return bool(now.turns.filter(state=State.SPEAKING).update(state=State.DONE))


def take_off(room, pk):
    """A host takes somebody from the list."""
    with changing(room) as now:
        return bool(now.turns.filter(pk=pk, state=State.WAITING).delete()[0])
