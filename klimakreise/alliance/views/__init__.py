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
from klimakreise.alliance.views.people import (
    accept_invitation,
    dismiss_member,
    group_people,
    withdraw_invitation,
)
from klimakreise.alliance.views.speaking import edit_group, group_logo, proposed_logo

__all__ = [
    "accept_invitation",
    "alliance_detail",
    "ask_to_join",
    "asked_to_join",
    "confirm_joining",
    "demand_detail",
    "demand_list",
    "dismiss_member",
    "edit_group",
    "group_detail",
    "group_list",
    "group_logo",
    "group_people",
    "joining",
    "proposed_logo",
    "withdraw_invitation",
]
