from django.contrib import admin
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.admin import OneRowAdmin, PartInline, PlanningAdmin, PublishableAdmin
from klimakreise.site.models import (
    CityFact,
    CityFactDetail,
    ContradictingStatement,
    Contradiction,
    DataSet,
    Figure,
    Identity,
    KnownGap,
    Page,
)


@admin.register(Identity)
class IdentityAdmin(OneRowAdmin):
    fields = ["name", "tagline", "alliance_name", "city_name", "contact_email", "logo"]
    file_addresses = {"logo": lambda identity: reverse("site:logo")}


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    list_display = ["key", "is_complete", "standing"]
    fieldsets = [
        (None, {"fields": ["key", "text", "text_en"]}),
        (_("Publication"), {"classes": ["publication"], "fields": ["published_at"]}),
    ]

    @admin.display(description=_("without placeholders"), boolean=True)
    def is_complete(self, page):
        return not page.has_placeholders


class CityFactDetailInline(PartInline):
    model = CityFactDetail
    fields = ["position", "label", "value", "date"]


@admin.register(CityFact)
class CityFactAdmin(PlanningAdmin):
    list_display = ["title", "kind", "decided", "reference"]
    list_filter = ["kind"]
    search_fields = ["title", "text", "reference"]
    autocomplete_fields = ["sources"]
    inlines = [CityFactDetailInline]
    fieldsets = [
        (None, {"fields": ["kind", "title", "text", "targets", "position"]}),
        (_("Decision"), {"fields": ["decided", "decided_by", "document", "reference", "sources"]}),
    ]


@admin.register(Figure)
class FigureAdmin(PlanningAdmin):
    list_display = ["label", "value", "unit", "year"]
    search_fields = ["label"]
    autocomplete_fields = ["sources"]
    fields = ["label", "value", "unit", "year", "sources", "position"]


class ContradictingStatementInline(PartInline):
    model = ContradictingStatement
    autocomplete_fields = ["source"]
    fields = ["text", "source"]


@admin.register(Contradiction)
class ContradictionAdmin(PlanningAdmin):
    search_fields = ["title"]
    inlines = [ContradictingStatementInline]


@admin.register(DataSet)
class DataSetAdmin(PlanningAdmin):
    list_display = ["title", "as_of"]


@admin.register(KnownGap)
class KnownGapAdmin(PlanningAdmin):
    list_display = ["text", "position"]
    search_fields = ["text"]
