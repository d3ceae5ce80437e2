from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from events.models import (
    AgendaItem,
    EditionNote,
    EventSeries,
    Material,
    Protocol,
    ProtocolSection,
    SeriesCount,
)
from klimakreise.publishing.admin import LookedUpAdmin, PartInline, PlanningAdmin, PublishableAdmin


class SeriesCountInline(PartInline):
    model = SeriesCount
    classes = ["collapse"]
    autocomplete_fields = ["source"]
    fields = ["kind", "value", "text", "as_of", "source"]


class EditionNoteInline(PartInline):
    model = EditionNote
    classes = ["collapse"]
    select_related = ("series",)
    prefetch_related = ("sources",)
    autocomplete_fields = ["sources"]
    fields = ["number", "note", "sources"]


@admin.register(EventSeries)
class EventSeriesAdmin(PlanningAdmin):
    list_display = ["title", "position"]
    search_fields = ["title"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [SeriesCountInline, EditionNoteInline]
    fields = ["title", "slug", "description", "position"]


@admin.register(AgendaItem)
class AgendaItemAdmin(LookedUpAdmin):
    """Edited on the page of its event; here it can only be looked up, to be chosen elsewhere."""

    search_fields = ["title", "event__title"]
    list_select_related = ["event"]
    list_display = ["title", "event"]


class AddressFilter(admin.SimpleListFilter):
    title = _("address")
    parameter_name = "address"

    def lookups(self, request, model_admin):
        return [("unknown", _("not known"))]

    def queryset(self, request, queryset):
        return queryset.filter(address_unknown=True) if self.value() == "unknown" else queryset


@admin.register(Material)
class MaterialAdmin(PublishableAdmin):
    list_display = ["__str__", "event", "kind", "standing"]
    list_filter = [AddressFilter, "kind", "event"]
    list_select_related = ["event"]
    search_fields = ["title", "event__title", "url"]
    file_addresses = {"file": Material.get_absolute_url}
    autocomplete_fields = ["event", "agenda_item", "source"]
    fieldsets = [
        (None, {"fields": ["event", "agenda_item", "kind", "title"]}),
        (_("File or address"), {"fields": ["file", "url", "address_unknown", "text_alternative"]}),
        (_("Details"), {"fields": ["language", "licence", "date", "note", "source"]}),
        (_("Publication"), {"classes": ["publication"], "fields": ["published_at"]}),
    ]


class SectionInline(PartInline):
    model = ProtocolSection
    choices_within = {"agenda_item": "event__protocol"}
    fields = ["position", "heading", "agenda_item", "text"]


@admin.register(Protocol)
class ProtocolAdmin(PublishableAdmin):
    list_display = ["event", "standing"]
    search_fields = ["event__title"]
    autocomplete_fields = ["event"]
    inlines = [SectionInline]
    fieldsets = [
        (None, {"fields": ["event", "summary", "corrections_until"]}),
        (_("Publication"), {"classes": ["publication"], "fields": ["published_at"]}),
    ]
