"""What comes with which role: the one place that says so."""

from allauth.account.auth_backends import AuthenticationBackend

ALL = {"view", "add", "change", "delete"}

# Rooms whose every model the planning team works on
PLANNERS_ROOMS = {"publishing", "alliance", "events", "circles", "dialogue", "surveys", "site", "mailing"}

# Models of accounts: offices and who speaks for them, not other people's accounts and not who plans
PLANNERS_MODELS = {
    "department": ALL,
    "formername": ALL,
    "cityinvitation": {"view", "add"},
    "cityperson": {"view"},
}


class RoleBackend(AuthenticationBackend):
    """Permissions follow from roles: the planning team has those above, superusers have all, all others none."""

    def has_perm(self, user_obj, perm, obj=None):
        """Whether `perm` ("room.action_model") comes with the role; superusers are let in by Django before this."""
        room, _, name = perm.partition(".")
        action, _, model = name.rpartition("_")
        granted = room in PLANNERS_ROOMS or (room == "accounts" and action in PLANNERS_MODELS.get(model, ()))
        return granted and user_obj.is_active and getattr(user_obj, "is_planner", False)

    def has_module_perms(self, user_obj, app_label):
        return getattr(user_obj, "sees_drafts", False) and app_label in PLANNERS_ROOMS | {"accounts"}

    def get_all_permissions(self, user_obj, obj=None):
        return set()
