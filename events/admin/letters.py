"""The planning team's own words in mails, and reminders."""

import secrets

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from events.mail_words import example_of, example_of_reminder, start_text
from events.models import EventMailText, Reminder
from events.models.letters import EVERYWHERE
from events.reminding import planned
from klimakreise.mailing.letters import one_line, to_page
from klimakreise.mailing.outbox import queue
from klimakreise.publishing.addresses import admin_url
from klimakreise.publishing.admin import PlanningAdmin
from klimakreise.publishing.standing import moment

# As long as mails are, and in one column.
BOXES = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 16, "class": "vLargeTextField"})},
    models.CharField: {"widget": forms.TextInput(attrs={"class": "vTextField vLargeTextField"})},
}


class TestedAdmin(PlanningAdmin):
    """Words of the team: shows how they read, and sends them to oneself; `test_kind` is the mail that does."""

    formfield_overrides = BOXES
    test_kind = ""

    def get_urls(self):
        test = self.admin_site.admin_view(require_POST(self.send_test))
        name = f"events_{self.opts.model_name}_test"
        return [path("<int:pk>/test/", test, name=name), *super().get_urls()]

    def send_test(self, request, pk):
        """Send the example to whoever asks for it, in the language of the button."""
        thing = get_object_or_404(self.get_queryset(request), pk=pk)
        asked = request.POST.get("language", "")
        language = asked if asked in EventMailText.Language else EventMailText.Language.GERMAN
        to, key = request.user.email, f"test-{secrets.token_hex(12)}"
        queue(self.test_kind, to=to, key=key, about=pk, language=language, urgent=True)
        self.message_user(request, gettext("The test mail to %(address)s is on its way.") % {"address": to})
        return HttpResponseRedirect(admin_url(thing))

    def render_change_form(self, request, context, *args, **kwargs):
        if thing := context["original"]:
            context["examples"] = [shown_as(*words) for words in self.examples(thing)]
        return super().render_change_form(request, context, *args, **kwargs)

    def examples(self, thing):
        """[(language, (subject, Markdown))] of all that somebody may get: the open half, which each kind of letter fills.

        `abc` cannot ask for it, since the admin has a metaclass of its own.
        """
        raise NotImplementedError

    def tell_readers(self, form, changed):
        """Nobody reads it on a page."""


def shown_as(language, words):
    subject, body = words
    return {
        "language": language,
        "label": EventMailText.Language(language).label,
        "subject": one_line(subject),
        "body": to_page(body),
    }


@admin.register(EventMailText)
class EventMailTextAdmin(TestedAdmin):
    """One mail in the team's own words: begins with ours, shows an example, and can be sent to oneself."""

    list_display = ["__str__", "event"]
    list_filter = ["kind", "language"]
    list_select_related = ["event"]
    search_fields = ["event__title", "subject"]
    autocomplete_fields = ["event"]
    fields = ["event", "kind", "language", "subject", "text"]
    change_form_template = "admin/events/eventmailtext/change_form.html"
    test_kind = "events/text_test"

    def get_changeform_initial_data(self, request):
        given = super().get_changeform_initial_data(request)
        if given.get("kind") in EventMailText.Kind and given.get("language") in EventMailText.Language:
            given["subject"], given["text"] = start_text(given["kind"], given["language"])
        return given

    def render_change_form(self, request, context, *args, **kwargs):
        text = context["original"]
        context["kinds"] = EventMailText.Kind.choices
        context["languages"] = EventMailText.Language.choices
        context["placeholders"] = EVERYWHERE
        context["further_placeholders"] = [
            (EventMailText.Kind(kind).label, names) for kind, names in EventMailText.OF_KIND.items()
        ]
        context["event_id"] = text.event_id if text else request.GET.get("event", "")
        return super().render_change_form(request, context, *args, **kwargs)

    def examples(self, thing):
        return [(thing.language, example_of(thing))]


@admin.register(Reminder)
class ReminderAdmin(TestedAdmin):
    """When people are reminded of an event, and whether they were."""

    list_display = ["event", "when", "audience", "goes_out", "went_out"]
    list_select_related = ["event"]
    search_fields = ["event__title"]
    autocomplete_fields = ["event"]
    fieldsets = [
        (None, {"fields": ["event", ("amount", "unit"), "audience"]}),
        (_("Own words"), {"fields": ["subject", "text", "subject_en", "text_en"]}),
    ]
    change_form_template = "admin/events/reminder/change_form.html"
    test_kind = "events/reminder_test"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("event__sessions", "runs")

    @admin.display(description=_("how long before"))
    def when(self, reminder):
        return str(reminder)

    @admin.display(description=_("goes out"))
    def goes_out(self, reminder):
        due = planned(reminder, reminder.event)
        return moment(due) if due else "–"

    @admin.display(description=_("went out"))
    def went_out(self, reminder):
        return ", ".join(f"{moment(run.ran_at)} ({run.recipients})" for run in reminder.runs.all()) or "–"

    def save_model(self, request, obj, form, change):
        if {"amount", "unit", "event"} & set(form.changed_data):
            obj.counts_from = timezone.now()
        super().save_model(request, obj, form, change)

    def render_change_form(self, request, context, *args, **kwargs):
        context["placeholders"] = EVERYWHERE
        return super().render_change_form(request, context, *args, **kwargs)

    def examples(self, thing):
        return [
            (language, example_of_reminder(thing, language)) for language in EventMailText.Language.values
        ]
