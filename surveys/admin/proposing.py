"""Statements that people propose: the planning team says which are asked."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klimakreise.alliance.admin.deciding import DecisionAdmin, DecisionForm
from surveys.freezing import CLOSED
from surveys.models import Option, ProposedStatement
from surveys.proposing import accept, decline

LABEL = Option._meta.get_field("label").max_length


class ProposalDecisionForm(DecisionForm):
    """The words as they will be asked; only an accepted statement needs them."""

    label = forms.CharField(
        label=gettext_lazy("Asked as"),
        max_length=LABEL,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Mend typing errors, keep the meaning. It cannot be taken back."),
    )
    label_en = forms.CharField(
        label=gettext_lazy("In English"),
        max_length=LABEL,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Empty: English pages show the German words."),
    )

    def __init__(self, data=None, *, text, **options):
        super().__init__(data, **options)
        self.fields["label"].initial = text

    @property
    def asked_as(self):
        return [self["label"], self["label_en"]]

    @property
    def decided(self):
        words = {name: " ".join(self.cleaned_data[name].split()) for name in ("label", "label_en")}
        return {**super().decided, **words}

    def clean(self):
        cleaned = super().clean()
        if self.data.get("_save") == "accept" and not cleaned.get("label", "").strip():
            self.add_error("label", _("Write a statement."))
        return cleaned


@admin.register(ProposedStatement)
class ProposedStatementAdmin(DecisionAdmin):
    list_display = ["text", "question", "group", "state"]
    list_filter = ["state", "question__survey"]
    list_select_related = ["question", "group"]
    search_fields = ["text"]
    ordering = ["-state", "key"]  # those that wait come first
    change_form_template = "admin/surveys/proposedstatement/decide.html"
    reason_help = gettext_lazy("In a survey by name the group reads it where it proposes statements.")
    acts = ("accept", "decline")
    decision_form = ProposalDecisionForm

    def form_for(self, thing, posted):
        return self.decision_form(posted, text=thing.text, help_text=self.reason_help)

    def shown(self, request, proposed):
        return {
            "survey": proposed.question.survey,
            "question": proposed.question,
            "options": proposed.question.options.order_by("number"),
            "closed": "" if proposed.question.survey.is_open else CLOSED,
            "is_open": ProposedStatement.objects.waiting().filter(pk=proposed.pk).exists(),
        }

    def accept(self, request, proposed, reason, label, label_en):
        option = accept(proposed, request.user, label, label_en)
        self.log_change(request, proposed, [{"changed": {"fields": ["state"]}}])
        return _("“%(statement)s” is asked from now on.") % {"statement": option.label}

    def decline(self, request, proposed, reason, label, label_en):
        decline(proposed, request.user, reason)
        self.log_change(request, proposed, [{"changed": {"fields": ["state"]}}])
        return _("Declined. The statement is not asked.")
