"""The choice of topics in the planning team's admin: the rule, the candidates, and corrections of what is frozen."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.addresses import admin_url
from klimakreise.publishing.admin import LookedUpAdmin, PartInline, PlanningAdmin, PublishableAdmin
from klimakreise.publishing.editing import PublishableForm, RuleForm
from surveys.models import Option, TopicChoice, TopicCorrection, TopicReason, TopicSelection, correct
from surveys.relevance import said_of, take_over

SAY_WHAT = _("This choice of topics is published. Say what is corrected, and why; everyone can read it.")


def correction_field():
    return forms.CharField(
        label=_("what is corrected, and why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60, "class": "vLargeTextField"}),
        help_text=_("Needed for every change once the choice was published: it stands on its page."),
    )


class RefusedMixin:
    """For a ModelAdmin: what the choice refuses only after saving comes back as an error of the form, with all that was typed."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            request.refusal = error
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        if refusal is None:
            return form

        class Refused(form):
            def clean(self):
                self.add_error(None, refusal)
                return super().clean()

        return Refused


class TopicSelectionForm(PublishableForm):
    correction = correction_field()

    def clean(self):
        cleaned = super().clean()
        changed = set(self.changed_data) - {"published_at", "correction"}
        self.is_correction = bool(changed and self.instance.is_frozen)
        if self.is_correction and not self.cleaned_data.get("correction"):
            self.add_error("correction", SAY_WHAT)
        return cleaned


@admin.register(TopicSelection)
class TopicSelectionAdmin(RefusedMixin, PublishableAdmin):
    form = TopicSelectionForm
    list_display = ["event", "places", "standing"]
    list_filter = ["event"]
    list_select_related = ["event"]
    search_fields = ["event__title"]
    autocomplete_fields = ["event"]
    fieldsets = [
        (None, {"fields": ["event", "text", "overview"]}),
        (
            _("The rule: what counts how much"),
            {
                "fields": [
                    "weight_relevance",
                    "relevance_measure",
                    "relevance_low",
                    "relevance_high",
                    "weight_emissions",
                    "emissions_high",
                    "weight_influence",
                ]
            },
        ),
        (
            _("The rule: what is chosen"),
            {"fields": ["places", "least_points", "least_influence", "unknown", "least_known"]},
        ),
        (_("Correction"), {"fields": ["correction"]}),
        (_("Publication"), {"classes": ["publication"], "fields": ["published_at"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        is_frozen = bool(obj and obj.is_frozen)
        return [
            each for each in super().get_fieldsets(request, obj) if is_frozen or each[0] != _("Correction")
        ]

    def get_readonly_fields(self, request, obj=None):
        return ["overview", *(["event"] if obj else [])]

    @admin.display(description=_("candidate topics"))
    def overview(self, selection):
        """The candidates with what was chosen, each a link, and the way to one more."""
        if selection.pk is None:
            return gettext("Save first; then the topics can be added.")
        rows = selection.candidates.select_related("topic", "event")
        lines = [
            (admin_url(row), row.topic.title, gettext("chosen") if row.chosen else gettext("not chosen"))
            for row in rows
        ]
        more = f"{reverse('admin:surveys_topicchoice_add')}?event={selection.pk}"
        return format_html(
            '<ul>{}<li><a href="{}">{}</a></li></ul>',
            format_html_join("", '<li><a href="{}">{}</a>: {}</li>', lines),
            more,
            gettext("Add a topic"),
        )

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        for candidate in TopicChoice.objects.filter(event=obj.event, selection=None):
            candidate.selection = obj
            candidate.save(update_fields=["selection"])

    def save_related(self, request, form, formsets, change):
        if form.is_correction:
            correct(form.instance, form.cleaned_data["correction"])
            if not form.instance.is_draft:
                form.instance.decide()
        super().save_related(request, form, formsets, change)


@admin.register(Option)
class OptionAdmin(LookedUpAdmin):
    """Edited with its question, and deleted there, under the lock that freezing waits for."""

    actions = None
    list_display = ["label", "question"]
    list_select_related = ["question"]
    search_fields = ["label", "question__text", "question__survey__title"]

    def delete_view(self, request, object_id, extra_context=None):
        option = self.get_object(request, object_id)
        return HttpResponseRedirect(admin_url(option.question) if option else "../../")


class TopicReasonInline(PartInline):
    model = TopicReason
    autocomplete_fields = ["source", "question", "option"]
    fields = ["kind", "value", "unit", "year", "text", "answered_by", "question", "option", "source"]


class TopicChoiceForm(RuleForm):
    take_over = forms.ChoiceField(
        label=_("take relevance over"),
        required=False,
        help_text=_(
            "What published results say of this topic. On saving it becomes the relevance, with n, year and source."
        ),
    )
    correction = correction_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choice = self.instance
        measure = choice.selection.relevance_measure if choice.selection else None
        self.said = (
            {str(each.option.pk): each for each in said_of(choice.topic, measure)} if choice.pk else {}
        )
        if self.said:
            self.fields["take_over"].choices = [("", _("– as it stands below –")), *self.said.items()]
        else:
            self.fields.pop("take_over", None)

    def clean(self):
        cleaned = super().clean()
        event = self.instance.event if self.instance.pk else self.cleaned_data.get("event")
        selection = TopicSelection.objects.filter(event=event).first() if event else None
        self.instance.selection = selection
        if selection and selection.is_frozen and not self.cleaned_data.get("correction"):
            self.add_error("correction", SAY_WHAT)
        return cleaned


@admin.register(TopicChoice)
class TopicChoiceAdmin(RefusedMixin, PlanningAdmin):
    form = TopicChoiceForm
    list_display = ["topic", "event", "chosen"]
    list_filter = ["event", "chosen"]
    list_select_related = ["event", "topic"]
    search_fields = ["topic__title", "event__title"]
    autocomplete_fields = ["event", "topic"]
    inlines = [TopicReasonInline]
    fields = ["event", "topic", "chosen", "deviation", "note", "take_over", "correction"]

    def get_readonly_fields(self, request, obj=None):
        return ["event"] if obj else []

    def get_fields(self, request, obj=None):
        hidden = set()
        if obj and not (obj.selection and obj.selection.is_frozen):
            hidden.add("correction")
        if not (obj and any(said_of(obj.topic, obj.selection and obj.selection.relevance_measure))):
            hidden.add("take_over")
        return [name for name in self.fields if name not in hidden]

    def reason_to_keep(self, candidate):
        if candidate.selection and candidate.selection.is_frozen:
            return _("The choice of topics was published: its candidates stay.")
        return ""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if wanted := form.cleaned_data.get("take_over"):
            take_over(form.instance, form.said[wanted])
        selection, changed = form.instance.selection, set(form.changed_data) - {"correction"}
        if not selection or not (changed or any(formset.has_changed() for formset in formsets)):
            return
        if selection.is_frozen:
            correct(selection, form.cleaned_data["correction"])
        if not selection.is_draft:
            selection.decide()


@admin.register(TopicCorrection)
class TopicCorrectionAdmin(admin.ModelAdmin):
    """Read only: a correction is made with the change that it is about."""

    list_display = ["selection", "at", "text"]
    list_select_related = ["selection__event"]
    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
