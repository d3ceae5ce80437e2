"""Forms in which speakers change the page of their group."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klimakreise.alliance.changing import page_of
from klimakreise.alliance.models import GroupChange
from klimakreise.publishing.editing import RuleForm

MOST_LINKS = 8


class LinkForm(forms.Form):
    label = forms.CharField(label=_("Name of the link"), max_length=100, required=False)
    url = forms.URLField(label=_("Address"), max_length=500, required=False)

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

    class Meta:
        model = GroupChange
        fields = ["description", "website"]
        widgets = {"description": forms.Textarea(attrs={"rows": 10})}

    def __init__(self, data=None, files=None, *, group, waiting=None):
        self.now = page_of(waiting or group)
        self.has_changed_meanwhile = False
        values = {"description": self.now.description, "website": self.now.website}
        change = waiting or GroupChange(group=group, basis=page_of(group).fingerprint, **values)
        super().__init__(data, files, instance=change, initial={"basis": self.now.fingerprint})
        links = [{"label": label, "url": url} for label, url in self.now.links]
        self.links = LinkFormSet(data, initial=links, prefix="links")

    def clean_basis(self):
        if self.cleaned_data["basis"] != self.now.fingerprint:
            self.has_changed_meanwhile = True
            self.data = self.data.copy()
            self.data["basis"] = self.now.fingerprint
        return self.now.fingerprint

    def clean(self):
        cleaned = super().clean()
        if self.has_changed_meanwhile:
            raise ValidationError(
                _(
                    "The page was changed by somebody else meanwhile. Your text is still here; below it you see what "
                    "stands there now. Save again to put your text in its place."
                )
            )
        return cleaned

    def is_valid(self):
        return all([super().is_valid(), self.links.is_valid()])
