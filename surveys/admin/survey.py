from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.admin import PartInline, PlanningAdmin, PublishableAdmin
from surveys.models import Option, Question, Survey, SurveyPlacement

PUBLICATION = (_("Publication"), {"classes": ["publication"], "fields": ["published_at"]})


class QuestionInline(PartInline):
    model = Question
    show_change_link = True
    fields = ["number", "text", "type", "note"]


class SurveyPlacementInline(PartInline):
    model = SurveyPlacement
    classes = ["collapse"]
    select_related = ("survey", "agenda_item")
    autocomplete_fields = ["agenda_item"]
    fields = ["agenda_item"]


@admin.register(Survey)
class SurveyAdmin(PublishableAdmin):
    list_display = ["title", "end", "respondents", "standing"]
    search_fields = ["title", "short_name"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["sources"]
    inlines = [QuestionInline, SurveyPlacementInline]
    fieldsets = [
        (None, {"fields": ["title", "short_name", "slug", "purpose", "identity_note"]}),
        (_("How it was made"), {"fields": ["audience", "start", "end", "tool", "respondents"]}),
        (
            _("What became of it"),
            {"fields": ["incomplete_answers_allowed", "raw_data_published", "used_for", "sources"]},
        ),
        PUBLICATION,
    ]


class OptionInline(PartInline):
    model = Option
    autocomplete_fields = ["group", "demand", "topic"]
    fields = ["number", "label", "group", "demand", "topic"]


@admin.register(Question)
class QuestionAdmin(PlanningAdmin):
    """Reached from its survey."""

    list_display = ["__str__", "survey"]
    list_filter = ["survey"]
    list_select_related = ["survey"]
    search_fields = ["text"]
    autocomplete_fields = ["survey"]
    inlines = [OptionInline]
    fieldsets = [
        (None, {"fields": ["survey", "number", "text", "type", "note"]}),
        (
            _("Published figures"),
            {"fields": ["answered_by", "options_total", "percent_base", "statistic_label", "mean", "sd"]},
        ),
    ]

    def has_module_permission(self, request):
        return False
