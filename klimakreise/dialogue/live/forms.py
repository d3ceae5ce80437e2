"""The forms of the live pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from klimakreise.dialogue.models import LiveOption, LivePoll, LiveRoom
from klimakreise.publishing.lines import LinesFormField

FEWEST, MOST = 2, 12


class QuestionForm(forms.Form):
    """A question to the room. The name is left out unless somebody wants it."""

    text = forms.CharField(label=_("Your question"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    with_name = forms.BooleanField(required=False)

    def __init__(self, registration, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.registration = registration
        self.fields["with_name"].label = _("Show my name (%(name)s)") % {"name": registration.name}

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())


class RoomForm(forms.ModelForm):
    class Meta:
        model = LiveRoom
        fields = ["is_moderated", "has_floor", "is_documented"]


class HidingQuestionForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Only whoever asked the question reads it.")
    )


class PollForm(forms.ModelForm):
    """A poll with its answers, one a line."""

    answers = LinesFormField(
        label=_("Answers"), help_text=_("One a line, 2 to 12."), widget=forms.Textarea(attrs={"rows": 5})
    )

    class Meta:
        model = LivePoll
        fields = ["question", "kind"]
        widgets = {"kind": forms.RadioSelect}

    field_order = ["question", "answers", "kind"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["answers"] = [option.label for option in self.instance.options.all()]

    def clean_answers(self):
        """The lines as a list; each once."""
        labels = [" ".join(line.split()) for line in self.cleaned_data["answers"].splitlines()]
        labels = list(dict.fromkeys(filter(None, labels)))
        if not FEWEST <= len(labels) <= MOST:
            raise forms.ValidationError(_("Give 2 to 12 different answers, one a line."))
        longest = LiveOption._meta.get_field("label").max_length
        if any(len(label) > longest for label in labels):
            raise forms.ValidationError(
                _("An answer has at most %(number)s characters.") % {"number": longest}
            )
        return labels
