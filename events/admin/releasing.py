"""The page on which the planning team looks through the draft of an agenda and releases it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.announcing import is_to_be_asked
from events.agenda import Agenda, begin_too_early
from events.models import AgendaRelease, EventNotice
from events.release import agenda_states, release_agenda
from klimakreise.publishing.admin import admin_url


class ReleaseForm(forms.ModelForm):
    """A note, and which draft was on the page when it was written."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    tell = forms.BooleanField(
        label=gettext_lazy("Tell those who have a place by mail; whom and how is asked on the next page"),
        required=False,
    )

    class Meta:
        model = AgendaRelease
        fields = ["note"]
        labels = {"note": gettext_lazy("Note on this version")}
        widgets = {"note": forms.Textarea(attrs={"rows": 3, "cols": 60, "class": "vLargeTextField"})}
        error_messages = {
            "note": {"required": gettext_lazy("Say in a sentence what is new in this version.")}
        }


def release_page(model_admin, request, event):
    """Show what is different from the newest version; on POST release the draft, if it still is what was shown."""
    state = agenda_states([event])[event.pk]
    form = ReleaseForm(request.POST or None, initial={"note": "" if state.release else _("First version.")})
    if request.method == "POST" and form.is_valid():
        note, seen = form.cleaned_data["note"], form.cleaned_data["seen"]
        try:
            release = release_agenda(event, note, request.user, seen=seen)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            tell(model_admin, request, event, release)
            return HttpResponseRedirect(
                admin_url(event, "tell_agenda" if form.cleaned_data["tell"] else "change")
            )
    lines = Agenda(state.items, state.release, state.before).lines(marked=True)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Release the agenda"),
        "original": event,
        "opts": model_admin.opts,
        "form": form,
        "state": state,
        "asks": is_to_be_asked(event, EventNotice.What.AGENDA),
        "next_number": state.release.number + 1 if state.release else 1,
        "lines": lines,
        "early": begin_too_early(lines),
    }
    return TemplateResponse(request, "admin/events/event/release.html", context)


def tell(model_admin, request, event, release):
    """Note the release in the history of the event, and say what readers see now."""
    name = str(AgendaRelease._meta.verbose_name)
    model_admin.log_change(request, event, [{"added": {"name": name, "object": str(release)}}])
    text = _("{page}: version {number} of the agenda is released.")
    if not event.is_visible():
        text += " " + _("It is seen as soon as the event is published.")
    page = format_html('<a href="{}#agenda">{}</a>', event.get_absolute_url(), event)
    told = format_html(text, page=page, number=release.number)
    model_admin.message_user(request, told, messages.SUCCESS)
