from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from klimakreise.dialogue.models import Statement
from klimakreise.publishing.admin import PublishableAdmin


@admin.register(Statement)
class StatementAdmin(PublishableAdmin):
    list_display = ["subject", "department", "date", "standing"]
    list_filter = ["event"]
    list_select_related = ["event", "department", "result__circle__event", "measure"]
    search_fields = ["text", "role"]
    autocomplete_fields = ["event", "result", "measure", "department", "sources"]
    fieldsets = [
        (
            _("On what"),
            {"fields": ["event", "result", "measure"], "description": _("Choose exactly one of the three.")},
        ),
        (_("Statement"), {"fields": ["department", "role", "date", "text", "is_gist", "sources"]}),
        (_("Publication"), {"classes": ["publication"], "fields": ["published_at"]}),
    ]

    @admin.display(description=_("on"))
    def subject(self, statement):
        return statement.subject
