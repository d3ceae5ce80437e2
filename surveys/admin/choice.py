from django.contrib import admin

from klimakreise.publishing.admin import PartInline, PlanningAdmin
from surveys.models import TopicChoice, TopicReason


class TopicReasonInline(PartInline):
    model = TopicReason
    autocomplete_fields = ["source"]
    fields = ["kind", "value", "unit", "year", "text", "source"]


@admin.register(TopicChoice)
class TopicChoiceAdmin(PlanningAdmin):
    list_display = ["topic", "event", "chosen"]
    list_filter = ["event", "chosen"]
    list_select_related = ["event", "topic"]
    search_fields = ["topic__title", "event__title"]
    autocomplete_fields = ["event", "topic"]
    inlines = [TopicReasonInline]
    fields = ["event", "topic", "chosen", "note"]
