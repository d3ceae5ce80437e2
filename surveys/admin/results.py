from django.contrib import admin, messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.admin import PartInline, PublishableAdmin
from surveys import releasing
from surveys.admin.survey import PUBLICATION
from surveys.models import FreeText, GroupAnswerLine, QuestionResults, SurveyResults, Tally


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

    def get_inlines(self, request, results):
        """Figures of a survey that was answered here are counted, not typed."""
        return [] if results and results.survey.is_native else self.inlines

    def get_fieldsets(self, request, results=None):
        if results and results.survey.is_native:
            return [(None, {"fields": ["survey", "summary", "to_release"]}), PUBLICATION]
        return self.fieldsets

    def get_readonly_fields(self, request, results=None):
        return ["to_release"] if results and results.survey.is_native else []

    @admin.display(description=_("question by question"))
    def to_release(self, results):
        questions = reverse("admin:surveys_questionresults_changelist")
        texts = reverse("admin:surveys_freetext_changelist")
        return format_html(
            '<a href="{}?results__survey__id__exact={}">{}</a> · <a href="{}">{}</a>',
            questions, results.survey_id, gettext("Release figures"), texts, gettext("Read and release texts"),
        )  # fmt: skip


class Counted(admin.ModelAdmin):
    """A list of what was counted or written: to be released and held back, not to be changed."""

    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_display_links = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, thing=None):
        return thing is None and super().has_change_permission(request)

    def has_delete_permission(self, request, thing=None):
        return False

    def tell(self, request, number):
        messages.success(
            request, ngettext("%(number)s changed.", "%(number)s changed.", number) % {"number": number}
        )


@admin.register(QuestionResults)
class QuestionResultsAdmin(Counted):
    list_display = ["question", "results", "released_at"]
    list_select_related = ["question", "results__survey"]
    list_filter = ["results__survey"]
    actions = ["release", "hold_back"]

    @admin.action(description=_("Release figures"), permissions=["change"])
    def release(self, request, rows):
        self.tell(request, releasing.release_questions(rows))

    @admin.action(description=_("Hold figures back"), permissions=["change"])
    def hold_back(self, request, rows):
        self.tell(request, releasing.hold_questions(rows))


class TextAdmin(Counted):
    """Nobody reads a text before the close."""

    list_filter = ["standing"]
    search_fields = ["text"]
    actions = ["release", "hold_back"]

    def get_queryset(self, request):
        closed = super().get_queryset(request).filter(question__survey__closed_at__isnull=False)
        return closed.exclude(text="").select_related("question")

    @admin.action(description=_("Release texts"), permissions=["change"])
    def release(self, request, rows):
        self.tell(request, releasing.set_texts(rows, FreeText.Standing.RELEASED))

    @admin.action(description=_("Hold texts back"), permissions=["change"])
    def hold_back(self, request, rows):
        self.tell(request, releasing.set_texts(rows, FreeText.Standing.HELD_BACK))


@admin.register(FreeText)
class FreeTextAdmin(TextAdmin):
    list_display = ["text", "question", "standing"]
    ordering = ["question", "key"]


@admin.register(GroupAnswerLine)
class GroupTextAdmin(TextAdmin):
    list_display = ["text", "answer", "question", "standing"]
    list_select_related = ["answer__group", "answer__survey", "question"]
    ordering = ["question", "pk"]
