"""Pages of the admin on which the planning team decides on what somebody asked for."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from klimakreise.alliance.changing import DecidedError
from klimakreise.publishing.admin import PlanningAdmin, admin_url


class DecisionForm(forms.Form):
    """The button that sent it says what is decided (`_save`); to decline takes a reason."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=_("Reason for declining"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        required=False,
    )

    def __init__(self, data=None, *, seen="", help_text=""):
        super().__init__(data, initial={"seen": seen})
        self.is_outdated = bool(data) and data.get("seen", "") != seen
        if self.is_outdated:
            self.data = {**data.dict(), "seen": seen}
        self.fields["reason"].help_text = help_text

    @property
    def decided(self):
        """What the acts get of a valid form."""
        return {"reason": self.cleaned_data["reason"].strip()}

    def clean(self):
        cleaned = super().clean()
        if self.data.get("_save") == "decline" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why it is declined."))
        if self.is_outdated:
            self.add_error(
                None, _("This has changed since you opened it. Look at it once more and decide then.")
            )
        return cleaned


class DecisionAdmin(PlanningAdmin):
    """Shows what is asked for, with a button for each decision.

    A kind says `acts`, the values of its buttons and names of its methods (request, thing, reason and what else the form
    has `decided`), each of which returns a message or raises ValidationError; what was `seen(thing)` by whoever decides; and what its template gets by `shown(request, thing)`.
    """

    acts: tuple[str, ...] = ()
    reason_help = ""
    decision_form = DecisionForm

    def has_add_permission(self, request):
        return False

    def seen(self, thing):
        return ""

    def shown(self, request, thing):
        return {}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        thing = self.get_object(request, object_id)
        if thing is None:
            raise Http404
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        posted = request.POST if request.method == "POST" else None
        form = self.form_for(thing, posted)
        act = request.POST.get("_save")
        is_decided = posted and act in self.acts and form.is_valid()
        if is_decided and (answer := self.decide(request, thing, getattr(self, act), form)):
            return answer
        context = {
            **self.admin_site.each_context(request),
            "title": str(thing),
            "original": thing,
            "opts": self.opts,
            "form": form,
            "may_delete": self.has_delete_permission(request, thing),
            **self.shown(request, thing),
        }
        return TemplateResponse(request, self.change_form_template, context)

    def form_for(self, thing, posted):
        return self.decision_form(posted, seen=self.seen(thing), help_text=self.reason_help)

    def decide(self, request, thing, act, form):
        """Do it and lead on; None if it was refused, which the form then says."""
        try:
            self.message_user(request, act(request, thing, **form.decided), messages.SUCCESS)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
            return None
        except DecidedError:
            self.message_user(request, _("Somebody else has decided on it already."), messages.WARNING)
        return HttpResponseRedirect(admin_url(thing))
