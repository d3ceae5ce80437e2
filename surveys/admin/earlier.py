"""Which questions of earlier surveys the questions of a survey ask again, and which answers pair: on one page of its own."""

import itertools

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klimakreise.publishing.admin import admin_url
from surveys.admin.acts import for_change, frame
from surveys.asking_again import all_askable, ask_again, askable, earlier_questions
from surveys.pairing import pair


class EarlierForm(forms.Form):
    """A choice for each question: an earlier one of the same type, or none."""

    def __init__(self, survey, data=None):
        super().__init__(data)
        self.survey, self.questions, candidates = survey, list(askable(survey)), list(all_askable())
        self.known = {str(each.pk): each for each in candidates}
        for question in self.questions:
            found = earlier_questions(question, candidates)
            self.fields[f"question-{question.pk}"] = forms.ChoiceField(
                label=f"{question.number}. {question}",
                choices=[("", gettext_lazy("– no earlier question –")), *by_survey(found)],
                initial=str(question.repeats_id or ""),
                required=False,
                help_text=question.get_type_display(),
            )

    def rows(self):
        """(field, name of the earlier survey, Pairing with what is saved now or None) of each question."""
        for question in self.questions:
            earlier = question.repeats
            field = self[f"question-{question.pk}"]
            yield (field, named(earlier.survey), pair(question, earlier)) if earlier else (field, "", None)

    def save(self):
        wanted = {
            question: self.known.get(self.cleaned_data[f"question-{question.pk}"])
            for question in self.questions
        }
        return ask_again(self.survey, wanted)


def by_survey(questions):
    """Choices in groups, one for each survey."""
    return [
        (named(survey), [(str(each.pk), f"{each.number}. {each}"[:120]) for each in group])
        for survey, group in itertools.groupby(questions, key=lambda each: each.survey)
    ]


def named(survey):
    return f"{survey} ({survey.began[:4]})" if survey.began else str(survey)


def earlier_page(model_admin, request, pk):
    """Say which earlier questions are asked again; below each stands which answers pair."""
    survey = for_change(model_admin, request, pk)
    if not survey.is_native:
        text = _("This survey was made elsewhere: its own figures are the earlier ones.")
        model_admin.message_user(request, text, messages.INFO)
        return HttpResponseRedirect(admin_url(survey))
    form = EarlierForm(survey, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = form.save()
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            text = _("Saved.") if changed else _("Nothing is different.")
            model_admin.message_user(request, text, messages.SUCCESS)
            return HttpResponseRedirect(request.path)
    context = frame(model_admin, request, survey, _("Asked before"))
    return TemplateResponse(request, "admin/surveys/survey/earlier.html", {**context, "form": form})
