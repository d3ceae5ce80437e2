"""What the city says to what was worked out, what everybody says to it, and what is asked and voted in the room."""

from klimakreise.dialogue.models.assignment import Assignment
from klimakreise.dialogue.models.comment import Comment
from klimakreise.dialogue.models.live import LiveQuestion, LiveRoom, LiveSupport, LiveTurn
from klimakreise.dialogue.models.live_poll import LiveOption, LivePoll, LiveVote
from klimakreise.dialogue.models.notice import NoOfficeMail, NoReplyMail, Notice, NoticeItem
from klimakreise.dialogue.models.statement import Statement

__all__ = [
    "Assignment",
    "Comment",
    "LiveOption",
    "LivePoll",
    "LiveQuestion",
    "LiveRoom",
    "LiveSupport",
    "LiveTurn",
    "LiveVote",
    "NoOfficeMail",
    "NoReplyMail",
    "Notice",
    "NoticeItem",
    "Statement",
]
