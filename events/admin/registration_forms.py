"""The forms with which the planning team adds a registration by hand, and moves or cancels one."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.models import Registration
from events.registering import WITHDRAWN
from events.registration_forms import ChangeForm
from klimakreise.alliance.models import AllianceGroup

State = Registration.State
NONE_FREE = _("No place is free. With this tick the place is given all the same.")


class DecidedForm(forms.Form):
    """What the team says along with an act: with or without a mail, and whether the limit may be passed."""

    beyond_limit = forms.BooleanField(
        label=_("Beyond the limit, if no place is free"),
        required=False,
        help_text=_("The audit keeps that you have done it."),
    )
    by_mail = forms.BooleanField(label=_("Tell the person by mail"), required=False, initial=True)


class AddForm(DecidedForm, forms.ModelForm):
    """A registration that came by telephone or on paper; its instance carries the event."""

    place = forms.ChoiceField(
        label=_("Where to"),
        choices=[("place", _("has a place")), ("list", _("end of the waiting list"))],
        widget=forms.RadioSelect,
        initial="place",
    )
    field_order = [
        "name", "email", "group", "sector", "for_city", "access_needs", "place", "beyond_limit", "by_mail",
    ]  # fmt: skip

    class Meta:
        model = Registration
        fields = ["name", "email", "group", "sector", "for_city", "access_needs"]
        widgets = {"access_needs": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}
        help_texts = {
            "email": _(
                "Empty if there is none: then no mail goes out, and the person has no page of their own."
            ),
            "access_needs": _("Deleted after the event."),
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = AllianceGroup.objects.visible_to(user).order_by("name")

    def clean_email(self):
        """The address in small letters; who has registered with it already is found in the list."""
        email = self.cleaned_data["email"].lower()
        known = self.instance.event.registrations.filter(email=email).first() if email else None
        if known and known.state not in WITHDRAWN:
            raise ValidationError(
                _("%(name)s has registered with this address: %(state)s."),
                params={"name": known.name, "state": known.get_state_display()},
            )
        return email

    def validate_constraints(self):
        """Not asked: who has cancelled or never confirmed is added again in the same row, as `add()` does."""


class ReviseForm(ChangeForm):
    """What somebody told, for the planning team: all but the address and the consents, which only they themselves give."""

    news = photo = None
    language = forms.ChoiceField(label=_("Mails in"), choices=settings.LANGUAGES)

    class Meta:
        model = Registration
        fields = ["name", "group", "sector", "for_city", "access_needs"]
        widgets = {"access_needs": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}
        help_texts = {"access_needs": _("Deleted after the event.")}

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.initial["language"] = instance.language
        for name in self.questions:
            self.fields[name].required = False  # who came by telephone was not asked
        self.order_fields(
            ["name", "group", "sector", "for_city", "language", *self.questions, "access_needs"]
        )

    def consent(self, name, since):
        return since

    def _post_clean(self):
        super()._post_clean()
        self.instance.language = self.cleaned_data.get("language", self.instance.language)

    def changed(self):
        """{name of a field, or "answers": what people call it} of all that was changed."""
        labels = {name: self.fields[name].label for name in self.changed_data if name not in self.questions}
        if set(self.changed_data) & set(self.questions):
            labels["answers"] = _("answers")
        return labels
