from django.contrib import admin
from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from circles import admin_seating  # noqa: F401 (registers its page)
from circles.exchange import MeasureResource
from circles.models import Circle, CircleMaterial, Measure, Result, StatusReport, Topic
from events.models import Event
from klimakreise.publishing.admin import PartInline, PublishableAdmin, ShownPartInline
from klimakreise.publishing.exchange import ExchangeMixin

PUBLICATION = (_("Publication"), {"classes": ["publication"], "fields": ["published_at"]})


@admin.register(Topic)
class TopicAdmin(PublishableAdmin):
    list_display = ["title", "colour", "standing"]
    search_fields = ["title", "description"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["demand"]
    fieldsets = [(None, {"fields": ["title", "slug", "description", "colour", "demand"]}), PUBLICATION]


class ResultInline(ShownPartInline):
    model = Result
    show_change_link = True
    autocomplete_fields = ["responsible_group", "responsible_department"]
    fields = ["position", "kind", "text", "responsible_group", "responsible_department", "due", "shown"]


class CircleMaterialInline(PartInline):
    model = CircleMaterial
    classes = ["collapse"]
    choices_within = {"material": "event__circles"}
    select_related = ("material",)
    fields = ["material"]


class HasResultsFilter(admin.SimpleListFilter):
    title = _("results")
    parameter_name = "results"

    def lookups(self, request, model_admin):
        return [("none", _("none yet"))]

    def queryset(self, request, queryset):
        return queryset.filter(results=None) if self.value() == "none" else queryset


@admin.register(Circle)
class CircleAdmin(PublishableAdmin):
    list_display = ["title", "event", "topic", "number_of_results", "standing"]
    list_filter = [HasResultsFilter, "event"]
    list_select_related = ["event", "topic"]
    search_fields = ["title", "event__title", "topic__title"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["event", "topic"]
    inlines = [ResultInline, CircleMaterialInline]
    fieldsets = [
        (None, {"fields": ["event", "topic", "title", "alternative_title", "slug", "number", "position"]}),
        (_("Work in the circle"), {"fields": ["facilitator", "guiding_question", "next_steps"]}),
        (_("Places"), {"fields": ["least_people", "most_people"]}),
        PUBLICATION,
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(result_count=Count("results"))

    def get_changeform_initial_data(self, request):
        given = super().get_changeform_initial_data(request)
        asked = given.get("event", "")
        event = Event.objects.filter(pk=asked).first() if asked.isdecimal() else None
        if event:
            circles = event.circles.all()
            last = circles.aggregate(number=Max("number"), position=Max("position"))
            following = {name: (highest or 0) + 1 for name, highest in last.items()}
            if circles and last["number"] is None:
                del following["number"]  # they are not numbered
            return {**following, **given}
        return given

    @admin.display(description=_("results"), ordering="result_count")
    def number_of_results(self, circle):
        return circle.result_count


@admin.register(Result)
class ResultAdmin(PublishableAdmin):
    list_display = ["text", "kind", "circle", "due", "standing"]
    list_filter = ["kind", "circle__event"]
    list_select_related = ["circle__event"]
    search_fields = ["text", "circle__title"]
    autocomplete_fields = ["circle", "responsible_group", "responsible_department"]
    fieldsets = [
        (None, {"fields": ["circle", "kind", "text", "position"]}),
        (_("Who does it by when"), {"fields": ["responsible_group", "responsible_department", "due"]}),
        PUBLICATION,
    ]


class StatusReportInline(PartInline):
    model = StatusReport
    choices_within = {"contests": "measure"}
    prefetch_related = ("sources",)
    autocomplete_fields = ["sources"]
    fields = [
        "position", "date", "voice", "reported_by", "status", "percent", "text", "contests", "sources", "key",
    ]  # fmt: skip


@admin.register(Measure)
class MeasureAdmin(ExchangeMixin, PublishableAdmin):
    resource_classes = [MeasureResource]
    list_display = ["title", "plan_reference", "department", "assessment", "standing"]
    list_filter = ["assessment", "topic", "department"]
    list_select_related = ["department"]
    search_fields = ["title", "plan_reference"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["department", "demand", "topic", "results"]
    inlines = [StatusReportInline]
    fieldsets = [
        (None, {"fields": ["title", "slug", "description", "plan_reference"]}),
        (_("Where it comes from"), {"fields": ["demand", "topic", "department", "results"]}),
        (
            _("Assessment of the planning team"),
            {"fields": ["assessment", "assessment_date", "assessment_note"]},
        ),
        PUBLICATION,
    ]
