"""What is to be seen in a room: by people taking part, by hosts, on the big screen, and by everyone afterwards.

The number of queries does not grow with questions, speakers or polls.
"""

from collections import Counter

from django.db.models import Prefetch, Q

from events.models import Registration
from klimakreise.dialogue.live.order import suggest
from klimakreise.dialogue.models import LiveOption, LivePoll, LiveQuestion, LiveSupport, LiveTurn, LiveVote

State, Turn, Poll = LiveQuestion.State, LiveTurn.State, LivePoll.State
MOST = 100  # questions on one page; a phone in the room takes no more


def seen_by(seat, supported, chosen):
    """What somebody taking part sees: questions that are shown and their own, the speakers, polls that are open or shown.

    `supported` and `chosen` are the reader's `own_marks()`.
    """
    own = Q(registration=seat.registration_id) if seat.registration_id else Q(pk=None)
    shown = seat.room.questions.filter(Q(state__in=[State.SHOWN, State.ANSWERED]) | own)
    questions = list(shown.with_support().by_support())
    for question in questions:
        question.is_supported = question.pk in supported
        question.is_own = (
            seat.registration_id is not None and question.registration_id == seat.registration_id
        )
    turns = turns_in(seat.room)
    return {
        "seat": seat,
        "room": seat.room,
        "polls": polls_for(seat, chosen),
        "open_questions": [each for each in questions if each.state == State.SHOWN],
        "own_waiting": [each for each in questions if each.state in {State.WAITING, State.HIDDEN}],
        "answered": [each for each in questions if each.state == State.ANSWERED],
        **turns,
        "my_turn": next(
            (each for each in turns["waiting"] if each.registration_id == seat.registration_id), None
        ),
    }


def outline_of(room):
    """Which questions there are [(key, whose, state)], the most supported first, how many are open; and whose turns wait."""
    questions = list(room.questions.with_support().by_support().values_list("pk", "registration", "state"))
    shown = [each for each in questions if each[2] == State.SHOWN]
    kept = [*shown[:MOST], *(each for each in questions if each[2] != State.SHOWN)]
    waiting = set(room.turns.filter(state=Turn.WAITING).values_list("registration", flat=True))
    return {"questions": kept, "number": len(shown), "waiting": waiting}


def own_marks(seat):
    """What tells this reader's page from others: (the questions they support, the options they have chosen), as keys."""
    own = seat.registration_id
    if own is None:
        return set(), ()
    support = LiveSupport.objects.filter(registration=own, question__room=seat.room)
    votes = LiveVote.objects.filter(registration=own, poll__room=seat.room)
    return set(support.values_list("question", flat=True)), tuple(
        sorted(votes.values_list("option", flat=True))
    )


def polls_for(seat, chosen):
    """The polls that are open or whose result is shown, the newest first, their options with `is_chosen` and `percent`."""
    seen = seat.room.polls.filter(Q(state=Poll.OPEN) | Q(is_shown=True))
    polls = list(seen.order_by("is_shown", "-pk").prefetch_related("options"))
    for poll in polls:
        counted(poll)
        for option in poll.options.all():
            option.is_chosen = option.pk in chosen
        poll.is_voted = any(option.is_chosen for option in poll.options.all())
    return polls


def counted(poll):
    """The poll, its options with `percent` of those who voted (whole number, None if nobody has)."""
    for option in poll.options.all():
        option.percent = round(100 * option.votes / poll.voters) if poll.voters else None
    return poll


def turns_in(room):
    """The list of speakers: `speaking` (a LiveTurn or None), `waiting` in its order, each with how often they `spoke`.

    `suggested` are those who wait in the order of `suggest()`; empty where fewer than two wait.
    """
    turns = list(room.turns.select_related("registration")) if room.has_floor and not room.has_ended else []
    spoken = Counter(each.registration_id for each in turns if each.state != Turn.WAITING)
    for each in turns:
        each.spoke = spoken[each.registration_id]
    speaking = next((each for each in turns if each.state == Turn.SPEAKING), None)
    waiting = [each for each in turns if each.state == Turn.WAITING]
    return {
        "speaking": speaking,
        "waiting": waiting,
        "suggested": suggested_of(waiting, [each for each in turns if each.state == Turn.DONE], speaking),
        "balance": balance_of(turns),
    }


def suggested_of(waiting, done, speaking):
    """The turns that wait, in the order in which they could be called; none where there is no choice."""
    if len(waiting) < 2:
        return []
    spoken = [*done, speaking] if speaking else done
    told = [
        [(each.registration_id, each.registration.sector) for each in turns] for turns in (waiting, spoken)
    ]
    return [waiting[place] for place in suggest(*told)]


def balance_of(turns):
    """[(sector, how many speeches so far)] of the sectors that people gave at their registration, the most first."""
    names = dict(Registration.Sector.choices)
    spoken = Counter(names.get(each.registration.sector, "") for each in turns if each.state != Turn.WAITING)
    return spoken.most_common()


def hosted(room):
    """What a host sees: all questions, what waits first, the speakers with their balance, all polls with their numbers."""
    if room.pk is None:
        return {"room": room}
    questions = list(room.questions.with_support().by_support())
    options = Prefetch("options", LiveOption.objects.order_by("pk"))
    return {
        "room": room,
        "has_questions": bool(questions),
        "groups": [(state, [each for each in questions if each.state == state]) for state in State],
        "polls": [
            counted(poll) for poll in room.polls.with_voters().order_by("-pk").prefetch_related(options)
        ],
        **turns_in(room),
    }


def on_screen(room):
    """What the big screen shows: who speaks and the next three, the open poll or the newest result, the first questions."""
    seen = room.polls.filter(Q(state=Poll.OPEN) | Q(is_shown=True))
    poll = seen.with_voters().order_by("is_shown", "-pk").prefetch_related("options").first()
    shown = room.questions.filter(state=State.SHOWN).with_support().by_support()
    return {
        "room": room,
        "poll": poll and counted(poll),
        "questions": list(shown[:5]),
        **turns_in(room),
    }


def documented(room):
    """What everybody sees afterwards: questions that were shown, without names, and the results that were shown."""
    shown = room.questions.filter(state__in=[State.SHOWN, State.ANSWERED])
    polls = room.polls.filter(is_shown=True).prefetch_related("options")
    return {
        "room": room,
        "questions": list(shown.with_support().by_support()),
        "polls": [counted(poll) for poll in polls],
    }
