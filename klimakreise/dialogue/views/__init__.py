"""Pages of the dialogue: the desk of the city's staff."""

from klimakreise.dialogue.views.desk import announcement, assignment, desk, desk_list
from klimakreise.dialogue.views.statements import statement_add, statement_edit

__all__ = ["announcement", "assignment", "desk", "desk_list", "statement_add", "statement_edit"]
