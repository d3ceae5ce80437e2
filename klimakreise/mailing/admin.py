import secrets

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from klimakreise.mailing.models import Message
from klimakreise.mailing.outbox import queue, retry
from klimakreise.mailing.registry import label_of
from klimakreise.mailing.standing import standing


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """The outbox to look at: what waits, what failed and why. Addresses stand in it only as long as they are needed."""

    list_display = ["what", "recipient", "state", "reason", "attempts", "queued_at"]
    list_filter = ["state"]
    search_fields = ["recipient"]
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    fields = [*list_display, "settled_at", "next_attempt", "urgent", "language", "message_id", "key"]
    readonly_fields = fields
    actions = ["retry_selected"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        test = self.admin_site.admin_view(require_POST(self.send_test))
        return [path("test/", test, name="mailing_message_test"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        shown = {"title": _("Mail"), "post": standing(), **(extra_context or {})}
        return super().changelist_view(request, shown)

    @admin.display(description=_("kind"), ordering="kind")
    def what(self, message):
        return label_of(message.kind)

    @admin.display(description=_("what was in the way"), ordering="fault")
    def reason(self, message):
        code = f" ({message.smtp_code})" if message.smtp_code else ""
        return f"{message.get_fault_display()}{code}"

    @admin.action(
        permissions=["view"], description=_("Try again to send the selected mails that have failed")
    )
    def retry_selected(self, request, queryset):
        number = retry(queryset)
        said = ngettext("%(number)s mail is tried again.", "%(number)s mails are tried again.", number)
        self.message_user(
            request, said % {"number": number}, messages.SUCCESS if number else messages.WARNING
        )

    def send_test(self, request):
        """Send a mail to the person who asks for it."""
        address = request.user.email
        queue("mailing/test", to=address, key=f"test-{secrets.token_hex(12)}", urgent=True)
        self.message_user(
            request, gettext("The test mail to %(address)s is on its way.") % {"address": address}
        )
        return HttpResponseRedirect(reverse("admin:mailing_message_changelist"))
