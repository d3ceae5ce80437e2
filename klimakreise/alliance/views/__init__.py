"""Pages of the alliance, its groups and its demands."""

from klimakreise.alliance.views.joining import (
    ask_to_join,
    asked_to_join,
    confirm_joining,
    joining,
)
from klimakreise.alliance.views.pages import (
    alliance_detail,
    demand_detail,
    demand_list,
    group_detail,
    group_list,
)
from klimakreise.alliance.views.speaking import edit_group

__all__ = [
    "alliance_detail",
    "ask_to_join",
    "asked_to_join",
    "confirm_joining",
    "demand_detail",
    "demand_list",
    "edit_group",
    "group_detail",
    "group_list",
    "joining",
]
