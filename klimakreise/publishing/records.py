"""The journal and the audit in the admin: to be read, not to be changed."""

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import NoReverseMatch
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.addresses import admin_address
from klimakreise.publishing.models import AuditRecord, Entry


def kind_in_words(kind):
    """What the thing of this kind ("events.event") is called; the kind itself where the model is gone."""
    try:
        return capfirst(apps.get_model(kind)._meta.verbose_name)
    except LookupError:
        return kind


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        kinds = model_admin.model.objects.order_by("kind").values_list("kind", flat=True).distinct()
        return sorted(((kind, kind_in_words(kind)) for kind in kinds), key=lambda choice: choice[1])

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


class RecordAdmin(admin.ModelAdmin):
    """A list that nobody changes."""

    list_display_links = None
    list_per_page = 100
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def changelist_view(self, request, extra_context=None):
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Entry)
class EntryAdmin(RecordAdmin):
    list_display = ["at", "act", "thing"]
    list_filter = ["act", KindFilter]
    search_fields = ["title"]

    @admin.display(description=_("title"))
    def thing(self, entry):
        return format_html('<a href="{}">{}</a>', entry.address, entry.title)


@admin.register(AuditRecord)
class AuditRecordAdmin(RecordAdmin):
    list_display = ["at", "act", "thing", "detail", "who"]
    list_filter = ["act", KindFilter, "at", "role"]
    search_fields = ["title", "detail", "=key"]

    def get_queryset(self, request):
        people = get_user_model().objects.filter(pk=OuterRef("actor"))
        names = people.annotate(
            shown=Coalesce(NullIf("name", Value("")), "email", output_field=CharField())
        ).values("shown")
        return super().get_queryset(request).annotate(actor_name=Subquery(names))

    @admin.display(description=_("what"))
    def thing(self, record):
        kind = kind_in_words(record.kind)
        if not record.key:
            return gettext("List: %(kind)s") % {"kind": kind}
        words = f"{kind}: {record.title}" if record.title else f"{kind} {record.key}"
        try:
            return format_html('<a href="{}">{}</a>', admin_address(record.kind, record.key), words)
        except NoReverseMatch:
            return words

    @admin.display(description=_("who"))
    def who(self, record):
        if record.actor is None:
            return record.get_role_display()
        name = record.actor_name or gettext("closed account %(number)s") % {"number": record.actor}
        return f"{name} ({record.get_role_display()})"
