from django.contrib import admin, messages
from django.db.models import Case, When
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from klimakreise.dialogue import talk
from klimakreise.dialogue.forms import HidingForm
from klimakreise.dialogue.models import Assignment, Comment, Statement
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


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    """The queue: what waits comes first. Nobody edits what others have said; it is shown or hidden."""

    list_display = ["text_or_gap", "name", "subject", "state", "created_at"]
    list_filter = ["state", "department", "group"]
    list_select_related = [
        "author", "department", "group", "result__circle__event", "measure", "demand", "protocol__event", "event",
    ]  # fmt: skip
    search_fields = ["text", "department__name", "group__name"]
    list_per_page = 50
    show_full_result_count = False
    actions = ["show_selected", "hide_selected"]
    fields = ["place", "name", "text", "state", "hidden_reason", "created_at"]
    readonly_fields = fields

    def get_queryset(self, request):
        waiting_first = Case(When(state=Comment.State.WAITING, then=0), default=1)
        return super().get_queryset(request).order_by(waiting_first, "-created_at", "-pk")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("text"))
    def text_or_gap(self, comment):
        return Truncator(comment.text).chars(120) or "–"

    @admin.display(description=_("name"))
    def name(self, comment):
        return comment.name

    @admin.display(description=_("on"))
    def subject(self, comment):
        return comment.subject

    @admin.display(description=_("on"))
    def place(self, comment):
        return format_html('<a href="{}">{}</a>', comment.get_absolute_url(), comment.subject)

    @admin.action(permissions=["change"], description=_("Approve selected comments, or show them again"))
    def show_selected(self, request, queryset):
        self.say(request, sum(talk.show(comment) for comment in queryset))

    @admin.action(permissions=["change"], description=_("Hide selected comments, with a reason"))
    def hide_selected(self, request, queryset):
        asked = "reason" in request.POST
        form = HidingForm(request.POST if asked else None)
        if asked and form.is_valid():
            self.say(request, sum(talk.hide(comment, form.cleaned_data["reason"]) for comment in queryset))
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Hide comments"),
            "opts": self.opts,
            "form": form,
            "comments": queryset,
        }
        return render(request, "admin/dialogue/hide_comments.html", context)

    def say(self, request, count):
        text = ngettext("%(count)s comment is changed.", "%(count)s comments are changed.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
