"""The page on which the planning team writes to people it has chosen in the list, and sees the mail before it goes."""

import hashlib
import secrets

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.mail_words import filled
from events.mails import common
from events.models import EventMailText, EventMessage
from events.models.letters import EVERYWHERE
from events.writing import can_be_written_to, why_not, write_to
from klimakreise.mailing.letters import one_line, to_page

BOX = {"rows": 12, "class": "vLargeTextField"}


class MessageForm(forms.ModelForm):
    """Subject and text. `key` is of this form, so that it is sent once; `seen` stands for the people that were shown."""

    key = forms.RegexField(r"^[0-9a-f]{32}$", widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = EventMessage
        fields = ["subject", "text", "subject_en", "text_en"]
        widgets = {
            **{name: forms.TextInput(attrs={"class": "vTextField"}) for name in ("subject", "subject_en")},
            **{name: forms.Textarea(attrs=BOX) for name in ("text", "text_en")},
        }
        help_texts = {
            "subject_en": gettext_lazy(
                "For those who get mails in English; empty: they get the German ones."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", secrets.token_hex(16))

    def save(self, commit=False):
        self.instance.key = self.cleaned_data["key"]
        return super().save(commit=commit)


def message_page(model_admin, request, event, chosen, back):
    """Write to `chosen` (registrations of the event, a queryset); first the preview, then on POST with `send` the mails."""
    people = list(can_be_written_to(chosen).order_by("name", "pk").only("pk", "name", "state", "language"))
    seen = fingerprint(people)
    form = MessageForm(request.POST or None, instance=EventMessage(event=event, by=request.user))
    is_valid = request.method == "POST" and form.is_valid()
    if is_valid and "send" in request.POST and (sent := send(form, chosen, seen)):
        words = ngettext(
            "%(number)s mail is on its way.", "%(number)s mails are on their way.", sent.recipients
        )
        model_admin.message_user(request, words % {"number": sent.recipients}, messages.SUCCESS)
        return HttpResponseRedirect(back)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Write to those registered"),
        "opts": model_admin.opts,
        "event": event,
        "list_address": back,
        "form": form,
        "placeholders": EVERYWHERE,
        "people": people,
        "seen": seen,
        "speaks_english": any(each.language == "en" for each in people),
        "left_out": left_out(chosen),
        "examples": examples(form.instance, people) if is_valid else [],
        "messages_before": event.messages.all()[:5],
    }
    return TemplateResponse(request, "admin/events/registration/message.html", context)


def send(form, chosen, seen):
    """Send it if nobody has come or gone since the people were shown; None if not, which the form says then."""
    message = form.save()
    was_sent = message.event.messages.filter(key=message.key).exists()
    if form.cleaned_data["seen"] != seen and not was_sent:
        form.add_error(None, _("Meanwhile the people are others than those shown. Please look once more."))
        return None
    try:
        return write_to(chosen, message)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    return None


def fingerprint(people):
    keys = ",".join(str(key) for key in sorted(each.pk for each in people))
    return hashlib.sha256(keys.encode()).hexdigest()[:32]


def left_out(chosen):
    """[(name, why)] of those who are chosen and cannot be written to."""
    others = chosen.exclude(pk__in=can_be_written_to(chosen).order_by().values("pk"))
    return [(each.name, why_not(each)) for each in others.only("name", "state", "email")]


def examples(message, people):
    """How it reads for the first of `people` in each language: dicts of name, number, language, subject and HTML."""
    found = []
    for language in EventMailText.Language.values:
        heard = [each for each in people if message.language_for(each.language) == language]
        if heard:
            with translation.override(language):
                words = message.words_in(language)
                subject, body = filled(*words, message.event, common(message.event, heard[0].name))
            example = {"subject": one_line(subject), "body": to_page(body), "language": language}
            found.append({"name": heard[0].name, "number": len(heard), **example})
    return found
