from django.contrib import admin, messages
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.admin import PartInline, PublishableAdmin
from klimakreise.publishing.editing import RuleForm
from surveys import releasing
from surveys.admin.survey import PUBLICATION
from surveys.crossing import count_planned, drop
from surveys.models import (
    CrossTable,
    FreeText,
    GroupAnswerLine,
    Outcome,
    Question,
    QuestionResults,
    Survey,
    SurveyResults,
    Tally,
    Withheld,
)
from surveys.models.crossing import IN_COLUMNS, IN_ROWS
from surveys.opening import lock


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
        tables = reverse("admin:surveys_crosstable_changelist")
        return format_html(
            '<a href="{}">{}</a> · <a href="{}?results__survey__id__exact={}">{}</a> · <a href="{}?question__survey__id__exact={}">{}</a> · '
            '<a href="{}?survey__id__exact={}">{}</a>',
            results.get_absolute_url(), gettext("Look at the figures"),
            questions, results.survey_id, gettext("Release figures"),
            texts, results.survey_id, gettext("Read and release texts"),
            tables, results.survey_id, gettext("Tables of two questions"),
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
    list_display = ["question", "results", "figures", "released_at"]
    list_select_related = ["question", "results__survey"]
    list_filter = ["results__survey"]
    actions = ["release", "hold_back"]

    @admin.display(description=_("figures"))
    def figures(self, row):
        place = f"{row.results.get_absolute_url()}#question-{row.question.number}"
        return format_html('<a href="{}">{}</a>', place, gettext("Look at the figures"))

    @admin.action(description=_("Release figures"), permissions=["change"])
    def release(self, request, rows):
        self.tell(request, releasing.release_questions(rows))

    @admin.action(description=_("Hold figures back"), permissions=["change"])
    def hold_back(self, request, rows):
        self.tell(request, releasing.hold_questions(rows))


class TextAdmin(Counted):
    """Nobody reads a text before the close."""

    list_filter = ["standing", "question__survey"]
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


TOO_FEW = {"counted__outcomes__voices": Outcome.Voices.PEOPLE, "counted__outcomes__withheld": Withheld.FEW}


@admin.register(FreeText)
class FreeTextAdmin(TextAdmin):
    list_display = ["text", "question", "standing"]
    ordering = ["question", "key"]

    @admin.action(description=_("Release texts"), permissions=["change"])
    def release(self, request, rows):
        """As all texts; and say of which questions none is shown because too few people have answered."""
        few = Question.objects.filter(pk__in=rows.values("question")).filter(**TOO_FEW)
        questions = list(few.order_by("survey", "number"))
        super().release(request, rows)
        for question in questions:
            text = gettext("“%(question)s” was answered by fewer than 10 people: its texts are not shown.")
            messages.warning(request, text % {"question": question})


@admin.register(GroupAnswerLine)
class GroupTextAdmin(TextAdmin):
    list_display = ["text", "answer", "question", "standing"]
    list_select_related = ["answer__group", "answer__survey", "question"]
    ordering = ["question", "pk"]


class CrossTableForm(RuleForm):
    """Offers the questions that can be crossed, those of one survey together."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, kinds in (("row_question", IN_ROWS), ("column_question", IN_COLUMNS)):
            if name in self.fields:
                self.fields[name].queryset = self.fields[name].queryset.filter(type__in=kinds)
                self.fields[name].label_from_instance = in_its_survey


def in_its_survey(question):
    return f"{question.survey} · {question.number}. {question.text[:80]}"


@admin.register(CrossTable)
class CrossTableAdmin(Counted):
    """Planned at any time; once counted a table stays as it is, and only whether it is shown is decided."""

    form = CrossTableForm
    fields = ["row_question", "column_question"]
    list_display = ["__str__", "survey", "counted_at", "withheld", "released_at"]
    list_select_related = ["survey", "row_question", "column_question"]
    list_filter = ["survey"]
    actions = ["release", "hold_back", "delete_selected"]

    def has_add_permission(self, request):
        return admin.ModelAdmin.has_add_permission(self, request)

    def has_delete_permission(self, request, thing=None):
        may = admin.ModelAdmin.has_delete_permission(self, request, thing)
        return may and (thing is None or thing.counted_at is None)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        questions = Question.objects.exclude(survey__mode="").select_related("survey")
        kwargs["queryset"] = questions.order_by("-survey", "number")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Whoever plans holds the lock on the survey: two plans at once are checked one after the other."""
        with transaction.atomic():
            key = request.POST.get("row_question", "")
            if key.isascii() and key.isdecimal() and len(key) < 19:
                for survey in Survey.objects.filter(questions=key):
                    lock(survey)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, table, form, change):
        """A table that is planned after its survey was counted is counted with saving."""
        super().save_model(request, table, form, change)
        if SurveyResults.objects.filter(survey=table.survey, counted_at__isnull=False).exists():
            count_planned(table.survey)

    def delete_model(self, request, table):
        drop(CrossTable.objects.filter(pk=table.pk))

    def delete_queryset(self, request, tables):
        drop(tables)

    @admin.action(description=_("Release tables"), permissions=["change"])
    def release(self, request, tables):
        self.tell(request, releasing.release_tables(tables))

    @admin.action(description=_("Hold tables back"), permissions=["change"])
    def hold_back(self, request, tables):
        self.tell(request, releasing.hold_tables(tables))
