"""What speakers propose for the pages of their groups, beside what stands there."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klimakreise.alliance.admin.deciding import DecisionAdmin
from klimakreise.alliance.changing import accept, decline, page_of
from klimakreise.alliance.models import GroupChange


@admin.register(GroupChange)
class GroupChangeAdmin(DecisionAdmin):
    list_display = ["group", "author", "at", "state"]
    list_filter = ["state"]
    list_select_related = ["group", "author"]
    search_fields = ["group__name"]
    change_form_template = "admin/alliance/groupchange/decide.html"
    reason_help = gettext_lazy("The group's speakers read it on the page where they edit.")
    acts = ("accept", "decline")

    def seen(self, change):
        """The page and the proposal, as they are now: a decision holds for what was looked at."""
        return page_of(change.group).fingerprint[:32] + page_of(change).fingerprint[:32]

    def shown(self, request, change):
        now, proposed = page_of(change.group), page_of(change)
        return {
            "now": now,
            "proposed": proposed,
            "has_changed_since": change.basis != now.fingerprint,
            "is_open": change.state == GroupChange.State.WAITING,
        }

    def accept(self, request, change, reason):
        group = accept(change, request.user)
        self.log_change(request, group, [{"changed": {"fields": ["description", "website"]}}])
        return _("The page of %(group)s is changed.") % {"group": group}

    def decline(self, request, change, reason):
        decline(change, request.user, reason)
        return _("Declined. The page of %(group)s stays as it is.") % {"group": change.group}
