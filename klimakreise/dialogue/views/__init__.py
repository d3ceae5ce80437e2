"""Pages of the dialogue: the desk of the city's staff, and comments."""

from klimakreise.dialogue.views.comments import (
    comment_add,
    comment_hide,
    comment_place,
    comment_show,
    comment_withdraw,
    comments,
)
from klimakreise.dialogue.views.desk import announcement, assignment, desk, desk_list
from klimakreise.dialogue.views.mails import mail_choice, no_reply_mail
from klimakreise.dialogue.views.statements import statement_add, statement_edit

__all__ = [
    "announcement",
    "assignment",
    "comment_add",
    "comment_hide",
    "comment_place",
    "comment_show",
    "comment_withdraw",
    "comments",
    "desk",
    "desk_list",
    "mail_choice",
    "no_reply_mail",
    "statement_add",
    "statement_edit",
]
