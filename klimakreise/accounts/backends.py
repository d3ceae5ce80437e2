from allauth.account.auth_backends import AuthenticationBackend

PLANNERS_ROOMS = {"publishing", "alliance", "events", "circles", "dialogue", "surveys", "site", "mailing"}
PLANNERS_MODELS = {"department", "formername"}  # of accounts: offices, not other people


class RoleBackend(AuthenticationBackend):
    """Permissions follow from roles: the planning team works on all that is public, not on other people's accounts."""

    def has_perm(self, user_obj, perm, obj=None):
        """Whether `perm` ("room.action_model") comes with the role; superusers are let in by Django before this."""
        room, _, action = perm.partition(".")
        in_the_rooms = room in PLANNERS_ROOMS or (
            room == "accounts" and action.rpartition("_")[2] in PLANNERS_MODELS
        )
        return in_the_rooms and user_obj.is_active and getattr(user_obj, "is_planner", False)

    def has_module_perms(self, user_obj, app_label):
        return getattr(user_obj, "sees_drafts", False) and app_label in PLANNERS_ROOMS | {"accounts"}

    def get_all_permissions(self, user_obj, obj=None):
        return set()
