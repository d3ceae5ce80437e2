"""Somebody leaves the city or the alliance: the account is closed at once, what was said stays under its voice."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from klimakreise.accounts.models import User
from klimakreise.accounts.roles import note_roles, roles_in_words


@transaction.atomic
def close(user):
    """Close the account of `user`: no login, no session, no role. Raises ValueError for planners and superusers."""
    if user.is_planner or user.is_superuser:
        raise ValueError("The account of somebody who plans is closed by the technical administration.")
    before = roles_in_words(user)
    user.is_active, user.department, user.department_since = False, None, None
    user.save(update_fields=["is_active", "department", "department_since"])
    user.end_sessions()
    Authenticator.objects.filter(user=user).delete()
    for relation in User._meta.related_objects:
        if getattr(relation.related_model, "ends_with_the_account", False):
            relation.related_model.objects.filter(**{relation.field.name: user}).delete()
    note_roles(user, before)
