"""The alliance: who it is, which groups belong to it, what they carry, who acts for them."""

from klimakreise.alliance.models.alliance import (
    Alliance,
    AllianceGroup,
    AllianceGroupQuerySet,
    Demand,
    DemandQuerySet,
    DemandSet,
    MembershipStatement,
    Supporter,
)
from klimakreise.alliance.models.carrying import Carrying
from klimakreise.alliance.models.joining import JoinRequest
from klimakreise.alliance.models.page import GroupChange, GroupLink, Link, ProposedLink
from klimakreise.alliance.models.people import GroupInvitation, Membership

__all__ = [
    "Alliance",
    "AllianceGroup",
    "AllianceGroupQuerySet",
    "Carrying",
    "Demand",
    "DemandQuerySet",
    "DemandSet",
    "GroupChange",
    "GroupInvitation",
    "GroupLink",
    "JoinRequest",
    "Link",
    "Membership",
    "MembershipStatement",
    "ProposedLink",
    "Supporter",
]
