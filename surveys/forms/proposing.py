"""The form with which somebody proposes a statement."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from surveys.models.proposing import LONGEST
from surveys.proposing import refuse_twins


class ProposalForm(forms.Form):
    text = forms.CharField(
        label=_("Your statement"),
        help_text=_(
            "One thought in one sentence with which others can agree or disagree, at most %(most)s characters."
            " Please name nobody."
        )
        % {"most": LONGEST},
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
    )

    def __init__(self, data=None, *, question):
        super().__init__(data)
        self.question = question

    def clean_text(self):
        text = " ".join(self.cleaned_data["text"].split())
        if len(text.split()) < 2:
            raise ValidationError(_("Please write a whole sentence."))
        refuse_twins(self.question, text)
        return text
