from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from klimakreise.dialogue.models import Assignment, Statement
from klimakreise.publishing.admin import PlanningAdmin, PublishableAdmin


@admin.register(Statement)
class StatementAdmin(PublishableAdmin):
    list_display = ["subject", "kind", "department", "date", "standing"]
    list_filter = ["kind", "event"]
    list_select_related = ["event", "department", "result__circle__event", "measure"]
    search_fields = ["text", "role"]
    autocomplete_fields = ["event", "result", "measure", "department", "sources"]
    fieldsets = [
        (
            _("On what"),
            {"fields": ["event", "result", "measure"], "description": _("Choose exactly one of the three.")},
        ),
        (_("Statement"), {"fields": ["department", "role", "date", "kind", "text", "is_gist", "sources"]}),
        (_("Reason and next step"), {"fields": ["reason", "next_step", "next_step_date"]}),
        (_("Publication"), {"classes": ["publication"], "fields": ["published_at"]}),
    ]

    @admin.display(description=_("on"))
    def subject(self, statement):
        return statement.subject


@admin.register(Assignment)
class AssignmentAdmin(PlanningAdmin):
    list_display = ["subject", "department", "at"]
    list_filter = ["department"]
    list_select_related = ["event", "department", "result__circle__event", "measure"]
    autocomplete_fields = ["event", "result", "measure", "department"]
    fieldsets = [
        (
            _("On what"),
            {"fields": ["event", "result", "measure"], "description": _("Choose exactly one of the three.")},
        ),
        (_("Who answers"), {"fields": ["department"]}),
    ]

    @admin.display(description=_("on"))
    def subject(self, assignment):
        return assignment.subject

    def save_model(self, request, obj, form, change):
        if "department" in form.changed_data:
            obj.by, obj.at = request.user, timezone.now()
        super().save_model(request, obj, form, change)
