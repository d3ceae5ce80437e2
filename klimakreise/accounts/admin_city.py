"""The planning team's pages for people of the city: invite, send again, withdraw, and let go."""

from django.contrib import admin, messages
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from klimakreise.accounts import joining
from klimakreise.accounts.leaving import close
from klimakreise.accounts.models import CityInvitation, CityPerson
from klimakreise.publishing.editing import RuleForm
from klimakreise.publishing.inputs import FieldsMixin


class InvitationForm(RuleForm):
    def clean_email(self):
        return self.cleaned_data["email"].lower()


class StandingFilter(admin.SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("all", _("All"))]

    def choices(self, changelist):
        for value, label in ((None, _("Open")), ("all", _("All"))):
            query = changelist.get_query_string(
                {self.parameter_name: value} if value else {}, [self.parameter_name]
            )
            yield {"selected": self.value() == value, "query_string": query, "display": label}

    def queryset(self, request, queryset):
        return queryset if self.value() == "all" else queryset.waiting()


@admin.register(CityInvitation)
class CityInvitationAdmin(FieldsMixin, admin.ModelAdmin):
    form = InvitationForm
    fields = ["department", "email", "name"]
    list_display = ["email", "department", "standing", "valid_until", "invited_by"]
    list_display_links = None
    list_filter = [StandingFilter]
    list_select_related = ["department", "invited_by"]
    search_fields = ["email", "department__name"]
    actions = ["send_again", "withdraw"]

    @admin.display(description=_("standing"))
    def standing(self, invitation):
        if invitation.accepted_at:
            return _("accepted")
        if invitation.withdrawn_at:
            return _("withdrawn")
        return _("open") if invitation.is_open else _("too old")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def save_model(self, request, obj, form, change):
        obj.invited_by = request.user
        joining.send(obj)
        self.say_sent(request, 1)

    def render_change_form(self, request, context, *args, **kwargs):
        context["show_save_and_continue"] = False  # what was sent cannot be edited
        return super().render_change_form(request, context, *args, **kwargs)

    def say_sent(self, request, count):
        said = ngettext(
            "%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count
        )
        self.message_user(request, said % {"count": count})

    @admin.action(description=_("Send again, valid for another 14 days"), permissions=["add"])
    def send_again(self, request, queryset):
        waiting = queryset.waiting()
        for invitation in waiting:
            joining.send(invitation)
        self.say_sent(request, len(waiting))

    @admin.action(description=_("Withdraw"), permissions=["add"])
    def withdraw(self, request, queryset):
        count = joining.withdraw(queryset)
        said = ngettext("%(count)s invitation is withdrawn.", "%(count)s invitations are withdrawn.", count)
        self.message_user(request, said % {"count": count})


@admin.register(CityPerson)
class CityPersonAdmin(admin.ModelAdmin):
    list_display = ["name_or_address", "email", "department", "department_since"]
    list_display_links = None
    list_filter = ["department"]
    list_select_related = ["department"]
    search_fields = ["name", "email", "department__name"]
    actions = ["leave"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(department__isnull=False, is_active=True)

    @admin.display(description=_("name"), ordering="name")
    def name_or_address(self, person):
        return str(person)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        add = reverse("admin:accounts_cityinvitation_add")
        link = format_html('<a href="{}">{}</a>', add, gettext("Invite somebody"))
        shown = {"title": capfirst(self.opts.verbose_name_plural), "subtitle": link}
        return super().changelist_view(request, {**shown, **(extra_context or {})})

    @admin.action(description=_("Leaves: close the account"), permissions=["view"])
    def leave(self, request, queryset):
        plans = queryset.filter(is_planner=True) | queryset.filter(is_superuser=True)
        people = queryset.exclude(pk__in=plans)
        if plans:
            names = ", ".join(str(person) for person in plans)
            said = gettext(
                "%(names)s: belongs to the planning team; the technical administration closes that account."
            )
            self.message_user(request, said % {"names": names}, messages.WARNING)
        if not people:
            return None
        if "confirmed" not in request.POST:
            context = {"title": gettext("Close accounts"), "people": people, "opts": self.model._meta}
            page = {**self.admin_site.each_context(request), **context}
            return TemplateResponse(request, "admin/accounts/leave.html", page)
        for person in (closed := list(people)):
            close(person)
        said = ngettext("%(count)s account is closed.", "%(count)s accounts are closed.", len(closed))
        self.message_user(request, said % {"count": len(closed)})
        return None
