from functools import partial

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.admin.announcing import notice_page, offer
from events.admin.entrance import entrance
from events.admin.parts import PARTS
from events.admin.releasing import release_page
from events.copying import copy_event, free_slug, next_number
from events.models import AgendaItem, Event, EventNotice, EventSeries, Session
from events.places import bring_up_to_date
from events.release import agenda_states
from klimakreise.publishing.admin import PublishableAdmin, admin_url
from klimakreise.publishing.editing import PublishableForm

FIELDSETS = [
    (_("What"), {"fields": ["series", "number", "title", "motto", "main_topic", "slug"]}),
    (
        _("When and where"),
        {
            "fields": ["date", "format", "format_reason", "video_tool", "other_tools"],
            "description": _("Times and places are further down, under “Sessions”."),
        },
    ),
    (
        _("Invitation"),
        {"fields": ["purpose", "scope", "capacity_kind", "capacity", "registration_note"]},
    ),
    (
        _("Documentation"),
        {"fields": ["topic_reasons", "topic_note", "agenda_note", "follow_up"]},
    ),
    (
        _("Documentation on an earlier website"),
        {
            "classes": ["collapse"],
            "fields": [
                "documentation_kind",
                "documentation_languages",
                "documentation_parts",
                "documentation_machine_readable",
            ],
        },
    ),
    (_("Picture"), {"fields": ["picture", "picture_alt"]}),
    (_("Publication"), {"classes": ["publication"], "fields": ["published_at"]}),
]


class EventForm(PublishableForm):
    """Makes the address by itself where none is given."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Last part of the page's address, e.g. klimakreise-3. Left empty, it is made by itself."
            )

    def clean(self):
        cleaned = super().clean()
        if "slug" in self.fields and "slug" not in self.errors and not cleaned.get("slug"):
            series, number = cleaned.get("series"), cleaned.get("number")
            made_of = f"{series.slug}-{number}" if series and number else cleaned.get("title", "")
            cleaned["slug"] = free_slug(made_of)
        return cleaned


class CancelForm(forms.ModelForm):
    class Meta:
        model = Event
        fields = ["cancellation_reason"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cancellation_reason"].required = True
        self.fields["cancellation_reason"].help_text = _("One sentence; it is shown on the event's page.")


@admin.register(Event)
class EventAdmin(PublishableAdmin):
    form = EventForm
    inlines = PARTS
    list_display = ["title", "date", "standing", "series"]
    list_filter = ["series"]
    list_select_related = ["series"]
    search_fields = ["title", "motto", "slug"]
    file_addresses = {"picture": lambda event: reverse("events:picture", args=[event.slug])}

    def get_fieldsets(self, request, obj=None):
        if obj and obj.is_cancelled:
            return [(_("Cancelled"), {"fields": ["cancellation_reason"]}), *FIELDSETS]
        return FIELDSETS

    @admin.display(description=_("standing"), ordering="published_at")
    def standing(self, thing):
        words = super().standing(thing)
        return gettext("cancelled (%(standing)s)") % {"standing": words} if thing.is_cancelled else words

    def get_changeform_initial_data(self, request):
        given = super().get_changeform_initial_data(request)
        series = (
            EventSeries.objects.filter(pk=given["series"]) if given.get("series", "").isdecimal() else None
        )
        series = (series or EventSeries.objects).first()
        if series is None:
            return given
        number = next_number(series)
        return {"series": series.pk, "number": number, "title": f"{number}. {series.title}", **given}

    def get_urls(self):
        acts = [
            ("copy", self.copy_view),
            ("cancel", self.cancel_view),
            ("reinstate", self.reinstate_view),
            ("release", self.release_view),
            *((f"tell_{what}", partial(self.tell_view, what=what)) for what in EventNotice.What.values),
            ("entrance", entrance),
        ]
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"events_event_{name}")
            for name, view in acts
        ]
        return own + super().get_urls()

    def for_change(self, request, pk):
        event = get_object_or_404(Event.objects.visible_to(request.user), pk=pk)
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        return event

    def render_change_form(self, request, context, *args, **kwargs):
        if event := context["original"]:
            context["agenda"] = agenda_states([event])[event.pk]
        return super().render_change_form(request, context, *args, **kwargs)

    def changes_the_page(self, formset):
        return formset.model is not AgendaItem and super().changes_the_page(formset)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        bring_up_to_date(form.instance.pk)  # there may be more places now, or fewer kept for the city
        moved = any(each.model is Session and each.has_changed() for each in formsets)
        if change and (moved or "date" in form.changed_data):
            offer(self, request, form.instance, EventNotice.What.MOVED)

    def reason_to_keep(self, event):
        reason = super().reason_to_keep(event)
        if not reason and event.registrations.exists():
            reason = gettext("People are registered for it. Cancel it, and they can be told.")
        return reason

    def say_what_became(self, request, thing):
        super().say_what_became(request, thing)
        state = agenda_states([thing])[thing.pk]
        if request.POST.get("_save") == "publish" and state.is_pending and not state.release:
            address = reverse("admin:events_event_release", args=[thing.pk])
            text = _('The agenda is not seen yet: <a href="{address}">release it</a>.')
            self.message_user(request, format_html(str(text), address=address), messages.WARNING)

    def release_view(self, request, pk):
        return release_page(self, request, self.for_change(request, pk))

    def tell_view(self, request, pk, what):
        return notice_page(self, request, self.for_change(request, pk), what)

    def copy_view(self, request, pk):
        event = self.for_change(request, pk)
        if request.method != "POST":
            return HttpResponseRedirect(admin_url(event))
        copy = copy_event(event)
        self.log_addition(request, copy, [{"added": {}}])
        self.message_user(
            request,
            _(
                "This is the copy, a draft. Date, motto, picture, presenters, materials and circles were not copied."
            ),
            messages.SUCCESS,
        )
        return HttpResponseRedirect(admin_url(copy))

    def cancel_view(self, request, pk):
        event = self.for_change(request, pk)
        if event.is_cancelled:
            self.message_user(request, _("The event is cancelled already."), messages.WARNING)
            return HttpResponseRedirect(admin_url(event))
        form = CancelForm(request.POST or None, instance=event)
        if request.method == "POST" and form.is_valid():
            self.cancel(request, event, form.cleaned_data["cancellation_reason"])
            return HttpResponseRedirect(admin_url(event))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Cancel the event"),
            "original": event,
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/events/event/cancel.html", context)

    def cancel(self, request, event, reason):
        try:
            event.cancel(reason)
        except ValidationError as error:
            for name, found in error.message_dict.items():
                place = "" if name == NON_FIELD_ERRORS else f"{Event._meta.get_field(name).verbose_name}: "
                self.message_user(request, f"{event}: {place}{' '.join(found)}", messages.ERROR)
            return
        self.log_change(request, event, [{"changed": {"fields": ["cancellation_reason"]}}])
        self.message_user(request, _("Cancelled. The page stays visible and says so."), messages.SUCCESS)
        offer(self, request, event, EventNotice.What.CANCELLED)

    def reinstate_view(self, request, pk):
        event = self.for_change(request, pk)
        if request.method == "POST" and event.is_cancelled:
            event.reinstate()
            self.log_change(request, event, [{"changed": {"fields": ["cancellation_reason"]}}])
            self.message_user(request, _("The event takes place after all."), messages.SUCCESS)
            offer(self, request, event, EventNotice.What.MOVED)
        return HttpResponseRedirect(admin_url(event))
