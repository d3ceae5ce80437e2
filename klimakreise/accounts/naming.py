"""How people say what they are called: at sign-up, and later in their account."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from klimakreise.accounts.models import User


class OneLine(forms.CharField):
    """Text without line breaks and without signs that cannot be seen or turn the writing round."""

    def to_python(self, value):
        seen = "".join(sign for sign in super().to_python(value) if sign.isprintable() or sign.isspace())
        return " ".join(seen.split())


class NameField(OneLine):
    def __init__(self, **options):
        super().__init__(
            label=_("Name"),
            max_length=150,
            help_text=_("It stands beside what you write. It need not be the full name."),
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            **options,
        )


class SignupName(forms.Form):
    """What is asked at sign-up beside the address."""

    name = NameField()

    def signup(self, request, user):
        """Called by allauth with the person that it has just made; mails come in the language of the page."""
        user.name, user.language = self.cleaned_data["name"], get_language()
        user.save(update_fields=["name", "language"])


class NameForm(forms.ModelForm):
    """One's own name."""

    name = NameField()

    class Meta:
        model = User
        fields = ["name"]
