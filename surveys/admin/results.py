from django.contrib import admin

from klimakreise.publishing.admin import PartInline, PublishableAdmin
from surveys.admin.survey import PUBLICATION
from surveys.models import SurveyResults, Tally


class TallyInline(PartInline):
    model = Tally
    select_related = ("option",)
    choices_within = {"option": "question__survey__results"}
    fields = ["option", "count", "percent"]


@admin.register(SurveyResults)
class SurveyResultsAdmin(PublishableAdmin):
    list_display = ["survey", "standing"]
    list_select_related = ["survey"]
    search_fields = ["survey__title"]
    autocomplete_fields = ["survey"]
    inlines = [TallyInline]
    fieldsets = [(None, {"fields": ["survey", "summary"]}), PUBLICATION]
