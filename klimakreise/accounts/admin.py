from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from klimakreise.accounts import admin_city  # noqa: F401 (registers its pages)
from klimakreise.accounts.models import Department, FormerName, User
from klimakreise.accounts.roles import note_roles, roles_in_words
from klimakreise.publishing.admin import PartInline, PlanningAdmin
from klimakreise.publishing.editing import RuleForm
from klimakreise.publishing.inputs import FieldsMixin


class FormerNameInline(PartInline):
    model = FormerName
    fields = ["name", "until"]


@admin.register(Department)
class DepartmentAdmin(PlanningAdmin):
    list_display = ["name", "role"]
    search_fields = ["name", "role", "former_names__name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["sources"]
    inlines = [FormerNameInline]
    fields = ["name", "slug", "role", "seen_from", "seen_in", "sources"]


@admin.register(User)
class UserAdmin(FieldsMixin, admin.ModelAdmin):
    """For superusers only: the role backend gives nobody else a permission for people."""

    form = RuleForm
    list_display = ["email", "name", "is_planner", "is_active", "last_login"]
    list_filter = ["is_planner", "is_active"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    readonly_fields = ["last_login", "date_joined"]
    autocomplete_fields = ["department"]
    fieldsets = [
        (None, {"fields": ["email", "name"]}),
        (
            _("Role"),
            {
                "fields": ["is_planner", "department", "department_since", "is_superuser", "is_active"],
                "description": _(
                    "The login is by a code sent to the e-mail address; there are no passwords."
                ),
            },
        ),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]

    def save_model(self, request, obj, form, change):
        obj.email = obj.email.lower()
        if not change:
            obj.set_unusable_password()
        before = roles_in_words(User.objects.get(pk=obj.pk)) if change else ""
        super().save_model(request, obj, form, change)
        note_roles(obj, before)
        obj.emailaddress_set.exclude(email=obj.email).delete()
        obj.emailaddress_set.update_or_create(email=obj.email, defaults={"verified": True, "primary": True})
