"""A survey and its questions in the admin: built here, looked through, tried out, opened."""

from functools import partial

from django.contrib import admin, messages
from django.db import transaction
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.admin import PartInline, PublishableAdmin
from surveys.admin import acts
from surveys.admin.earlier import earlier_page
from surveys.admin.frozen import FrozenInlineMixin
from surveys.admin.importing import import_page
from surveys.admin.numbering import NumberedInline
from surveys.completeness import problems
from surveys.freezing import FROZEN
from surveys.models import Question, Section, Survey, SurveyPlacement

PUBLICATION = (_("Publication"), {"classes": ["publication"], "fields": ["published_at"]})


class SectionInline(FrozenInlineMixin, NumberedInline):
    model = Section
    fields = ["number", "title", "title_en", "text", "text_en"]


class QuestionInline(FrozenInlineMixin, NumberedInline):
    model = Question
    show_change_link = True
    choices_within = {"section": "survey"}
    fields = ["number", "text", "type", "section"]

    def label(self, thing):
        kind = thing.get_type_display() or gettext("type not known")
        return f"{thing.number}. {thing.text or gettext('Wording not known')} ({kind})"


class SurveyPlacementInline(PartInline):
    model = SurveyPlacement
    classes = ["collapse"]
    select_related = ("survey", "agenda_item")
    autocomplete_fields = ["agenda_item"]
    fields = ["agenda_item"]


@admin.register(Survey)
class SurveyAdmin(PublishableAdmin):
    list_display = ["title", "mode", "opens_at", "closes_at", "standing"]
    search_fields = ["title", "short_name"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["sources"]
    inlines = [SectionInline, QuestionInline, SurveyPlacementInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "title", "title_en", "short_name", "slug", "purpose", "purpose_en", "audience", "audience_en",
                ]
            },
        ),
        (_("Answering on this site"), {"fields": ["mode", "opens_at", "closes_at"]}),
        (
            _("A survey that was made elsewhere"),
            {
                "classes": ["collapse"],
                "fields": ["start", "end", "tool", "respondents", "incomplete_answers_allowed", "raw_data_published", "identity_note"],
            },
        ),
        (_("What became of it"), {"fields": ["used_for", "sources"]}),
        PUBLICATION,
    ]  # fmt: skip

    def get_changeform_initial_data(self, request):
        return {"mode": Survey.Mode.SECRET, **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request, obj=None):
        return ["mode", "opens_at"] if obj and obj.is_frozen else []

    def get_urls(self):
        pages = {
            "walk": acts.walk_page, "copy": acts.copy_page, "open": acts.open_page, "correct": acts.correct_page,
            "close": acts.close_page, "earlier": earlier_page, "import": import_page,
        }  # fmt: skip
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(partial(page, self)),
                name=f"surveys_survey_{name}",
            )
            for name, page in pages.items()
        ]
        return own + super().get_urls()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or not (object_id or "").isdecimal():
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            # Freezing waits for this lock: whether it has happened is the same for the whole form.
            survey = Survey.objects.select_for_update().filter(pk=object_id).first()
            if survey and survey.is_frozen and "questions-TOTAL_FORMS" in request.POST:
                self.message_user(request, FROZEN, messages.WARNING)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        if (survey := context["original"]) and survey.is_native:
            context["native"] = True
            if not survey.is_frozen and not survey.is_over:
                context["problems"] = problems(survey)
        return super().render_change_form(request, context, *args, **kwargs)

    def reason_to_keep(self, survey):
        return FROZEN if survey.is_frozen else super().reason_to_keep(survey)
