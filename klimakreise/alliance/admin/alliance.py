from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from klimakreise.alliance.changing import address_of_logo
from klimakreise.alliance.exchange import GroupResource
from klimakreise.alliance.models import (
    Alliance,
    AllianceGroup,
    Carrying,
    Demand,
    DemandSet,
    GroupLink,
    MembershipStatement,
    Supporter,
)
from klimakreise.publishing.admin import (
    LookedUpAdmin,
    OneRowAdmin,
    PartInline,
    PlanningAdmin,
    PublishableAdmin,
)
from klimakreise.publishing.exchange import ExchangeMixin

PUBLICATION = (_("Publication"), {"classes": ["publication"], "fields": ["published_at"]})


class MembershipStatementInline(PartInline):
    model = MembershipStatement
    autocomplete_fields = ["source"]
    fields = ["kind", "value", "text", "as_of", "source"]


@admin.register(Alliance)
class AllianceAdmin(OneRowAdmin):
    autocomplete_fields = ["founding_sources", "sources"]
    inlines = [MembershipStatementInline]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "slug", "website", "contact_email"]}),
        (
            _("Founding"),
            {"fields": ["founded", "founded_time", "founded_place", "legal_form", "founding_sources"]},
        ),
        (_("What it wants"), {"fields": ["goal", "approach", "joining", "working_groups", "planning_team"]}),
        (_("Pages of the groups"), {"fields": ["speakers_publish_at_once"]}),
        (
            _("About these statements"),
            {
                "classes": ["collapse"],
                "fields": [
                    "site_languages",
                    "member_list_complete",
                    "member_list_note",
                    "fields_note",
                    "sources",
                ],
            },
        ),
    ]


class GroupLinkInline(PartInline):
    model = GroupLink
    fields = ["label", "url", "position"]


class CarryingInline(PartInline):
    model = Carrying
    autocomplete_fields = ["demand"]
    fields = ["demand", "since"]
    select_related = ("demand__demand_set",)

    def label(self, thing):
        return f"{thing.demand} ({thing.demand.demand_set})"


@admin.register(AllianceGroup)
class AllianceGroupAdmin(ExchangeMixin, PublishableAdmin):
    resource_classes = [GroupResource]
    list_display = ["name", "field", "standing"]
    list_filter = ["field"]
    search_fields = ["name", "description"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["sources"]
    file_addresses = {"logo": address_of_logo}
    inlines = [GroupLinkInline, CarryingInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "slug",
                    "field",
                    "description",
                    "website",
                    "contact_email",
                    "logo",
                    "logo_alt",
                ]
            },
        ),
        (_("Membership"), {"fields": ["joined", "left", "sources"]}),
        PUBLICATION,
    ]


class DemandInline(PartInline):
    model = Demand
    fields = ["number", "title", "slug", "text"]
    prepopulated_fields = {"slug": ["title"]}


@admin.register(DemandSet)
class DemandSetAdmin(PublishableAdmin):
    list_display = ["label", "date", "standing"]
    search_fields = ["label"]
    autocomplete_fields = ["sources"]
    inlines = [DemandInline]
    fieldsets = [(None, {"fields": ["label", "date", "addressee", "sources"]}), PUBLICATION]


@admin.register(Demand)
class DemandAdmin(LookedUpAdmin):
    """Edited on the page of its set; here it can only be looked up, to be chosen elsewhere."""

    list_display = ["title", "demand_set"]
    list_select_related = ["demand_set"]
    search_fields = ["title", "slug"]


@admin.register(Supporter)
class SupporterAdmin(PlanningAdmin):
    list_display = ["name", "group", "website"]
    list_select_related = ["group"]
    search_fields = ["name"]
    autocomplete_fields = ["group", "sources"]
    fields = ["name", "website", "group", "note", "sources"]
