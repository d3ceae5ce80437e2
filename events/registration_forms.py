"""The form with which somebody registers, and the same without the address to change it later."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Registration, RegistrationQuestion
from klimakreise.alliance.models import AllianceGroup

Kind = RegistrationQuestion.Kind
LONGEST = 1000  # characters of what is written freely
MOST_RADIOS = 6  # more answers to choose from are a list that opens


class RegistrationForm(forms.ModelForm):
    """What somebody tells for an event, with the questions of that event. `answers()` and the instance are what to keep."""

    news = forms.BooleanField(
        label=_("The alliance may send me news by e-mail."),
        required=False,
        help_text=_("Each mail says how to stop them."),
    )
    photo = forms.BooleanField(
        label=_("Photos on which I can be recognised may be published."),
        required=False,
        help_text=_("Without the tick you take part all the same; please tell the people with the camera."),
    )

    class Meta:
        model = Registration
        fields = ["name", "email", "group", "sector", "access_needs"]
        labels = {"group": _("Alliance group"), "sector": _("Where you come from")}
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "access_needs": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "name": _("As you want to be called; it may be a pseudonym."),
            "email": _("A link that confirms the registration is sent there. The address is not published."),
            "sector": _("So that every circle has people from several of them."),
            "access_needs": _(
                "Sign language, a ramp, a seat near the front, quiet, childcare …: only for preparing the event. "
                "What you write here is deleted after the event."
            ),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if "email" in self.fields:
            self.fields["email"].required = True  # of the model it is not: somebody on the spot may have none
        self.fields["access_needs"].validators.append(MaxLengthValidator(LONGEST))
        groups = AllianceGroup.objects.visible_to(user).order_by("name")
        is_example = self.instance.event.is_example
        self.fields["group"].queryset = groups if is_example else groups.filter(is_example=False)
        self.fields["group"].empty_label = _("none")
        self.fields["sector"].choices = [("", _("no answer")), *Registration.Sector.choices]
        self.questions = {
            f"question_{each.pk}": each for each in self.instance.event.registration_questions.all()
        }
        for name, question in self.questions.items():
            self.fields[name] = field_of(question)
        self.order_fields(["name", "email", "group", "sector", *self.questions, "access_needs"])

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def validate_constraints(self):
        """Not asked: that an address is registered already must show nowhere, and `submit()` knows what to do."""

    def answers(self):
        """{RegistrationQuestion: text} of all questions, "" for those without an answer."""
        return {question: self.cleaned_data[name] for name, question in self.questions.items()}

    def _post_clean(self):
        super()._post_clean()
        self.instance.news_consent_at = self.consent("news", self.instance.news_consent_at)
        self.instance.photo_consent_at = self.consent("photo", self.instance.photo_consent_at)

    def consent(self, name, since):
        """When it was given: before, or now; None without the tick."""
        return (since or timezone.now()) if self.cleaned_data.get(name) else None


class ChangeForm(RegistrationForm):
    """All but the address: that would have to be confirmed anew."""

    class Meta(RegistrationForm.Meta):
        fields = ["name", "group", "sector", "access_needs"]

    def __init__(self, *args, instance, **kwargs):
        given = {f"question_{each.question_id}": each.text for each in instance.answers.all()}
        consents = {
            "news": bool(instance.news_consent_at),
            "photo": bool(instance.photo_consent_at),
        }
        super().__init__(*args, instance=instance, initial={**given, **consents}, **kwargs)


def field_of(question):
    """The form's field for a question of the team, in the language of the page."""
    common = {"label": question.shown_label, "required": question.is_required}
    if question.kind == Kind.TEXT:
        return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}), **common)
    choices = [("yes", _("yes")), ("no", _("no"))]
    if question.kind == Kind.CHOICE:
        choices = question.shown_choices()
    if len(choices) > MOST_RADIOS:
        return forms.ChoiceField(choices=[("", _("no answer")), *choices], **common)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
