"""Forms with which the city answers, outside of the admin."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from klimakreise.accounts.models import Department
from klimakreise.dialogue.announcing import settle_statement
from klimakreise.dialogue.models import NoOfficeMail, NoReplyMail, Statement
from klimakreise.publishing.editing import PublishableForm
from klimakreise.publishing.inputs import MomentField
from klimakreise.publishing.text import bare_text

WRITTEN = ["kind", "text", "reason", "next_step", "next_step_date", "published_at"]


def revision_of(statement):
    """A short word for what stands in a statement now: it differs as soon as anybody has changed something."""
    if not statement.pk:
        return "new"
    values = [
        str(statement._meta.get_field(name).value_from_object(statement)) for name in ["department", *WRITTEN]
    ]
    return salted_hmac("dialogue.revision", "\0".join(values), algorithm="sha256").hexdigest()[:16]


class StatementForm(PublishableForm):
    """One statement of a department; refused once if somebody else has changed it since the form was opened."""

    revision = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Statement
        fields = ["department", *WRITTEN]
        field_classes = {"published_at": MomentField}
        labels = {"published_at": _("Appears at")}
        help_texts = {
            "kind": "",
            "text": _("Markdown."),
            "next_step_date": _("31.05.2027; 05.2027 or 2027 if no day is fixed."),
            "published_at": _("Empty: it stays a draft. In the future: it appears by itself at that time."),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 8}),
            "reason": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if user.sees_drafts:
            self.fields["department"].required = True
        else:
            del self.fields["department"]
        self.fields["kind"].required = True
        self.current = self.initial["revision"] = revision_of(self.instance)
        self.is_outdated = self.is_bound and self.data.get("revision") != self.current
        # What the database holds, for whoever comes second: checking the form changes the instance.
        self.stored = Statement.objects.get(pk=self.instance.pk) if self.is_outdated else None

    def clean_published_at(self):
        at = self.cleaned_data["published_at"]
        if "published_at" in self.changed_data and at and at < timezone.now():
            raise ValidationError(_("This moment has passed. Leave it empty to publish now."))
        return at

    def clean(self):
        cleaned = super().clean()
        if self.is_outdated:
            self.data = self.data.copy()
            self.data["revision"] = self.current
            raise ValidationError(
                _(
                    "Somebody else has changed this statement meanwhile. Nothing of yours is lost: "
                    "compare the two texts, and save again what is to stay."
                )
            )
        return cleaned

    def save(self, commit=True):
        """Save it, and publish, schedule or withdraw it as the button said."""
        wanted, self.instance.published_at = self.instance.published_at, self.initial["published_at"]
        statement = super().save(commit)
        settle_statement(statement, wanted, changed=self.has_changed())
        return statement


class DraftsField(forms.ModelMultipleChoiceField):
    """Drafts to tick, each with its first words."""

    def label_from_instance(self, statement):
        return f"{statement.subject}: {Truncator(bare_text(statement.text)).words(20)}"


class AnnouncementForm(forms.Form):
    """Which drafts come out, and when."""

    statements = DraftsField(
        Statement.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("Drafts"),
        error_messages={"required": _("Choose at least one draft.")},
    )
    at = MomentField(label=_("Appear at"), required=False, help_text=_("Empty: now."))

    def __init__(self, drafts, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["statements"].queryset = drafts

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at and at < timezone.now():
            raise ValidationError(_("This moment has passed. Leave it empty to publish now."))
        return at


class AssignmentForm(forms.Form):
    """Who is to answer."""

    department = forms.ModelChoiceField(Department.objects.all(), label=_("Department"))


class DeskFilter(forms.Form):
    """The department whose desk a planner looks at."""

    department = forms.ModelChoiceField(
        Department.objects.all(),
        label=_("Department"),
        required=False,
        empty_label=_("All"),
        to_field_name="slug",
    )


class CommentForm(forms.Form):
    """A comment, and for whom it is said where there is a choice."""

    text = forms.CharField(
        label=_("Comment"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Plain text, at most 3000 characters."),
    )
    voice = forms.ChoiceField(label=_("For whom do you speak?"), widget=forms.RadioSelect)

    def __init__(self, voices, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.voices = {voice.key: voice for voice in voices}
        if len(voices) == 1:
            del self.fields["voice"]
        else:
            self.fields["voice"].choices = [(voice.key, voice.label) for voice in voices]
            self.fields["voice"].initial = voices[0].key

    @property
    def chosen_voice(self):
        """The Voice that was chosen, or the only one."""
        return self.voices[self.cleaned_data.get("voice") or next(iter(self.voices))]


class HidingForm(forms.Form):
    """Why a comment is hidden."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It is shown to everyone in place of the comment.")
    )


class MailForm(forms.Form):
    """Which mails a person wants, and in which language. What is needed to log in cannot be chosen."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    office = forms.BooleanField(
        label=_("What is addressed to my department, and comments on that"), required=False
    )
    replies = forms.BooleanField(label=_("Replies to my comments"), required=False)

    unwanted = {"office": NoOfficeMail, "replies": NoReplyMail}  # a row says that no such mail is wanted

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["language"].choices = [
            (code, capfirst(get_language_info(code)["name_local"])) for code, _name in settings.LANGUAGES
        ]
        if not user.is_city:
            del self.fields["office"]
        self.initial = {
            "language": user.language,
            **{name: not rows.objects.filter(user=user).exists() for name, rows in self.unwanted.items()},
        }

    @transaction.atomic
    def save(self):
        self.user.language = self.cleaned_data["language"]
        self.user.save(update_fields=["language"])
        for name, rows in self.unwanted.items():
            if self.cleaned_data.get(name):
                rows.objects.filter(user=self.user).delete()
            elif name in self.fields:
                rows.objects.get_or_create(user=self.user)
