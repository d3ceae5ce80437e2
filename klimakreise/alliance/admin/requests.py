"""Groups that ask to join: the planning team accepts or declines."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klimakreise.alliance.admin.deciding import DecisionAdmin
from klimakreise.alliance.joining import accept, decline
from klimakreise.alliance.models import AllianceGroup, JoinRequest


@admin.register(JoinRequest)
class JoinRequestAdmin(DecisionAdmin):
    list_display = ["name", "field", "asked_at", "state"]
    list_filter = ["state"]
    search_fields = ["name", "description"]
    change_form_template = "admin/alliance/joinrequest/decide.html"
    reason_help = gettext_lazy("It is mailed to the contact person.")
    acts = ("accept", "publish", "decline")

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(state=JoinRequest.State.UNCONFIRMED)

    def shown(self, request, asked):
        return {
            "asked": asked,
            "demands": asked.demands.all(),
            "namesake": AllianceGroup.objects.filter(name__iexact=asked.name).first(),
            "is_open": asked.state == JoinRequest.State.CONFIRMED,
        }

    def accept(self, request, asked, reason):
        group = self.made(request, asked, publish=False)
        return _(
            "%(group)s is a group of the alliance now; its page is a draft. The contact person is invited as speaker."
        ) % {"group": group}

    def publish(self, request, asked, reason):
        group = self.made(request, asked, publish=True)
        return _(
            "%(group)s is a group of the alliance now; its page is published. The contact person is invited as speaker."
        ) % {"group": group}

    def made(self, request, asked, *, publish):
        group = accept(asked, request.user, publish=publish)
        self.log_addition(request, group, [{"added": {}}])
        return group

    def decline(self, request, asked, reason):
        decline(asked, request.user, reason)
        return _("Declined. The reason is mailed to the contact person.")
