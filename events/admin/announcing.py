"""The page on which the planning team sees whom it tells of a change, and in which words, before it does."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.announcing import announce, can_be_told, concerned
from events.mails import said
from events.models import EventNotice
from klimakreise.mailing.letters import fill, to_page
from klimakreise.mailing.registry import absolute
from klimakreise.publishing.admin import admin_url

MOST = 2000  # ticks; nobody looks through more, and the site takes no form of more than 10,000 fields


class People(forms.ModelMultipleChoiceField):
    def label_from_instance(self, person):
        return f"{person.name} ({person.get_state_display()})"


class NoticeForm(forms.Form):
    """Whom to tell; everybody is ticked. `seen` is how many notices there were when the page was opened.

    More than MOST are not ticked one by one but told all together.
    """

    note = forms.CharField(
        label=gettext_lazy("Words of your own"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60, "class": "vLargeTextField"}),
        help_text=gettext_lazy("They stand in the mail as you write them here; may be empty."),
    )
    people = People(
        None,
        label=gettext_lazy("To whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one person.")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, event, people, *args, **kwargs):
        seen = {"seen": event.notices.count(), "people": [each.pk for each in people]}
        super().__init__(*args, initial=seen, **kwargs)
        self.fields["people"].queryset = people
        self.fields["people"].disabled = len(seen["people"]) > MOST


def notice_page(model_admin, request, event, what):
    """Show whom a mail about the change would go to and how it reads; on POST with `send` send it."""
    if not can_be_told(event, what):
        said_why = _("There is nothing to tell: the event is over, a draft, or stands differently.")
        model_admin.message_user(request, said_why, messages.WARNING)
        return HttpResponseRedirect(admin_url(event))
    people = concerned(event, what).exclude(email="").order_by("name", "pk").only("name", "state")
    form = NoticeForm(event, people, request.POST or None)
    if request.method == "POST" and form.is_valid() and "send" in request.POST:
        chosen, note, seen = (form.cleaned_data[name] for name in ("people", "note", "seen"))
        try:
            notice = announce(event, what, chosen, note=note, by=request.user, seen=seen)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            words = ngettext(
                "%(number)s mail is on its way.", "%(number)s mails are on their way.", notice.recipients
            )
            model_admin.message_user(request, words % {"number": notice.recipients}, messages.SUCCESS)
            return HttpResponseRedirect(admin_url(event))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": EventNotice.What(what).label,
        "original": event,
        "opts": model_admin.opts,
        "form": form,
        "people": people,
        "without_address": concerned(event, what).filter(email=""),
        "notices": event.notices.filter(what=what),
        "example": example(event, what, request.POST.get("note", "")),
    }
    return TemplateResponse(request, "admin/events/event/notice.html", context)


def example(event, what, note):
    """How the mail reads, as a dict of subject and HTML."""
    address = absolute(event.get_absolute_url())
    common = {"name": "Mira Muster", "event": event.title, "when": str(event.date or "")}
    context = {**common, "address": address, "event_address": address, **said(event, what, note)}
    subject, body = fill(f"mail/events/event_{what}.md", context)
    return {"subject": subject, "body": to_page(body)}


def is_to_be_asked(event, what):
    """Whether there is something to tell, and somebody to be told."""
    return can_be_told(event, what) and concerned(event, what).exists()


def offer(model_admin, request, event, what):
    """Ask the planning team whether those who are registered are to be told, if there are some."""
    if is_to_be_asked(event, what):
        address = admin_url(event, f"tell_{what}")
        text = _('Some are registered already: <a href="{address}">tell them by mail</a>?')
        model_admin.message_user(request, format_html(text, address=address), messages.WARNING)
