"""The form with which somebody asks for a code."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForm(forms.Form):
    address = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Each address gets one code. It is deleted before the code is sent."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        max_length=254,
    )
