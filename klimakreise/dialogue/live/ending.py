"""The end of a room: of everyone who took part only the number stays."""

import datetime

from django.utils import timezone

from events.models import Event
from klimakreise.dialogue.live.polls import count
from klimakreise.dialogue.live.room import State, changing
from klimakreise.dialogue.models import LivePoll, LiveQuestion, LiveRoom, LiveSupport
from klimakreise.publishing.partial_dates import not_before


def end(room):
    """Let nobody take part any more, close the polls, forget who said what. It cannot be taken back."""
    with changing(room) as now:
        for poll in now.polls.filter(state=LivePoll.State.OPEN):
            count(poll)
        for question in now.questions.with_support():
            now.questions.filter(pk=question.pk).update(kept_supports=question.supports)
        LiveSupport.objects.filter(question__room=now).delete()
        now.questions.filter(state__in=[LiveQuestion.State.WAITING, LiveQuestion.State.HIDDEN]).delete()
        now.questions.update(registration=None, name="")
        now.turns.all().delete()
        LiveRoom.objects.filter(pk=now.pk).update(state=State.ENDED)


def end_what_is_over(today=None):
    """End each room whose event was before yesterday of `today` (a date): nobody has to think of forgetting."""
    yesterday = (today or timezone.localdate()) - datetime.timedelta(days=1)
    over = Event.objects.exclude(date=None).exclude(not_before("date", yesterday))
    rooms = LiveRoom.objects.exclude(state=State.ENDED).filter(event__in=over)
    for room in rooms.select_related("event"):
        end(room)
