"""What is done with a survey as a whole, each on a page or by a button of its own."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klimakreise.publishing.admin import admin_url
from surveys.closing import close, number_lost
from surveys.completeness import problems
from surveys.copying import copy_survey
from surveys.correcting import correct, wordings
from surveys.forms import Walk
from surveys.keys import KeysMissingError
from surveys.models import Correction, Survey
from surveys.starting import start
from surveys.views.steps import Step


def for_change(model_admin, request, pk, **condition):
    survey = get_object_or_404(Survey.objects.visible_to(request.user), pk=pk, **condition)
    if not model_admin.has_change_permission(request, survey):
        raise PermissionDenied
    return survey


def frame(model_admin, request, survey, title):
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "original": survey,
        "opts": model_admin.opts,
    }


def walk_page(model_admin, request, pk):
    """Walk through the survey as it is answered; nothing is sent and nothing is kept."""
    survey = for_change(model_admin, request, pk)
    step = Step(Walk(survey, request.POST), request.POST)
    if not step.walk.pages:
        model_admin.message_user(request, _("There are no questions yet."), messages.WARNING)
        return HttpResponseRedirect(admin_url(survey))
    return step.render(request, {"is_trial": True, "needs_token": True})


def copy_page(model_admin, request, pk):
    """Make a copy and lead to it."""
    survey = for_change(model_admin, request, pk)
    if request.method != "POST":
        return HttpResponseRedirect(admin_url(survey))
    copy = copy_survey(survey)
    model_admin.log_addition(request, copy, [{"added": {}}])
    text = _(
        "This is the copy, a draft: all questions, without times, answers and results. Under “Asked before” it says which "
        "questions they ask again."
    )
    model_admin.message_user(request, text, messages.SUCCESS)
    return HttpResponseRedirect(admin_url(copy))


def open_page(model_admin, request, pk):
    """Say what is missing; the button opens the survey if nothing grave is."""
    survey = for_change(model_admin, request, pk)
    if survey.is_imported:
        return HttpResponseRedirect(admin_url(survey))
    if request.method == "POST":
        try:
            start(survey)
        except ValidationError as error:
            for message in error.messages:
                model_admin.message_user(request, message, messages.ERROR)
        else:
            model_admin.log_change(request, survey, [{"changed": {"fields": ["opens_at"]}}])
            model_admin.message_user(request, _("The survey is open."), messages.SUCCESS)
            return HttpResponseRedirect(admin_url(survey))
    found = problems(survey)
    context = frame(model_admin, request, survey, _("Open the survey"))
    context |= {"problems": found, "is_ready": not any(problem.grave for problem in found)}
    return TemplateResponse(request, "admin/surveys/survey/open.html", context)


def close_page(model_admin, request, pk):
    """Ask whether the survey shall take no more answers, and close it for good."""
    survey = for_change(model_admin, request, pk)
    if survey.is_closed or not survey.is_native or (survey.is_imported and not survey.is_frozen):
        return HttpResponseRedirect(admin_url(survey))
    lost, agreed = number_lost(survey), "without_the_lost" in request.POST
    if request.method == "POST":
        try:
            close(survey, without_the_lost=agreed)
        except KeysMissingError:
            text = _(
                "The keys of the survey are missing: what waits in the urn cannot be opened. Nothing was done."
            )
            model_admin.message_user(request, text, messages.ERROR)
        else:
            text = _(
                "The survey is closed. Within a minute its answers are counted: then release the results."
            )
            model_admin.message_user(request, text, messages.SUCCESS)
            return HttpResponseRedirect(admin_url(survey))
    title = _("Close the answers") if survey.is_imported else _("Close the survey")
    context = frame(model_admin, request, survey, title) | {"lost": lost}
    return TemplateResponse(request, "admin/surveys/survey/close.html", context)


class CorrectionForm(forms.Form):
    """All texts of a survey, each an input, and the reason for what is different."""

    def __init__(self, survey, data=None):
        super().__init__(data)
        self.survey, self.wordings = survey, wordings(survey)
        for each in self.wordings:
            widget = forms.Textarea(attrs={"rows": 2, "cols": 60, "class": "vLargeTextField"})
            self.fields[each.key] = forms.CharField(
                label=each.label, initial=each.text, required=False, widget=widget
            )
        longest = Correction._meta.get_field("reason").max_length
        reason = gettext_lazy("Shown on the survey's page, e.g. “typing error”.")
        self.fields["reason"] = forms.CharField(
            label=gettext_lazy("reason"), max_length=longest, help_text=reason
        )

    def save(self):
        texts = {each.key: self.cleaned_data[each.key].replace("\r\n", "\n") for each in self.wordings}
        return correct(self.survey, texts, self.cleaned_data["reason"])


def correct_page(model_admin, request, pk):
    """Mend a typing error in a survey that is frozen; readers see what stood there before."""
    survey = for_change(model_admin, request, pk)
    if not survey.is_frozen:
        text = _("Nobody has a code or has answered yet: change the questions themselves.")
        model_admin.message_user(request, text, messages.INFO)
        return HttpResponseRedirect(admin_url(survey))
    form = CorrectionForm(survey, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            model_admin.message_user(
                request, _("Corrected. The survey's page says what stood there before."), messages.SUCCESS
            )
            return HttpResponseRedirect(admin_url(survey))
    context = frame(model_admin, request, survey, _("Correct a typing error"))
    return TemplateResponse(request, "admin/surveys/survey/correct.html", {**context, "form": form})
