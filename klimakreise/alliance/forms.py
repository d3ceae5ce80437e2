"""Forms in which a group asks to join, and in which its speakers change its page."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from klimakreise.accounts.models import User
from klimakreise.alliance.changing import page_of
from klimakreise.alliance.models import GroupChange, JoinRequest, Membership
from klimakreise.publishing.editing import RuleForm
from klimakreise.publishing.files import kinds

MOST_LINKS = 8


def web_address():
    """A line for a web address; unlike Django's own it may be sent without "https://", which is then put in front."""
    return forms.TextInput(attrs={"autocomplete": "url", "inputmode": "url"})


class LinkForm(forms.Form):
    label = forms.CharField(label=_("Name of the link"), max_length=100, required=False)
    url = forms.URLField(label=_("Address"), max_length=500, required=False, widget=web_address())

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("url") and not cleaned.get("label") and "label" not in self.errors:
            self.add_error("label", _("Say what the link leads to."))
        if cleaned.get("label") and not cleaned.get("url") and "url" not in self.errors:
            self.add_error("url", _("Give the address that the link leads to."))
        return cleaned


class LinkForms(forms.BaseFormSet):
    """The further links, a line for each; one that is emptied goes, and each address is listed once."""

    def clean(self):
        seen = set()
        for form in self.forms:
            url = form.cleaned_data.get("url") if form.is_valid() else None
            if url and url in seen:
                form.add_error("url", _("This address is listed already."))
            seen.add(url)

    def links(self):
        """The (label, address) of all that is filled in, in order."""
        given = (form.cleaned_data for form in self.forms)
        return [(link["label"], link["url"]) for link in given if link.get("url")]


LinkFormSet = forms.formset_factory(
    LinkForm, formset=LinkForms, extra=2, max_num=MOST_LINKS, validate_max=True
)


class PageForm(RuleForm):
    """What a speaker writes for the page of the `group`, going on from what is `waiting` already, if anything is.

    It carries what it started from. Where that has changed meanwhile, nothing is saved: the form keeps what was typed,
    shows `now`, the page as it is, and takes the text when it is sent again.
    """

    basis = forms.CharField(widget=forms.HiddenInput, required=False)
    no_logo = forms.BooleanField(label=_("Take the logo out"), required=False)

    field_order = ["description", "website", "logo", "logo_alt", "no_logo"]

    class Meta:
        model = GroupChange
        fields = ["description", "website", "logo", "logo_alt"]
        widgets = {
            "description": forms.Textarea(attrs={"rows": 10}),
            "website": web_address(),
            "logo": forms.FileInput,
        }

    def __init__(self, data=None, files=None, *, group, waiting=None):
        self.now = page_of(waiting or group)
        self.has_changed_meanwhile = False
        values = {name: getattr(self.now, name) for name in ("description", "website", "logo", "logo_alt")}
        size = {"logo_width": group.logo_width, "logo_height": group.logo_height}
        change = waiting or GroupChange(group=group, basis=page_of(group).fingerprint, **values, **size)
        super().__init__(data, files, instance=change, initial={"basis": self.now.fingerprint})
        links = [{"label": label, "url": url} for label, url in self.now.links]
        self.fields["logo"].widget.attrs["accept"] = kinds.accept(kinds.PICTURES)
        if not self.now.logo:
            del self.fields["no_logo"]
        self.links = LinkFormSet(data, initial=links, prefix="links")

    def clean_basis(self):
        if self.cleaned_data["basis"] != self.now.fingerprint:
            self.has_changed_meanwhile = True
            self.data = self.data.copy()
            self.data["basis"] = self.now.fingerprint
        return self.now.fingerprint

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("no_logo") and "logo" not in self.files:
            cleaned["logo"] = False  # as Django's own widget says it
        if self.has_changed_meanwhile:
            raise ValidationError(
                _(
                    "The page was changed by somebody else meanwhile. Your text is still here; below it you see what "
                    "stands there now. Save again to put your text in its place."
                )
            )
        return cleaned

    def is_valid(self):
        is_valid = all([super().is_valid(), self.links.is_valid()])
        if not is_valid and "logo" in self.files and "logo" not in self.errors:
            self.add_error("logo", _("Please choose the picture once more: the browser has not kept it."))
        return is_valid


class JoinForm(RuleForm):
    """A group asks to join; `demands` are those of which it can say that it carries them."""

    consent = forms.BooleanField(
        label=_(
            "These statements may be stored and read by the planning team until it has decided on the request."
        ),
        help_text=_(
            "The name and address of the contact person are not published. They are deleted if the request is not "
            "confirmed within 14 days, and 30 days after the decision."
        ),
        error_messages={"required": _("Without this consent the request cannot be looked at.")},
    )

    class Meta:
        model = JoinRequest
        fields = ["name", "field", "website", "description", "demands", "contact_name", "contact_email"]
        widgets = {
            "description": forms.Textarea(attrs={"rows": 5}),
            "demands": forms.CheckboxSelectMultiple,
            "contact_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "website": web_address(),
        }
        help_texts = {
            "contact_email": _("A link that confirms the request is sent there."),
            "description": _("Two or three sentences for the group's page, 2,000 characters at most."),
        }

    def __init__(self, *args, demands, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["demands"].queryset = demands
        self.fields["description"].validators.append(MaxLengthValidator(2000))
        self.fields["contact_email"].required = True
        if not demands:
            del self.fields["demands"]

    def clean_contact_email(self):
        return self.cleaned_data["contact_email"].lower()


class InviteForm(forms.Form):
    """Whom to invite to act for a group; planners may also appoint somebody who has an account, who is then `user`."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (Membership.Role.SPEAKER, _("speaker: edits the page and invites others")),
            (Membership.Role.CONTACT, _("contact: acts for the group without editing its page")),
        ],
        initial=Membership.Role.SPEAKER,
        widget=forms.RadioSelect,
    )
    at_once = forms.BooleanField(
        label=_("Appoint at once"),
        required=False,
        help_text=_("For somebody who has an account. Without the tick an invitation is sent."),
    )

    def __init__(self, data=None, *, planner):
        super().__init__(data)
        self.user = None
        if not planner:  # an answer to others would tell who has an account
            del self.fields["at_once"]

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("at_once") and cleaned.get("email"):
            self.user = User.objects.filter(email=cleaned["email"], is_active=True).first()
            if self.user is None:
                self.add_error(
                    "email", _("There is no account with this address. Send an invitation instead.")
                )
        return cleaned
