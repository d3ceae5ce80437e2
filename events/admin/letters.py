"""The planning team's own words in mails, and reminders."""

import secrets

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from events.mail_words import example_of, start_text
from events.models import EventMailText, Reminder
from events.models.letters import EVERYWHERE, placeholders_of
from events.reminding import planned
from klimakreise.mailing.letters import one_line, to_page
from klimakreise.mailing.outbox import queue
from klimakreise.publishing.addresses import admin_url
from klimakreise.publishing.admin import PlanningAdmin
from klimakreise.publishing.standing import moment


def in_braces(names):
    return ", ".join(f"{{{name}}}" for name in names)


@admin.register(EventMailText)
class EventMailTextAdmin(PlanningAdmin):
    """One mail in the team's own words: begins with ours, shows an example, and can be sent to oneself."""

    list_display = ["__str__", "event"]
    list_filter = ["kind", "language"]
    list_select_related = ["event"]
    search_fields = ["event__title", "subject"]
    autocomplete_fields = ["event"]
    fields = ["event", "kind", "language", "subject", "text"]
    change_form_template = "admin/events/eventmailtext/change_form.html"

    def get_urls(self):
        test = self.admin_site.admin_view(require_POST(self.send_test))
        return [path("<int:pk>/test/", test, name="events_eventmailtext_test"), *super().get_urls()]

    def get_changeform_initial_data(self, request):
        given = super().get_changeform_initial_data(request)
        if given.get("kind") in EventMailText.Kind and given.get("language") in EventMailText.Language:
            given["subject"], given["text"] = start_text(given["kind"], given["language"])
        return given

    def render_change_form(self, request, context, *args, **kwargs):
        text = context["original"]
        context["kinds"] = [
            {"kind": kind, "label": kind.label, "names": in_braces(placeholders_of(kind))}
            for kind in EventMailText.Kind
        ]
        context["languages"] = EventMailText.Language.choices
        context["event_id"] = text.event_id if text else request.GET.get("event", "")
        if text:
            subject, body = example_of(text)
            context["example"] = {"subject": one_line(subject), "body": to_page(body)}
        return super().render_change_form(request, context, *args, **kwargs)

    def send_test(self, request, pk):
        """Send the example to whoever asks for it."""
        text = get_object_or_404(self.get_queryset(request), pk=pk)
        to = request.user.email
        key = f"text-test-{secrets.token_hex(12)}"
        queue("events/text_test", to=to, key=key, about=pk, language=text.language, urgent=True)
        self.message_user(request, gettext("The test mail to %(address)s is on its way.") % {"address": to})
        return HttpResponseRedirect(admin_url(text))

    def tell_readers(self, form, changed):
        """Nobody reads it on a page."""


@admin.register(Reminder)
class ReminderAdmin(PlanningAdmin):
    """When people are reminded of an event, and whether they were."""

    list_display = ["event", "when", "audience", "goes_out", "went_out"]
    list_select_related = ["event"]
    search_fields = ["event__title"]
    autocomplete_fields = ["event"]
    fieldsets = [
        (None, {"fields": ["event", ("amount", "unit"), "audience"]}),
        (
            _("Own words"),
            {
                "fields": ["subject", "text", "subject_en", "text_en"],
                "description": _("Placeholders: %(names)s") % {"names": in_braces(EVERYWHERE)},
            },
        ),
    ]

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

    def tell_readers(self, form, changed):
        """Nobody reads it on a page."""
