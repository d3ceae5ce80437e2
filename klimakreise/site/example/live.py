"""Questions and polls in the rooms of the example: of the past event as documentation, of the coming one open to try."""

from klimakreise.dialogue.models import LiveOption, LivePoll, LiveQuestion, LiveRoom, LiveSupport, LiveTurn

Asked, Voted = LiveQuestion.State, LivePoll.State
PAST_QUESTIONS = [
    ("Wer entscheidet, ob der Versuch am Musterplatz verlängert wird?", Asked.ANSWERED, 23),
    ("Gibt es für Mieterinnen und Mieter auch Geld für Sonnenstrom?", Asked.ANSWERED, 14),
    ("Wann wird der nächste Schulhof umgebaut?", Asked.SHOWN, 6),
]
PAST_POLLS = [
    (
        "Soll der Versuch am Musterplatz ein Jahr dauern?",
        LivePoll.Kind.SINGLE,
        41,
        [("Ja", 33), ("Nein", 5), ("Egal", 3)],
    ),
    (
        "Womit sind Sie heute gekommen?",
        LivePoll.Kind.MULTIPLE,
        44,
        [("Rad", 21), ("Bus oder Bahn", 17), ("zu Fuß", 12), ("Auto", 4)],
    ),
]
QUESTIONS = ["Was ist aus dem Musterplatz geworden?", "Wann kommt das erste Solardach auf eine Schule?"]
POLL = "Was soll zuerst drankommen?"
ANSWERS = ["Wege", "Strom", "Schatten"]


def keep_past_room(event):
    """Make the ended room of the past event, unless it has one."""
    room, is_new = LiveRoom.objects.get_or_create(
        event=event, defaults={"state": LiveRoom.State.ENDED, "is_documented": True}
    )
    if not is_new:
        return
    room.questions.bulk_create(
        LiveQuestion(room=room, text=text, state=state, kept_supports=supports)
        for text, state, supports in PAST_QUESTIONS
    )
    for question, kind, voters, answers in PAST_POLLS:
        poll = room.polls.create(
            question=question, kind=kind, state=Voted.CLOSED, is_shown=True, voters=voters
        )
        poll.options.bulk_create(LiveOption(poll=poll, label=label, votes=votes) for label, votes in answers)


def keep_open_room(event):
    """Make an open room at the coming event, with questions and a poll of people who have registered, unless it has one."""
    room, is_new = LiveRoom.objects.get_or_create(
        event=event, defaults={"state": LiveRoom.State.OPEN, "is_moderated": False}
    )
    people = list(event.registrations.filter(state="confirmed").order_by("pk")[:12])
    if not is_new or not people:
        return
    for place, text in enumerate(QUESTIONS):
        question = room.questions.create(text=text, state=Asked.SHOWN, registration=people[place])
        supporters = people[place + 1 : 8 - 3 * place]
        question.support.bulk_create(LiveSupport(question=question, registration=each) for each in supporters)
    LiveTurn.objects.bulk_create(LiveTurn(room=room, registration=each) for each in people[3:5])
    poll = room.polls.create(question=POLL, state=Voted.OPEN)
    poll.options.bulk_create(LiveOption(poll=poll, label=label) for label in ANSWERS)
