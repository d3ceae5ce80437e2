"""One question on a page of its own: what it asks, what can be answered, and when it comes."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from klimakreise.publishing.admin import PartInline, PlanningAdmin
from klimakreise.publishing.editing import RuleForm
from surveys.admin.frozen import FrozenInlineMixin, FrozenQuestionMixin
from surveys.admin.numbering import NumberedFormSet, NumberedInline
from surveys.models import Option, Question, ScalePoint, Section

CHOICES = [Question.Type.SINGLE_CHOICE, Question.Type.MULTIPLE_CHOICE]


class OptionFormSet(NumberedFormSet):
    """Keeps options on which a later question depends."""

    def clean(self):
        super().clean()
        going = [form.instance for form in self.initial_forms if self._should_delete_form(form)]
        if needed := Question.objects.filter(shown_if__in=going).order_by("number").first():
            text = _("This option is a condition of question %(number)s. Change that question first.")
            raise ValidationError(text, params={"number": needed.number})


class OptionInline(FrozenInlineMixin, NumberedInline):
    model = Option
    formset = OptionFormSet
    autocomplete_fields = ["group", "demand", "topic"]
    fields = ["number", "label", "label_en", "group", "demand", "topic"]


class ScalePointInline(FrozenInlineMixin, PartInline):
    model = ScalePoint
    fields = ["number", "label", "label_en"]


class QuestionForm(RuleForm):
    """Offers the sections of the survey, and as conditions the answers to its earlier questions."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        survey = self.instance.survey_id or self.initial.get("survey")
        if "section" in self.fields:
            offer(self.fields["section"], Section.objects.filter(survey=survey).order_by("number"), str)
        if "shown_if" in self.fields:
            offer(self.fields["shown_if"], earlier_options(survey, self.instance), in_a_line)


def offer(field, rows, words):
    """Let these rows alone be chosen in a field."""
    field.queryset = rows
    field.choices = [("", field.empty_label), *((row.pk, words(row)) for row in rows)]


def earlier_options(survey, question):
    """The options that may be a condition of `question`: of choices that are asked before it."""
    options = Option.objects.filter(question__survey=survey, question__type__in=CHOICES)
    options = options.select_related("question__section").order_by("question__number", "number")
    if question.pk:
        earlier = [option.pk for option in options if option.question.place < question.place]
        options = options.filter(pk__in=earlier)
    return options


def in_a_line(option):
    return f"{option.question.number}. {option.question.text[:60]} → {option.label[:60]}"


@admin.register(Question)
class QuestionAdmin(FrozenQuestionMixin, PlanningAdmin):
    """Reached from its survey."""

    form = QuestionForm
    actions = None  # deleted one by one, each under the lock that freezing waits for
    list_display = ["__str__", "survey"]
    list_filter = ["survey"]
    list_select_related = ["survey"]
    search_fields = ["text"]
    autocomplete_fields = ["survey"]
    inlines = [OptionInline, ScalePointInline]
    fieldsets = [
        (None, {"fields": ["survey", "number", "section", "text", "text_en", "help", "help_en", "type"]}),
        (
            _("How it is answered"),
            {"fields": ["required", "choices_max", "offers_no_answer", "takes_proposals"]},
        ),
        (_("Number"), {"fields": ["unit", "unit_en", "least", "most", "decimals"]}),
        (_("When it comes, and what it is about"), {"fields": ["shown_if", "describes_person"]}),
        (
            _("Published figures"),
            {
                "classes": ["collapse"],
                "fields": [
                    "note",
                    "answered_by",
                    "options_total",
                    "percent_base",
                    "statistic_label",
                    "mean",
                    "sd",
                ],
            },
        ),
    ]

    def has_module_permission(self, request):
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in {
            "section",
            "shown_if",
        }:  # the form knows the survey and offers what belongs to it
            kwargs["queryset"] = db_field.related_model.objects.none()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("survey", "section")

    def view_on_site(self, question):
        return reverse("surveys:survey", args=[question.survey.slug])
