"""Pages of the alliance, its groups and its demands."""

from klimakreise.alliance.views.pages import (
    alliance_detail,
    demand_detail,
    demand_list,
    group_detail,
    group_list,
    joining,
)

__all__ = [
    "alliance_detail",
    "demand_detail",
    "demand_list",
    "group_detail",
    "group_list",
    "joining",
]
