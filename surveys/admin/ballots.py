"""Who may answer a secret survey: codes by e-mail or on paper, and how many are out. Never how many have answered."""

import segno
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from klimakreise.mailing.registry import absolute
from klimakreise.publishing.addresses import admin_url
from klimakreise.publishing.admin import PlanningAdmin
from klimakreise.publishing.editing import RuleForm
from surveys.addresses import read_list
from surveys.admin.paper import can_make_pdf, sheets_as_pdf
from surveys.issuing import print_codes, remind
from surveys.models import BallotTerms, Invited, Issuing, Survey

MOST_SHEETS = 300


class BallotTermsForm(RuleForm):
    pasted = forms.CharField(
        label=_("List of addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "One address a line; also with names, as copied from a mail. It is deleted at the close. Who is added later gets a code"
            " at the hour below."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "pasted" in self.fields:
            kept = Invited.objects.filter(survey=self.instance.survey_id).order_by("address")
            self.initial["pasted"] = "\n".join(kept.values_list("address", flat=True))

    def clean_pasted(self):
        return read_list(self.cleaned_data["pasted"])

    def clean(self):
        cleaned = super().clean()
        if (
            cleaned.get("who") == BallotTerms.Who.LIST
            and not cleaned.get("pasted")
            and "pasted" not in self.errors
        ):
            self.add_error("pasted", _("Paste the addresses of those who may answer."))
        return cleaned


class SheetsForm(forms.Form):
    number = forms.IntegerField(label=_("How many sheets"), min_value=1, max_value=MOST_SHEETS, initial=30)


@admin.register(BallotTerms)
class BallotTermsAdmin(PlanningAdmin):
    form = BallotTermsForm
    change_form_template = "admin/surveys/ballotterms/change_form.html"
    list_display = ["survey", "who"]
    list_select_related = ["survey"]
    search_fields = ["survey__title"]
    autocomplete_fields = ["event"]
    fields = ["survey", "who", "event", "pasted", "hour"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "survey":
            kwargs["queryset"] = Survey.objects.filter(mode=Survey.Mode.SECRET)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None):
        """Once codes are out, nobody else may become the ones who are asked."""
        is_out = obj and Issuing.objects.filter(survey=obj.survey_id).exists()
        return ["survey", "who", "event"] if is_out else []

    def reason_to_keep(self, terms):
        is_out = Issuing.objects.filter(survey=terms.survey_id).exists()
        return gettext("Codes are out already.") if is_out else ""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        listed = form.cleaned_data["pasted"] if obj.who == BallotTerms.Who.LIST else []
        with transaction.atomic():
            Invited.objects.filter(survey=obj.survey_id).exclude(address__in=listed).delete()
            rows = [Invited(survey=obj.survey, address=address) for address in listed]
            Invited.objects.bulk_create(rows, ignore_conflicts=True)

    def get_urls(self):
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"surveys_ballotterms_{name}")
            for name, view in (("sheets", self.sheets), ("remind", self.remind))
        ]
        return [*own, *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        if terms := context["original"]:
            context["issuing"] = Issuing.objects.filter(survey=terms.survey_id).first()
            context |= {"sheets": SheetsForm(), "can_make_pdf": can_make_pdf()}
        return super().render_change_form(request, context, *args, **kwargs)

    def own(self, request, pk):
        """The terms that an act is about; only for whoever may change them, and only by a button."""
        terms = get_object_or_404(BallotTerms.objects.select_related("survey"), pk=pk)
        if not self.has_change_permission(request, terms) or request.method != "POST" or terms.survey.is_over:
            raise PermissionDenied
        return terms

    def remind(self, request, pk):
        terms = self.own(request, pk)
        if terms.invites and terms.survey.is_open:
            number = remind(terms.survey)
            text = ngettext("%(number)s reminder goes out.", "%(number)s reminders go out.", number)
            self.message_user(request, text % {"number": number}, messages.SUCCESS)
        return HttpResponseRedirect(admin_url(terms))

    def sheets(self, request, pk):
        """Sheets with a new code each: made now, kept nowhere, gone with the page."""
        terms = self.own(request, pk)
        form = SheetsForm(request.POST)
        if terms.who != BallotTerms.Who.PRINTED or not form.is_valid():
            text = gettext("Between 1 and %(most)s sheets can be printed at a time.") % {"most": MOST_SHEETS}
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(admin_url(terms))
        address = absolute(reverse("surveys:answer", args=[terms.survey.slug]))
        is_pdf = "pdf" in request.POST and can_make_pdf()
        made = [
            {"code": code, "picture": picture(f"{address}#{code}", omitsize=is_pdf)}
            for code in print_codes(terms.survey, form.cleaned_data["number"])
        ]
        context = {"title": gettext("Sheets with codes"), "terms": terms, "sheets": made, "address": address}
        if is_pdf:
            named = {"Content-Disposition": f'attachment; filename="codes-{terms.survey.slug}.pdf"'}
            response = HttpResponse(sheets_as_pdf(context), "application/pdf", headers=named)
        else:
            context |= self.admin_site.each_context(request) | {"title": context["title"]}
            response = TemplateResponse(request, "admin/surveys/ballotterms/sheets.html", context)
        response["Cache-Control"] = "private, no-store"
        return response


def picture(address, *, omitsize=False):
    """The address with the code as an SVG for cameras; without a size of its own it fills the place that it is given."""
    made = segno.make(address, micro=False, error="m")
    return mark_safe(made.svg_inline(scale=3, dark="#000", light="#fff", lineclass=None, omitsize=omitsize))  # noqa: S308 (squares alone)
