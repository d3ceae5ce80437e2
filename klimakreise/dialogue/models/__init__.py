"""What the city says to what was worked out, and what everybody says to it."""

from klimakreise.dialogue.models.assignment import Assignment
from klimakreise.dialogue.models.comment import Comment
from klimakreise.dialogue.models.notice import NoOfficeMail, NoReplyMail, Notice, NoticeItem
from klimakreise.dialogue.models.statement import Statement

__all__ = ["Assignment", "Comment", "NoOfficeMail", "NoReplyMail", "Notice", "NoticeItem", "Statement"]
