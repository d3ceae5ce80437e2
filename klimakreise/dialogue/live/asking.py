"""Questions: asked, supported and withdrawn by people taking part, released, hidden and ticked off by hosts."""

from klimakreise.dialogue.live.room import changing
from klimakreise.dialogue.models import LiveQuestion, LiveSupport
from klimakreise.publishing.audit import note

State = LiveQuestion.State


def ask(room, registration, text, *, with_name=False):
    """Ask; returns the LiveQuestion, the same one when sent twice, or None if nobody can ask any more."""
    with changing(room) as now:
        if not now.is_open:
            return None
        question, _is_new = now.questions.get_or_create(
            registration=registration,
            text=text,
            defaults={
                "name": registration.name if with_name else "",
                "state": State.WAITING if now.is_moderated else State.SHOWN,
            },
        )
        return question


def withdraw(room, registration_id, pk):
    """Delete one's own question with its support; False if it is answered, not one's own, or gone."""
    with changing(room) as now:
        own = now.questions.filter(pk=pk, registration=registration_id).exclude(state=State.ANSWERED)
        return now.is_open and bool(own.delete()[0])


def support(room, registration_id, pk):
    """Support a question of somebody else, once; False if that cannot be done."""
    with changing(room) as now:
        shown = now.questions.filter(pk=pk, state=State.SHOWN).exclude(registration=registration_id).first()
        if not now.is_open or shown is None:
            return False
        LiveSupport.objects.get_or_create(question=shown, registration_id=registration_id)
        return True


def unsupport(room, registration_id, pk):
    """Take one's support back."""
    with changing(room) as now:
        given = LiveSupport.objects.filter(question__room=now, question=pk, registration=registration_id)
        return now.is_open and bool(given.delete()[0])


def show(room, pk):
    """A host releases what waits, or shows again what was hidden or answered."""
    return move(room, pk, {State.WAITING, State.HIDDEN, State.ANSWERED}, State.SHOWN)


def answered(room, pk):
    """A host ticks a question off."""
    return move(room, pk, {State.SHOWN}, State.ANSWERED)


def hide(room, pk, reason):
    """A host hides a question; its author reads the `reason`, nobody else."""
    return move(room, pk, {State.WAITING, State.SHOWN, State.ANSWERED}, State.HIDDEN, reason)


def move(room, pk, states, state, reason=""):
    """Change the question's state if it is one of `states` now; returns whether it was."""
    with changing(room) as now:
        question = now.questions.filter(pk=pk, state__in=states).first()
        if question is None:
            return False
        was = question.state
        question.state, question.hidden_reason = state, reason
        question.save(update_fields=["state", "hidden_reason"])
        if State.HIDDEN in {state, was}:
            note("hidden" if state == State.HIDDEN else "shown", question, reason)
        return True
